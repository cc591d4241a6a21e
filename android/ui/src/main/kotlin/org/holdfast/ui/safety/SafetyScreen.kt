package org.holdfast.ui.safety

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import org.holdfast.NotAppliedBecause
import org.holdfast.Safe
import org.holdfast.SafetyPage
import org.holdfast.ui.Act
import org.holdfast.ui.Card
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Network
import org.holdfast.ui.Notice
import org.holdfast.ui.Other
import org.holdfast.ui.Page
import org.holdfast.ui.Refusal
import org.holdfast.ui.Saved
import org.holdfast.ui.Small

/** What a tap leads to. */
class SafetyTaps(
    val back: () -> Unit,
    val syncNow: () -> Unit,
    val bundleOut: () -> Unit,
    val bundleIn: () -> Unit,
)

/** Whether what was written here is safe elsewhere; what waits, and for what. */
@Composable
fun SafetyScreen(
    state: SafetyShown,
    taps: SafetyTaps,
) {
    val words = LocalWords.current
    val page = state.page
    Page(words.safetyTitle, taps.back, { Act(words.syncNow, taps.syncNow) }) {
        state.wrong?.let { Refusal(it) }
        state.tookIn?.let { Saved(words.tookIn(it)) }
        if (page != null) {
            Receipt(page)
            if (state.network == Network.NONE) Notice(Glyphs.noSignal, LocalStates.current.notice) { Text(words.todayOffline) }
            Small(words.syncing(state.sync))
            Text(words.todayHeard(page.heard?.device, page.now))
            Numbers(page)
            NotApplied(page)
            page.copied.forEach { copied ->
                Notice(Glyphs.look, LocalStates.current.alert) { Text(words.copied(copied.label)) }
            }
        }
        Heading(words.bundles)
        Small(words.bundlesHelp)
        Other(words.bundleOut, taps.bundleOut)
        Other(words.bundleIn, taps.bundleIn)
    }
}

@Composable
private fun Receipt(page: SafetyPage) {
    val words = LocalWords.current
    val states = LocalStates.current
    val (glyph, tone) =
        when (page.safe) {
            is Safe.AtTheHub -> Glyphs.safe to states.calm
            is Safe.OnlyHere -> Glyphs.planned to states.notice
            is Safe.Nothing -> Glyphs.planned to states.calm
        }
    Notice(glyph, tone) {
        Text(words.atTheHub(page.receipt?.entries ?: 0UL, page.written), style = MaterialTheme.typography.headlineSmall)
        page.receipt?.let { Text(words.receiptAt(it.at, page.now)) }
        Text(words.safe(page.safe))
    }
}

@Composable
private fun Numbers(page: SafetyPage) {
    val words = LocalWords.current
    Heading(words.takenIn)
    Card {
        Number(words.counted, page.counts.takenIn, MaterialTheme.typography.titleMedium)
        Number(words.countedApplied, page.counts.applied)
        Number(words.countedWaiting, page.counts.waiting)
        Number(words.countedQuarantined, page.counts.quarantined)
        Number(words.countedCarried, page.counts.carried)
    }
}

@Composable
private fun Number(
    label: String,
    number: ULong,
    style: androidx.compose.ui.text.TextStyle = MaterialTheme.typography.bodyLarge,
) {
    Row(Modifier.semantics(mergeDescendants = true) {}, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
        Text(label, Modifier.weight(1f), style = style)
        Text("$number", style = style, textAlign = TextAlign.End)
    }
}

@Composable
private fun NotApplied(page: SafetyPage) {
    val words = LocalWords.current
    if (page.notApplied.isEmpty()) return
    Heading(words.notApplied)
    page.notApplied.groupBy { it.because }.forEach { (because, entries) ->
        Card {
            Text(words.entryCount(entries.size), style = MaterialTheme.typography.titleMedium)
            Text(
                when (because) {
                    is NotAppliedBecause.Waits -> "${words.waitsForTitle}: ${words.waitsFor(because.waitsFor)}"
                    is NotAppliedBecause.Quarantined -> "${words.quarantined}: ${words.setAside(because.why)}"
                    is NotAppliedBecause.Carried -> words.carried
                },
            )
        }
    }
}
