package org.holdfast.ui.today

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.launch
import org.holdfast.PersonRow
import org.holdfast.Today
import org.holdfast.VisitId
import org.holdfast.ui.FormModel
import org.holdfast.ui.Network
import org.holdfast.ui.Unlocked
import org.holdfast.ui.Wrong

/** Today. */
data class TodayState(
    /** What the library says; nothing until it has said so for the first time. */
    val today: Today? = null,
    val network: Network = Network.THERE,
    /** For whom an unplanned visit is about to begin: the form asks why. */
    val unplannedFor: PersonRow? = null,
    val wrong: Wrong? = null,
)

/** The first screen after unlocking. */
class TodayModel(
    private val at: Unlocked,
    private val opened: (VisitId) -> Unit,
) {
    var state by mutableStateOf(TodayState(network = at.phone.network.value))
        private set

    /** Why an unplanned visit begins, while it is being written. */
    var unplanned: FormModel? by mutableStateOf(null)
        private set

    init {
        load()
        at.whenever(::load)
        at.scope.launch { at.phone.network.collect { state = state.copy(network = it) } }
    }

    /** Draws it again, from one call. */
    fun load() {
        at.act({ state = state.copy(wrong = it) }) {
            val today = at.ask { visits().today() }
            state = state.copy(today = today, wrong = null)
        }
    }

    /** Somebody was called to [person] without a plan. */
    fun unplannedFor(person: PersonRow) {
        state = state.copy(unplannedFor = person)
        var begun: VisitId? = null
        unplanned =
            FormModel(
                at,
                slot = "unplanned/${person.person.text}",
                save = { values -> begun = at.ask { visits().startUnplanned(person.person, values[BECAUSE].orEmpty()) } },
                saved = {
                    unplannedOver()
                    begun?.let(opened)
                },
            )
    }

    /** Back from the question why. What was typed stays a draft. */
    fun unplannedOver() {
        unplanned = null
        state = state.copy(unplannedFor = null)
    }

    companion object {
        /** The one field of an unplanned visit. */
        const val BECAUSE = "because"
    }
}
