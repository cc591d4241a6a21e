package org.holdfast.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import org.holdfast.SectionState
import org.holdfast.VisitState

/** The shape of a section's state: the table of docs/screens.md. */
val SectionState.glyph: ImageVector
    get() =
        when (this) {
            SectionState.CURRENT -> Glyphs.current
            SectionState.REVIEW_DUE -> Glyphs.reviewDue
            SectionState.STALE -> Glyphs.stale
            SectionState.UNCONFIRMED -> Glyphs.unconfirmed
            SectionState.MISSING -> Glyphs.missing
            SectionState.DISPUTED -> Glyphs.disputed
        }

/** Its colour. */
fun StateColours.of(state: SectionState): Tone =
    when (state) {
        SectionState.CURRENT -> calm
        SectionState.REVIEW_DUE -> notice
        SectionState.STALE, SectionState.UNCONFIRMED, SectionState.MISSING -> warning
        SectionState.DISPUTED -> alert
    }

/** The state of a section. */
@Composable
fun StateBadge(
    state: SectionState,
    modifier: Modifier = Modifier,
) = Badge(state.glyph, LocalWords.current.sectionState(state), LocalStates.current.of(state), modifier)

/** How a visit stands. */
@Composable
fun StateBadge(
    state: VisitState,
    modifier: Modifier = Modifier,
) {
    val states = LocalStates.current
    val (glyph, tone) =
        when (state) {
            VisitState.PLANNED -> Glyphs.planned to states.notice
            VisitState.STOOD_DOWN -> Glyphs.stoodDown to states.warning
            VisitState.UNDER_WAY -> Glyphs.underWay to states.calm
            VisitState.FINISHED -> Glyphs.current to states.calm
        }
    Badge(glyph, LocalWords.current.visitState(state), tone, modifier)
}
