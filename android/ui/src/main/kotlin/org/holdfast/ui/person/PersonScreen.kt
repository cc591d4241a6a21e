package org.holdfast.ui.person

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.holdfast.Dispute
import org.holdfast.PersonPage
import org.holdfast.Place
import org.holdfast.Slot
import org.holdfast.SummaryItem
import org.holdfast.SummarySection
import org.holdfast.ui.Act
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Notice
import org.holdfast.ui.Other
import org.holdfast.ui.Page
import org.holdfast.ui.Refusal
import org.holdfast.ui.Saved
import org.holdfast.ui.Small
import org.holdfast.ui.only
import org.holdfast.ui.text
import org.holdfast.ui.visit.Says

/** What a tap on a person leads to. */
class PersonTaps(
    val back: () -> Unit,
    val toggle: (SummarySection) -> Unit,
    val acknowledge: () -> Unit,
    val settle: (Dispute) -> Unit,
    val paramedic: () -> Unit,
    val dial: (String) -> Unit,
)

/** A person: who they are, what matters to them, what changed, what is disputed, the six sections. */
@Composable
fun PersonScreen(
    state: PersonShown,
    taps: PersonTaps,
) {
    val words = LocalWords.current
    val page = state.page
    val read: @Composable ColumnScope.() -> Unit = { Act(words.readAndUnderstood, taps.acknowledge, glyph = Glyphs.tick) }
    val crew: @Composable ColumnScope.() -> Unit = { Other(words.paramedic, taps.paramedic) }
    Page(
        words.name(page?.preferred ?: page?.full),
        taps.back,
        if (state.asksToBeRead) read else crew,
        crew.takeIf { state.asksToBeRead },
    ) {
        state.wrong?.let { Refusal(it) }
        if (state.saved) Saved(words.saved)
        if (page != null) {
            Identity(page)
            Changes(page)
            Disputes(page, taps)
            Heading(words.personSections)
            page.sections.forEach { Section(it, it.section in state.open, page.now, taps) }
            Ended(page)
            state.onCall?.let { number -> Other(words.phoneOnCall(number), { taps.dial(number) }, glyph = Glyphs.phone) }
        }
    }
}

@Composable
private fun Identity(page: PersonPage) {
    val words = LocalWords.current
    val identity =
        page.beside
            .firstOrNull { it.place == Place.IDENTITY }
            ?.items
            .orEmpty()
    page.full?.takeIf { it != page.preferred }?.let { Text(it, style = MaterialTheme.typography.titleLarge) }
    identity.says(Slot.DATE_OF_BIRTH, "date")?.let { Text(words.born(it)) }
    identity.says(Slot.NHS_NUMBER, "number")?.let { Text(words.nhsNumber(it)) }
    page.similar.forEach { other ->
        val name = words.name(other.person.preferred ?: other.person.full)
        Notice(Glyphs.look, LocalStates.current.alert) { Text(words.similarName(name)) }
    }
    page.alerts.forEach { alert ->
        Notice(Glyphs.look, LocalStates.current.alert) {
            alert.values.forEach { Says(it.says) }
        }
    }
    if (page.unreadable > 0u) Notice(Glyphs.look, LocalStates.current.warning) { Text(words.unreadable(page.unreadable.toInt())) }
    identity.filter { it.slot == Slot.WHAT_MATTERS }.forEach { matters ->
        Heading(words.whatMatters)
        matters.values.forEach { Says(it.says) }
    }
}

private fun List<SummaryItem>.says(
    slot: Slot,
    field: String,
): String? = firstOrNull { it.slot == slot }?.only?.says?.text(field)

private val PersonPage.alerts: List<SummaryItem> get() = sections.flatMap { it.items }.filter { it.slot == Slot.ALERT }

@Composable
private fun Changes(page: PersonPage) {
    val words = LocalWords.current
    val last = page.lastRead ?: return
    Heading(words.sinceLastHere)
    Small(words.lastRead(last, page.now))
    if (page.changes.isEmpty()) Text(words.nothingChanged)
    page.changes.forEach { ChangeCard(it) }
}

@Composable
private fun Disputes(
    page: PersonPage,
    taps: PersonTaps,
) {
    val words = LocalWords.current
    if (page.disputes.isEmpty()) return
    Heading(words.disputes)
    page.disputes.forEach { DisputeCard(it, page.now) { taps.settle(it) } }
}

@Composable
private fun Ended(page: PersonPage) {
    val ended = page.sections.flatMap { it.items }.filter { it.slot == Slot.ENDED_MEDICINE }
    if (ended.isEmpty()) return
    Heading(LocalWords.current.endedMedicines)
    ended.forEach { ItemCard(it, page.now, {}) }
}
