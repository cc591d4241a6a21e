package org.holdfast.ui.person

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.semantics.stateDescription
import androidx.compose.ui.unit.dp
import org.holdfast.DifferenceShown
import org.holdfast.SaidShown
import org.holdfast.SectionShown
import org.holdfast.Slot
import org.holdfast.Stands
import org.holdfast.SummaryItem
import org.holdfast.ui.Badge
import org.holdfast.ui.Beside
import org.holdfast.ui.Card
import org.holdfast.ui.Glyphs
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Other
import org.holdfast.ui.Small
import org.holdfast.ui.StateBadge
import org.holdfast.ui.Tapped
import org.holdfast.ui.visit.Says
import java.time.Instant

/** One of the six sections: its state and why; with a tap, what stands in it. */
@Composable
fun Section(
    section: SectionShown,
    open: Boolean,
    now: Instant,
    taps: PersonTaps,
) {
    val words = LocalWords.current
    val items = section.items.filter { it.slot != Slot.ENDED_MEDICINE }
    Card {
        Tapped(
            { taps.toggle(section.section) },
            Modifier.semantics { stateDescription = if (open) words.opened else words.closed },
        ) {
            Row(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
                Text(
                    words.section(section.section),
                    Modifier.weight(1f).semantics { heading() },
                    style = MaterialTheme.typography.titleLarge,
                )
                Icon(if (open) Glyphs.less else Glyphs.more, null, Modifier.size(24.dp))
            }
            StateBadge(section.state)
            section.grounds.forEach { ground ->
                Text(words.ground(ground), style = MaterialTheme.typography.bodyMedium)
                ground.since?.let { Small(words.since(it)) }
            }
            if (!open) Small(if (items.isEmpty()) words.nothingWritten else words.itemCount(items.size))
        }
        if (open) {
            if (items.isEmpty()) Text(words.nothingWritten)
            items.forEach { item ->
                HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
                Item(item, now, taps.dial)
            }
        }
    }
}

/** Something that stands by itself. */
@Composable
fun ItemCard(
    item: SummaryItem,
    now: Instant,
    onDial: (String) -> Unit,
) = Card { Item(item, now, onDial) }

@Composable
private fun Item(
    item: SummaryItem,
    now: Instant,
    onDial: (String) -> Unit,
) {
    val words = LocalWords.current
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(words.slot(item), style = MaterialTheme.typography.titleSmall)
        if (item.values.size > 1) Badge(Glyphs.disputed, words.twoSay, LocalStates.current.alert)
        item.values.forEach { said ->
            if (item.values.size > 1) Beside { Said(said, now) } else Said(said, now)
            said.says.forEach { field ->
                numberIn(field.text)?.let { number -> Other(words.dial(number), { onDial(number) }, glyph = Glyphs.phone) }
            }
        }
    }
}

/** One thing that is said, with who, from where and who confirmed it. */
@Composable
fun Said(
    said: SaidShown,
    now: Instant,
) {
    val words = LocalWords.current
    if (said.stands == Stands.REMOVED) Badge(Glyphs.stoodDown, words.removed, LocalStates.current.warning)
    Says(said.says, said.stands == Stands.REMOVED)
    said.reason?.let { Small("${words.reason}: $it") }
    Small(words.source(said, now))
    said.confirmed?.let { Small(words.confirmed(it, now)) } ?: Small(words.notConfirmed)
    said.validUntil?.let { Small(words.validUntil(it)) }
}

/** One thing that changed since this reader was last here: what it said beside what it says. */
@Composable
fun ChangeCard(change: DifferenceShown) {
    val words = LocalWords.current
    Card {
        Badge(Glyphs.reviewDue, words.differs(change.differs), LocalStates.current.notice)
        if (change.now.isNotEmpty()) {
            change.now.forEach { Says(it.says) }
        }
        if (change.before.isNotEmpty() && change.before != change.now) {
            Beside {
                Small(words.before)
                change.before.forEach { Says(it.says) }
            }
        }
    }
}
