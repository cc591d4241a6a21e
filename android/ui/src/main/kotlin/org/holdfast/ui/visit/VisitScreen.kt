package org.holdfast.ui.visit

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.unit.dp
import org.holdfast.Gap
import org.holdfast.MedicineAtVisit
import org.holdfast.PersonId
import org.holdfast.PlannedTask
import org.holdfast.TaskDone
import org.holdfast.VisitPage
import org.holdfast.ui.Act
import org.holdfast.ui.Badge
import org.holdfast.ui.Card
import org.holdfast.ui.Chip
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Notice
import org.holdfast.ui.Other
import org.holdfast.ui.Page
import org.holdfast.ui.Quiet
import org.holdfast.ui.Refusal
import org.holdfast.ui.Saved
import org.holdfast.ui.Small
import org.holdfast.ui.StateBadge
import org.holdfast.ui.medicineName
import org.holdfast.ui.only
import org.holdfast.ui.text
import java.time.Instant

/** What a tap on a visit leads to. */
class VisitTaps(
    val back: () -> Unit,
    val arrive: () -> Unit,
    val task: (PlannedTask, TaskDone) -> Unit,
    val edit: (Editor) -> Unit,
    val mayIStart: () -> Unit,
    val person: (PersonId) -> Unit,
)

/** A visit: who is there, what is to be done, what was written. */
@Composable
fun VisitScreen(
    state: VisitShown,
    taps: VisitTaps,
) {
    val words = LocalWords.current
    val page = state.page
    val note = words.note to { taps.edit(Editor.Note) }
    val arrive = words.visitArrive to taps.arrive
    val leave = words.visitLeave to { taps.edit(Editor.Leave) }
    val (first, second) = if (state.iAmHere) note to leave else arrive to note
    Page(
        words.name(page?.name),
        taps.back,
        { Act(first.first, first.second, glyph = Glyphs.pen.takeIf { state.iAmHere }) },
        { Other(second.first, second.second) },
    ) {
        state.wrong?.let { Refusal(it) }
        if (state.saved) Saved(words.saved)
        state.begun.forEach { editor ->
            Notice(Glyphs.pen, LocalStates.current.notice) {
                Text(words.visitDraft)
                Other(words.visitGoOn, { taps.edit(editor) })
            }
        }
        if (page != null) {
            Header(page, taps)
            DoubleDoses(page, state.now)
            Tasks(page, taps)
            Medicines(page, taps)
            Other(words.visitMeasure, { taps.edit(Editor.Observe) })
            Record(page, state.now, taps.edit)
            Missing(page)
        }
    }
}

@Composable
private fun Header(
    page: VisitPage,
    taps: VisitTaps,
) {
    val words = LocalWords.current
    Text(words.window(page.starts, page.ends), style = MaterialTheme.typography.titleLarge)
    StateBadge(page.state)
    page.unplanned?.let { Text("${words.visitUnplanned} $it") }
    val here = page.present.joinToString { words.member(it) }
    Text(if (here.isEmpty()) words.visitNobodyHere else "${words.visitHere}: $here")
    if (page.ends != null) Other(words.visitMayIStart, taps.mayIStart)
    page.person?.let { person -> Quiet(words.person, { taps.person(person) }) }
}

@Composable
private fun DoubleDoses(
    page: VisitPage,
    now: Instant,
) {
    val words = LocalWords.current
    page.doubleDoses.forEach { pair ->
        Notice(Glyphs.disputed, LocalStates.current.alert) {
            Text(words.doubleDoseFound(page.medicine(pair.later.medicine)), style = MaterialTheme.typography.titleSmall)
            Text(words.offered(pair.earlier.at, now, pair.earlier.outcome))
            Text(words.offered(pair.later.at, now, pair.later.outcome))
        }
    }
}

private fun VisitPage.medicine(key: String): String? = medicines.firstOrNull { it.medicine.key == key }?.medicine?.medicineName

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Tasks(
    page: VisitPage,
    taps: VisitTaps,
) {
    val words = LocalWords.current
    if (page.tasks.isEmpty()) return
    Heading(words.visitTasks)
    page.tasks.forEach { task ->
        Card {
            Text(task.what, style = MaterialTheme.typography.titleMedium)
            task.result?.let { result ->
                Done(result.done)
                result.reason?.let { Text(it) }
                Small(words.member(result.author))
            }
            FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                TaskDone.entries.filter { it != task.result?.done }.forEach { done ->
                    Chip(words.taskDone(done), "${words.taskDone(done)}: ${task.what}") { taps.task(task, done) }
                }
            }
        }
    }
}

@Composable
private fun Done(done: TaskDone) {
    val states = LocalStates.current
    val (glyph, tone) =
        when (done) {
            TaskDone.DONE -> Glyphs.current to states.calm
            TaskDone.PARTLY -> Glyphs.reviewDue to states.notice
            TaskDone.NOT_DONE -> Glyphs.stop to states.warning
        }
    Badge(glyph, LocalWords.current.taskDone(done), tone)
}

@Composable
private fun Medicines(
    page: VisitPage,
    taps: VisitTaps,
) {
    val words = LocalWords.current
    if (page.medicines.isEmpty()) return
    Heading(words.visitMedicines)
    page.medicines.forEach { Medicine(it, taps) }
}

@Composable
private fun Medicine(
    at: MedicineAtVisit,
    taps: VisitTaps,
) {
    val words = LocalWords.current
    val says =
        at.medicine.only
            ?.says
            .orEmpty()
    Card {
        Text(at.medicine.medicineName, style = MaterialTheme.typography.titleMedium)
        if (at.medicine.only == null) Badge(Glyphs.disputed, words.disputedSeePerson, LocalStates.current.alert)
        listOf("dose", "route", "when", "instructions").mapNotNull { says.text(it) }.forEach { Text(it) }
        at.lookFirst?.let { Badge(Glyphs.look, words.lookFirst, LocalStates.current.alert) }
        if (at.due.isEmpty()) {
            val name = at.medicine.medicineName
            Other(words.doseRecord, { taps.edit(Editor.Dose(at, null)) }, spoken = "$name: ${words.doseRecord}")
        } else {
            at.due.forEach { due ->
                val spoken = "${at.medicine.medicineName}, ${words.due(due)}: ${words.doseRecord}"
                Text(words.due(due), style = MaterialTheme.typography.titleSmall)
                Other(words.doseRecord, { taps.edit(Editor.Dose(at, due)) }, spoken = spoken)
            }
        }
    }
}

@Composable
private fun Missing(page: VisitPage) {
    val words = LocalWords.current
    if (page.gaps.isEmpty()) return
    Heading(words.visitMissing)
    Notice(Glyphs.missing, LocalStates.current.notice) { Gaps(page) }
}

/** What is not written yet, a line each. */
@Composable
fun Gaps(page: VisitPage) {
    val words = LocalWords.current
    page.gaps.forEach { gap ->
        val task = (gap as? Gap.TaskNotRecorded)?.let { of -> page.tasks.firstOrNull { it.key == of.task }?.what }
        val medicine = (gap as? Gap.MedicineNotRecorded)?.let { of -> page.medicine(of.medicine) }
        Text(words.gap(gap, task, medicine))
    }
}
