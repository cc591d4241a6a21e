package org.holdfast.ui.visit

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusRequester
import androidx.compose.ui.focus.focusRequester
import org.holdfast.ObservationKind
import org.holdfast.Outcome
import org.holdfast.readingWords
import org.holdfast.ui.Act
import org.holdfast.ui.Beside
import org.holdfast.ui.Choices
import org.holdfast.ui.Field
import org.holdfast.ui.FormModel
import org.holdfast.ui.FormNotices
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Notice
import org.holdfast.ui.Page
import org.holdfast.ui.Quiet
import org.holdfast.ui.Small
import org.holdfast.ui.medicineName
import org.holdfast.ui.only
import org.holdfast.ui.text

/** Something that is being written at a visit, on a screen of its own: one field after another, Save below. */
@Composable
fun EditorScreen(
    editor: Editor,
    state: VisitShown,
    form: FormModel,
    onBack: () -> Unit,
    onDiscard: () -> Unit,
) {
    val words = LocalWords.current
    val ready = editor.ready(form.state.values)
    Page(
        words.editor(editor),
        onBack,
        { Act(if (editor == Editor.Leave) words.visitLeaveStill else words.save, form::submit, enabled = ready) },
        { Quiet(words.throwAway, onDiscard) },
    ) {
        Small(words.name(state.page?.name))
        FormNotices(form)
        when (editor) {
            is Editor.Note -> {
                Writing(form, words.noteText)
            }

            is Editor.Amend -> {
                Amending(editor, form)
            }

            is Editor.Task -> {
                Text(editor.of.what, style = MaterialTheme.typography.titleMedium)
                Writing(form, words.reason, Typed.REASON)
            }

            is Editor.Dose -> {
                Dosing(editor, state, form)
            }

            is Editor.Observe -> {
                Observing(form)
            }

            is Editor.Leave -> {
                Leaving(state, form)
            }
        }
    }
}

@Composable
private fun Writing(
    form: FormModel,
    label: String,
    field: String = Typed.TEXT,
) {
    val focus = remember { FocusRequester() }
    Field(label, form, field, lines = 6, Modifier.focusRequester(focus))
    LaunchedEffect(Unit) { focus.requestFocus() }
}

@Composable
private fun Amending(
    editor: Editor.Amend,
    form: FormModel,
) {
    val words = LocalWords.current
    Small(words.amendKept)
    Beside {
        Small(words.amendedFirst)
        Says(editor.of.says)
    }
    Field(words.amendText, form, Typed.TEXT, lines = 4)
    Field(words.amendReason, form, Typed.REASON)
}

@Composable
private fun Dosing(
    editor: Editor.Dose,
    state: VisitShown,
    form: FormModel,
) {
    val words = LocalWords.current
    val says =
        editor.of.medicine.only
            ?.says
            .orEmpty()
    Text(editor.of.medicine.medicineName, style = MaterialTheme.typography.headlineSmall)
    says.text("dose")?.let { Text(it, style = MaterialTheme.typography.titleMedium) }
    editor.due?.let { Text(words.due(it)) }
    state.lookFirst?.let { offer ->
        Notice(Glyphs.look, LocalStates.current.alert) {
            Text(words.doubleDose, style = MaterialTheme.typography.titleSmall)
            Text(words.offered(offer.at, state.now, offer.outcome))
        }
    }
    Heading(words.doseOutcome)
    val chosen = form.state.values[Typed.OUTCOME]?.let(Outcome::valueOf)
    Choices(Outcome.entries, chosen, words::outcome) { form.set(Typed.OUTCOME, it.name) }
    if (chosen == Outcome.PARTIAL) Field(words.doseAmount, form, Typed.AMOUNT)
    if (chosen == Outcome.WITHHELD_ON_ADVICE) Field(words.doseAdvice, form, Typed.ADVICE_BY)
    Field(words.doseNote, form, Typed.NOTE, lines = 2)
}

@Composable
private fun Observing(form: FormModel) {
    val words = LocalWords.current
    val chosen = form.state.values[Typed.KIND]?.let(ObservationKind::valueOf)
    Choices(ObservationKind.entries, chosen, words::observation) { form.set(Typed.KIND, it.name) }
    if (chosen != null) {
        val readings = readingWords(chosen)
        if (readings.isEmpty()) {
            Field(words.observationReading, form, Typed.VALUE)
            words.example(chosen).takeIf { it.isNotEmpty() }?.let { Small(words.forExample(it)) }
        } else {
            Heading(words.observationReading)
            Choices(readings, form.state.values[Typed.VALUE], words::choice) { form.set(Typed.VALUE, it) }
        }
    }
    Field(words.observationNote, form, Typed.NOTE, lines = 2)
}

@Composable
private fun Leaving(
    state: VisitShown,
    form: FormModel,
) {
    val words = LocalWords.current
    val page = state.page
    if (page == null || page.gaps.isEmpty()) {
        Text(words.leaveNothingMissing)
    } else {
        Notice(Glyphs.missing, LocalStates.current.warning) {
            Text(words.visitMissing, style = MaterialTheme.typography.titleSmall)
            Gaps(page)
        }
    }
    Field(words.leaveNote, form, Typed.NOTE, lines = 3)
}
