package org.holdfast.ui.person

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.holdfast.ParamedicSheet
import org.holdfast.PersonId
import org.holdfast.ui.Unlocked
import org.holdfast.ui.Wrong
import java.time.Instant

/** The sheet for a crew. */
data class ParamedicShown(
    val sheet: ParamedicSheet? = null,
    val now: Instant = Instant.EPOCH,
    val wrong: Wrong? = null,
)

/** What an ambulance crew needs, offline. */
class ParamedicModel(
    private val at: Unlocked,
    private val person: PersonId,
) {
    var state by mutableStateOf(ParamedicShown())
        private set

    init {
        load()
        at.whenever(::load)
    }

    /** Draws it again. */
    fun load() {
        at.act({ state = state.copy(wrong = it) }) {
            val (sheet, now) = at.ask { people().paramedic(person) to visits().today().now }
            state = ParamedicShown(sheet, now)
        }
    }
}
