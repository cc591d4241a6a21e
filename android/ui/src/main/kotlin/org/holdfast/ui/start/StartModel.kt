package org.holdfast.ui.start

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.holdfast.Advice
import org.holdfast.MayIStart
import org.holdfast.TaskAdvice
import org.holdfast.TaskAnswer
import org.holdfast.VisitId
import org.holdfast.VisitPage
import org.holdfast.ui.FormModel
import org.holdfast.ui.Unlocked
import org.holdfast.ui.Wrong

/** A task, with what is advised about it. */
data class TaskLine(
    /** What is to be done, in words; nothing for one that is not in the plan any more. */
    val what: String?,
    val advice: TaskAdvice,
)

/** May I start? */
data class StartShown(
    val page: VisitPage? = null,
    val answer: MayIStart? = null,
    /** How many carers are there. */
    val staff: Int = 1,
    val wrong: Wrong? = null,
) {
    private val lines: List<TaskLine>
        get() = answer?.tasks.orEmpty().map { advice -> TaskLine(page?.tasks?.firstOrNull { it.key == advice.key }?.what, advice) }

    /** What may start. */
    val mayStart: List<TaskLine> get() = lines.filter { it.advice.answer == TaskAnswer.MAY_PROCEED }

    /** What waits, and what nobody has checked. */
    val waits: List<TaskLine> get() = lines.filter { it.advice.answer != TaskAnswer.MAY_PROCEED }

    /** Whether going on although is offered: the answer was not to start as planned. */
    val offersGoingOn: Boolean get() = answer != null && answer.advice != Advice.PROCEED
}

/** Advice before a visit. It is recorded with the visit, and never stands between a carer and a person. */
class StartModel(
    private val at: Unlocked,
    private val visit: VisitId,
    private val arrived: () -> Unit,
) {
    var state by mutableStateOf(StartShown())
        private set

    /** Why somebody goes on although, while it is being written. */
    var form: FormModel? by mutableStateOf(null)
        private set

    init {
        load()
        at.whenever(::load)
    }

    /** Asks again, for as many carers as are there. */
    fun load() {
        val staff = state.staff
        at.act(::refused) {
            val (page, answer) = at.ask { visits().page(visit) to visits().mayIStart(visit, staff.toUInt()) }
            if (state.staff == staff) state = state.copy(page = page, answer = answer)
        }
    }

    /** How many carers are there. */
    fun staff(present: Int) {
        state = state.copy(staff = present.coerceIn(1, MOST_STAFF))
        load()
    }

    /** Arrives, with the advice that was on the screen beside it. Arriving comes first: it never waits for advice. */
    fun arrive() {
        val shown = state.answer?.version
        at.finish(::refused) {
            at.ask { visits().arrive(visit) }
            if (shown != null) at.ask { visits().recordAdvice(visit, shown) }
            if (at.isShown) arrived()
        }
    }

    /** Asks why somebody goes on although. */
    fun goOn() {
        val shown = state.answer?.version
        form =
            FormModel(
                at,
                slot = "went-on/${visit.text}",
                save = { typed ->
                    at.ask { visits().wentOn(visit, typed[BECAUSE].orEmpty(), shown = shown) }
                },
                saved = {
                    form = null
                    arrived()
                },
            )
    }

    /** Back to the advice. What was typed stays a draft. */
    fun stopGoingOn() {
        form = null
    }

    /** Opens the dialler. */
    fun dial(number: String) = at.phone.dial(number)

    private fun refused(problem: Wrong) {
        state = state.copy(wrong = problem)
    }

    companion object {
        /** Why leaving or waiting was more dangerous. */
        const val BECAUSE = "because"

        /** More than ever stand around one bed. */
        const val MOST_STAFF = 4
    }
}
