package org.holdfast.ui.person

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.dp
import org.holdfast.Caution
import org.holdfast.Dispute
import org.holdfast.Disputed
import org.holdfast.Keep
import org.holdfast.SaidShown
import org.holdfast.ui.Act
import org.holdfast.ui.Badge
import org.holdfast.ui.Beside
import org.holdfast.ui.Card
import org.holdfast.ui.Choices
import org.holdfast.ui.Field
import org.holdfast.ui.FormModel
import org.holdfast.ui.FormNotices
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Other
import org.holdfast.ui.Page
import org.holdfast.ui.Small
import java.time.Instant

/** Above this, two columns would break words: rows become one column. */
private const val SIDE_BY_SIDE_UP_TO = 1.3f

/** A dispute: every side with its author, side by side, and none of them chosen. */
@Composable
fun DisputeCard(
    dispute: Dispute,
    now: Instant,
    onSettle: () -> Unit,
) {
    val words = LocalWords.current
    Card {
        Text(words.slot(dispute.shown.first()), style = MaterialTheme.typography.titleLarge)
        Badge(Glyphs.disputed, words.twoSay, LocalStates.current.alert)
        dispute.shown.firstOrNull()?.caution?.let {
            if (it !=
                Caution.NO_READING
            ) {
                Text(words.caution(it))
            } else {
                Text(words.phoneBeforeYouRely)
            }
        }
        Sides(dispute.shown.flatMap { it.values }, now)
        Other(words.settle, onSettle)
    }
}

@Composable
private fun Sides(
    sides: List<SaidShown>,
    now: Instant,
) {
    if (sides.size == 2 && LocalDensity.current.fontScale <= SIDE_BY_SIDE_UP_TO) {
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            sides.forEach { Column(Modifier.weight(1f)) { Beside { Said(it, now) } } }
        }
    } else {
        Column(Modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(12.dp)) {
            sides.forEach { Beside { Said(it, now) } }
        }
    }
}

/** Which side stands, and why. */
@Composable
fun SettleScreen(
    dispute: Dispute,
    now: Instant,
    form: FormModel,
    onBack: () -> Unit,
) {
    val words = LocalWords.current
    val sides = dispute.sides.keys.toList()
    val chosen = form.state.values[PersonModel.SIDE]
    Page(words.settle, onBack, { Act(words.save, form::submit, enabled = chosen in sides) }) {
        Small(words.name(dispute.name))
        FormNotices(form)
        Sides(dispute.shown.flatMap { it.values }, now)
        Heading(words.whichStands)
        Choices(sides, chosen, { words.side(dispute, it) }) { form.set(PersonModel.SIDE, it) }
        Field(words.settleWhy, form, PersonModel.WHY, lines = 3)
    }
}

private fun org.holdfast.ui.Words.side(
    dispute: Dispute,
    side: String,
): String =
    when (val about = dispute.about) {
        is Disputed.NoneKnown -> {
            keep(Keep.valueOf(side))
        }

        is Disputed.Values -> {
            val said = about.item.values.first { it.item.text == side }
            if (said.stands == org.holdfast.Stands.REMOVED) removed else said.says.joinToString { says(it) }
        }
    }
