package org.holdfast.ui.person

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.holdfast.Choice
import org.holdfast.Dispute
import org.holdfast.Disputed
import org.holdfast.ErrorKind
import org.holdfast.HoldfastException
import org.holdfast.Keep
import org.holdfast.LastRead
import org.holdfast.PersonId
import org.holdfast.PersonPage
import org.holdfast.SummaryItem
import org.holdfast.SummarySection
import org.holdfast.ui.FormModel
import org.holdfast.ui.Unlocked
import org.holdfast.ui.Wrong

/** A person on the screen. */
data class PersonShown(
    /** What the library says; nothing until it has said so for the first time. */
    val page: PersonPage? = null,
    /** Sections whose items are shown. */
    val open: Set<SummarySection> = emptySet(),
    /** The dispute that is being settled. */
    val settling: Dispute? = null,
    /** The organisation's on-call phone. */
    val onCall: String? = null,
    /** Whether the last act is saved. */
    val saved: Boolean = false,
    val wrong: Wrong? = null,
) {
    /** Whether "read and understood" is offered: there is something that this reader has not acknowledged. */
    val asksToBeRead: Boolean get() = page != null && page.reading != LastRead.AS_IT_STANDS
}

/** A person: what is known, how sure it is, what changed. */
class PersonModel(
    private val at: Unlocked,
    val person: PersonId,
) {
    var state by mutableStateOf(PersonShown())
        private set

    /** Why a dispute is settled, while it is being written. */
    var form: FormModel? by mutableStateOf(null)
        private set

    init {
        load()
        at.whenever(::load)
    }

    /** Draws it again. What is open stays open. */
    fun load() {
        at.act(::refused) {
            val (page, onCall) = at.ask { people().page(person) to onCall() }
            state = state.copy(page = page, onCall = onCall)
        }
    }

    /** Shows the items of a section, or hides them. */
    fun toggle(section: SummarySection) {
        state = state.copy(open = if (section in state.open) state.open - section else state.open + section)
    }

    /** Read and understood: exactly what is on the screen, and nothing that came in since it was drawn. */
    fun acknowledge() {
        val shown = state.page?.version ?: return
        state = state.copy(saved = false, wrong = null)
        at.act({ problem ->
            refused(problem)
            load()
        }) {
            at.ask { people().acknowledge(shown) }
            state = state.copy(saved = true)
            load()
        }
    }

    /** Asks which side stands, and why. */
    fun settle(dispute: Dispute) {
        state = state.copy(settling = dispute, saved = false, wrong = null)
        form =
            FormModel(
                at,
                slot = "settle/${person.text}/${dispute.key}",
                save = ::stands,
                saved = {
                    stopSettling()
                    state = state.copy(saved = true)
                },
            )
    }

    /** Settles what is on the screen, and nothing that came in since it was drawn: that is shown first. */
    private suspend fun stands(typed: Map<String, String>) {
        val dispute = checkNotNull(state.settling)
        val choice = dispute.sides.getValue(typed.getValue(SIDE))
        try {
            at.ask { disputes().settle(dispute.version, choice, typed[WHY].orEmpty()) }
        } catch (problem: HoldfastException) {
            if (problem.kind() == ErrorKind.CHANGED) {
                val page = at.ask { people().page(person) }
                val now = page.disputes.find { it.key == dispute.key }
                state = state.copy(page = page, settling = now ?: dispute)
            }
            throw problem
        }
    }

    /** Back to the person. What was typed stays a draft. */
    fun stopSettling() {
        form = null
        state = state.copy(settling = null)
        load()
    }

    /** Opens the dialler. */
    fun dial(number: String) = at.phone.dial(number)

    private fun refused(problem: Wrong) {
        state = state.copy(wrong = problem)
    }

    companion object {
        /** Which side stands, by its place. */
        const val SIDE = "side"

        /** Why. */
        const val WHY = "reason"
    }
}

/** What may be chosen of a dispute, by a word that can be kept in a draft. */
val Dispute.sides: Map<String, Choice>
    get() =
        when (val about = about) {
            is Disputed.Values -> about.item.values.associate { it.item.text to Choice.This(it.item) }
            is Disputed.NoneKnown -> Keep.entries.associate { it.name to Choice.Keep(about.list, it) }
        }

/** The items of a dispute, for showing side by side. */
val Dispute.shown: List<SummaryItem>
    get() =
        when (val about = about) {
            is Disputed.Values -> listOf(about.item)
            is Disputed.NoneKnown -> listOf(about.statement) + about.items
        }

private val NUMBER = Regex("(?:phone|mobile) (\\+?[0-9][0-9 ]{2,})")

/** The first telephone number of a contact as the library writes it: "Sam Okoro, mobile 07700 900123". */
fun numberIn(text: String): String? =
    NUMBER
        .find(text)
        ?.groupValues
        ?.get(1)
        ?.trim()
