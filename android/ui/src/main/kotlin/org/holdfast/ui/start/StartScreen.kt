package org.holdfast.ui.start

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.holdfast.Advice
import org.holdfast.CallShown
import org.holdfast.Clocks
import org.holdfast.FindingShown
import org.holdfast.MayIStart
import org.holdfast.Measure
import org.holdfast.ReachBy
import org.holdfast.TaskAnswer
import org.holdfast.ui.Act
import org.holdfast.ui.Badge
import org.holdfast.ui.Card
import org.holdfast.ui.Field
import org.holdfast.ui.FormModel
import org.holdfast.ui.FormNotices
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Notice
import org.holdfast.ui.Other
import org.holdfast.ui.Page
import org.holdfast.ui.Quiet
import org.holdfast.ui.Refusal
import org.holdfast.ui.Small
import org.holdfast.ui.StateBadge
import org.holdfast.ui.glyph

/** What a tap on the advice leads to. */
class StartTaps(
    val back: () -> Unit,
    val arrive: () -> Unit,
    val goOn: () -> Unit,
    val staff: (Int) -> Unit,
    val dial: (String) -> Unit,
)

/** The answer in a sentence, then what may start, what waits and why, whom to phone, what may always be done. */
@Composable
fun StartScreen(
    state: StartShown,
    taps: StartTaps,
) {
    val words = LocalWords.current
    Page(
        words.visitMayIStart,
        taps.back,
        { Act(words.visitArrive, taps.arrive) },
        { if (state.offersGoingOn) Other(words.goOnAlthough, taps.goOn) },
    ) {
        Small(words.name(state.page?.name))
        state.wrong?.let { Refusal(it) }
        val answer = state.answer
        if (answer != null) {
            Answer(answer)
            Staff(state.staff, taps.staff)
            TasksThatMayStart(state.mayStart)
            TasksThatWait(state.waits, answer)
            Phone(answer, taps.dial)
            Findings(answer)
            Heading(words.alwaysAllowed)
            answer.meanwhile.forEach { Text("•  ${words.meanwhile(it)}") }
        }
    }
}

@Composable
private fun Answer(answer: MayIStart) {
    val words = LocalWords.current
    val states = LocalStates.current
    val (glyph, tone) =
        when (answer.advice) {
            Advice.PROCEED -> Glyphs.current to states.calm
            Advice.PROCEED_WITH_CHANGES -> Glyphs.look to states.warning
            Advice.DO_NOT_START -> Glyphs.stop to states.alert
        }
    Notice(glyph, tone) {
        Text(words.advice(answer.advice), style = MaterialTheme.typography.headlineSmall)
        if (answer.clocks == Clocks.DISAGREE) Text(words.clocksDisagree)
    }
}

@Composable
private fun Staff(
    staff: Int,
    onStaff: (Int) -> Unit,
) {
    val words = LocalWords.current
    Text(words.staffHere(staff), style = MaterialTheme.typography.titleMedium)
    if (staff < StartModel.MOST_STAFF) Quiet(words.oneMoreHere, { onStaff(staff + 1) })
    if (staff > 1) Quiet(words.oneFewerHere, { onStaff(staff - 1) })
}

@Composable
private fun TasksThatMayStart(lines: List<TaskLine>) {
    if (lines.isEmpty()) return
    val words = LocalWords.current
    Heading(words.mayStart)
    Card {
        lines.forEach { line ->
            Text(line.what ?: words.taskNotHere, style = MaterialTheme.typography.titleMedium)
            Badge(Glyphs.current, words.answer(line.advice.answer), LocalStates.current.calm)
        }
    }
}

@Composable
private fun TasksThatWait(
    lines: List<TaskLine>,
    answer: MayIStart,
) {
    if (lines.isEmpty()) return
    val words = LocalWords.current
    Heading(words.waitsTitle)
    lines.forEach { line ->
        Card {
            Text(line.what ?: words.taskNotHere, style = MaterialTheme.typography.titleMedium)
            val urgent = line.advice.answer == TaskAnswer.ESCALATE_AT_ONCE
            val tone = if (urgent) LocalStates.current.alert else LocalStates.current.warning
            Badge(if (urgent) Glyphs.phone else Glyphs.waits, words.answer(line.advice.answer), tone)
            line.advice.because
                .mapNotNull { answer.findings.getOrNull(it.toInt()) }
                .distinctBy { Triple(it.section, it.state, it.task) }
                .forEach { Because(it) }
            line.advice.instead
                ?.let(words::instead)
                ?.let { Text("${words.meanwhileDo}: $it") }
        }
    }
}

/** In short: the whole of it stands once, below. */
@Composable
private fun Because(finding: FindingShown) {
    val words = LocalWords.current
    val section = finding.section
    val state = finding.state
    if (section == null || state == null) {
        Text(words.finding(finding))
    } else {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Icon(state.glyph, null, Modifier.size(22.dp))
            Text("${words.section(section)}: ${words.sectionState(state)}")
        }
    }
}

@Composable
private fun Phone(
    answer: MayIStart,
    onDial: (String) -> Unit,
) {
    val words = LocalWords.current
    if (answer.calls.isEmpty() && answer.onCall == null) return
    Heading(words.whomToPhone)
    answer.calls.forEach { Call(it, onDial) }
    val elsewhere = answer.calls.any { call -> call.reach.any { it.at == answer.onCall } }
    answer.onCall?.takeIf { !elsewhere }?.let { number -> Other(words.phoneOnCall(number), { onDial(number) }, glyph = Glyphs.phone) }
}

@Composable
private fun Call(
    call: CallShown,
    onDial: (String) -> Unit,
) {
    val words = LocalWords.current
    Card {
        Text(call.name, style = MaterialTheme.typography.titleMedium)
        Small(words.role(call.role))
        call.skipped?.let { Badge(Glyphs.stoodDown, words.skipped(it), LocalStates.current.warning) }
        call.reach.forEach { reach ->
            if (reach.by == ReachBy.PHONE || reach.by == ReachBy.MOBILE) {
                Other(words.dial(reach.at), { onDial(reach.at) }, glyph = Glyphs.phone)
            } else {
                Text("${words.reachBy(reach.by)}: ${reach.at}")
            }
        }
    }
}

@Composable
private fun Findings(answer: MayIStart) {
    if (answer.findings.isEmpty()) return
    val words = LocalWords.current
    Heading(words.findings)
    answer.findings.forEach { Finding(it) }
}

@Composable
private fun Finding(finding: FindingShown) {
    val words = LocalWords.current
    Card {
        finding.section?.let { Text(words.section(it), style = MaterialTheme.typography.titleMedium) }
        finding.state?.let { StateBadge(it) }
        Text(words.finding(finding))
        if (finding.measure != Measure.NOTE) Small(words.measure(finding.measure))
    }
}

/** Why somebody goes on although the advice was not to. */
@Composable
fun GoOnScreen(
    state: StartShown,
    form: FormModel,
    onBack: () -> Unit,
) {
    val words = LocalWords.current
    Page(words.goOnAlthough, onBack, { Act(words.goOnSign, form::submit) }) {
        Small(words.name(state.page?.name))
        FormNotices(form)
        Text(words.goOnHelp)
        Field(words.goOnBecause, form, StartModel.BECAUSE, lines = 4)
    }
}
