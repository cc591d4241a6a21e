package org.holdfast.ui.visit

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.text.style.TextDecoration
import org.holdfast.FieldShown
import org.holdfast.Recorded
import org.holdfast.RecordedKind
import org.holdfast.SaidShown
import org.holdfast.Stands
import org.holdfast.VisitPage
import org.holdfast.When
import org.holdfast.Wording
import org.holdfast.ui.Badge
import org.holdfast.ui.Beside
import org.holdfast.ui.Card
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Quiet
import org.holdfast.ui.Small
import java.time.Instant

/** Everything that was written, the latest first, with what was first written beside what amends it. */
@Composable
fun Record(
    page: VisitPage,
    now: Instant,
    onEdit: (Editor) -> Unit,
) {
    val words = LocalWords.current
    if (page.recorded.isEmpty()) return
    Heading(words.visitWritten)
    page.recorded.reversed().forEach { Entry(it, now, onEdit) }
}

@Composable
private fun Entry(
    entry: Recorded,
    now: Instant,
    onEdit: (Editor) -> Unit,
) {
    val words = LocalWords.current
    Card {
        Small(words.recorded(entry.kind))
        if (entry.wording == Wording.FIRST) Says(entry.says.named)
        if (entry.amended.size > 1) Badge(Glyphs.disputed, words.amendedApart, LocalStates.current.notice)
        entry.amended.forEach { if (entry.amended.size > 1) Beside { Amended(it, now) } else Amended(it, now) }
        entry.before.forEach { Beside { Before(it, now) } }
        val after = if (entry.`when` == When.AFTER_LEAVING) " · ${words.afterLeaving}" else ""
        Small(words.written(entry.author, entry.occurred, now) + after)
        if (entry.kind == RecordedKind.NOTE && entry.wording != Wording.STRUCK) Quiet(words.amend, { onEdit(Editor.Amend(entry)) })
    }
}

/** A wording that stands, with whose correction it is and why. */
@Composable
private fun Amended(
    said: SaidShown,
    now: Instant,
) {
    val words = LocalWords.current
    val struck = said.stands == Stands.REMOVED
    Says(said.says.named, struck)
    if (struck) Small(words.struck)
    Small(words.amendedBy(words.member(said.author), words.at(said.written, now)))
    said.reason?.let { Small("${words.reason}: $it") }
}

/** A wording that was corrected since. */
@Composable
private fun Before(
    said: SaidShown,
    now: Instant,
) {
    val words = LocalWords.current
    if (said.reason == null) Small(words.amendedFirst)
    Says(said.says.named)
    Small(words.written(said.author, said.written, now))
}

/** References to other things say nothing to a person: a member, a task and a medicine stand by name beside them. */
private val List<FieldShown>.named: List<FieldShown> get() = filter { it.field !in REFERENCES }

private val REFERENCES = setOf("member", "task", "medicine", "version", "plan", "summary_age", "assessment")

/** A text by itself; several fields with their names. */
@Composable
fun Says(
    fields: List<FieldShown>,
    struck: Boolean = false,
) {
    val style = MaterialTheme.typography.bodyLarge.copy(textDecoration = if (struck) TextDecoration.LineThrough else null)
    fields.forEach { field ->
        val alone = fields.size == 1 || field.field == "text"
        val words = LocalWords.current
        val says = words.says(field)
        Text(if (alone) says else "${words.field(field)}: $says", style = style)
    }
}
