package org.holdfast.ui.today

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.holdfast.PersonId
import org.holdfast.PersonRow
import org.holdfast.Safe
import org.holdfast.Today
import org.holdfast.VisitId
import org.holdfast.VisitRow
import org.holdfast.VisitState
import org.holdfast.ui.Act
import org.holdfast.ui.Badge
import org.holdfast.ui.Below
import org.holdfast.ui.Card
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Network
import org.holdfast.ui.Notice
import org.holdfast.ui.Other
import org.holdfast.ui.Quiet
import org.holdfast.ui.Refusal
import org.holdfast.ui.Small
import org.holdfast.ui.StateBadge
import org.holdfast.ui.Tapped
import org.holdfast.ui.isTextLarge

/** What a tap on Today leads to. */
class TodayTaps(
    val visit: (VisitId) -> Unit,
    val note: (VisitId) -> Unit,
    val person: (PersonId) -> Unit,
    val unplanned: (PersonRow) -> Unit,
    val safety: () -> Unit,
)

/** The visits of today, and whether what was written is safe. */
@Composable
fun TodayScreen(
    state: TodayState,
    taps: TodayTaps,
) {
    val words = LocalWords.current
    val largeText = isTextLarge
    Column(Modifier.fillMaxSize().safeDrawingPadding()) {
        LazyColumn(
            Modifier.weight(1f).fillMaxWidth(),
            contentPadding = PaddingValues(start = 16.dp, end = 16.dp, top = 16.dp, bottom = 24.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            val today = state.today
            state.wrong?.let { item { Refusal(it) } }
            if (today != null) {
                item { Greeting(today) }
                if (state.network == Network.NONE) item { Offline(today) }
                if (largeText) item { Card(onClick = taps.safety) { SafeRow(today.safe) } }
                if (today.visits.isEmpty()) {
                    item {
                        Heading(words.todayNone)
                        Small(words.todayNoneHelp)
                    }
                }
                items(today.visits, key = { it.visit.text }) { VisitCard(it, taps) }
                others(today.others, taps)
            }
        }
        state.today?.takeIf { !largeText }?.let { today -> Below { Tapped(taps.safety) { SafeRow(today.safe) } } }
    }
}

@Composable
private fun Greeting(today: Today) {
    val words = LocalWords.current
    Column(Modifier.padding(bottom = 4.dp)) {
        Text(words.day(today.now), Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineMedium)
        Small(words.todayFor(today.me))
    }
}

@Composable
private fun Offline(today: Today) {
    val words = LocalWords.current
    Notice(Glyphs.noSignal, LocalStates.current.notice) {
        Text(words.todayOffline)
        Text(words.todayHeard(today.heard, today.now), style = MaterialTheme.typography.bodyMedium)
    }
}

@Composable
private fun VisitCard(
    visit: VisitRow,
    taps: TodayTaps,
) {
    val words = LocalWords.current
    Card {
        Tapped({ taps.visit(visit.visit) }) {
            Text(words.window(visit.starts, visit.ends), style = MaterialTheme.typography.titleMedium)
            Text(words.name(visit.name), style = MaterialTheme.typography.headlineMedium)
            StateBadge(visit.state)
            visit.reading?.let(words::reading)?.let { Badge(Glyphs.look, it, LocalStates.current.notice) }
            val written = if (visit.entries > 0u) " · ${words.entries(visit.entries.toInt())}" else ""
            if (visit.tasks > 0u || visit.entries > 0u) Small(words.tasks(visit.tasks.toInt()) + written)
        }
        if (visit.state == VisitState.UNDER_WAY) Act(words.note, { taps.note(visit.visit) }, glyph = Glyphs.pen)
    }
}

private fun LazyListScope.others(
    people: List<PersonRow>,
    taps: TodayTaps,
) {
    if (people.isEmpty()) return
    item { Heading(LocalWords.current.todayOthers) }
    items(people, key = { it.person.text }) { person ->
        val words = LocalWords.current
        Card {
            Text(words.name(person.preferred ?: person.full), style = MaterialTheme.typography.titleLarge)
            if (person.preferred != null) person.full?.let { Small(it) }
            Other(words.person, { taps.person(person.person) })
            Quiet(words.todayUnplannedStart, { taps.unplanned(person) })
        }
    }
}

@Composable
private fun SafeRow(safe: Safe) {
    val words = LocalWords.current
    val glyph =
        when (safe) {
            is Safe.AtTheHub -> Glyphs.safe
            is Safe.OnlyHere -> Glyphs.planned
            is Safe.Nothing -> Glyphs.planned
        }
    Row(verticalAlignment = Alignment.CenterVertically) {
        Icon(glyph, null, Modifier.size(24.dp))
        Column(Modifier.weight(1f).padding(horizontal = 12.dp)) {
            Text(words.safe(safe), style = MaterialTheme.typography.titleSmall)
            Small(words.safetyTitle)
        }
        Icon(Glyphs.onwards, null, Modifier.size(20.dp))
    }
}
