package org.holdfast.ui.visit

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.holdfast.MemberId
import org.holdfast.OfferShown
import org.holdfast.PlannedTask
import org.holdfast.Recorded
import org.holdfast.TaskDone
import org.holdfast.VisitId
import org.holdfast.VisitPage
import org.holdfast.ui.FormModel
import org.holdfast.ui.Unlocked
import org.holdfast.ui.Wrong
import java.time.Instant

/** A visit on the screen. */
data class VisitShown(
    /** What the library says; nothing until it has said so for the first time. */
    val page: VisitPage? = null,
    /** Who looks. */
    val me: MemberId? = null,
    /** Now, by this device's clock. */
    val now: Instant = Instant.EPOCH,
    /** What is being written; nothing while the visit itself is shown. */
    val editor: Editor? = null,
    /** What was begun here and not saved. */
    val begun: List<Editor> = emptyList(),
    /** For the dose being written: the offer with which one more now may be a double dose. */
    val lookFirst: OfferShown? = null,
    /** Whether the last act is saved: it says so only when the call has returned. */
    val saved: Boolean = false,
    val wrong: Wrong? = null,
) {
    /** Whether whoever looks is there. */
    val iAmHere: Boolean get() = page?.present?.any { it.member == me } == true
}

/** A visit: arriving, what is recorded, leaving. Nothing here asks whether the visit may start. */
class VisitModel(
    private val at: Unlocked,
    val visit: VisitId,
) {
    var state by mutableStateOf(VisitShown())
        private set

    /** What is being written. */
    var form: FormModel? by mutableStateOf(null)
        private set

    init {
        load()
        at.whenever(::load)
    }

    /** Draws it again. */
    fun load() {
        at.act(::refused) {
            val (page, me, now) = at.ask { visits().today().let { Triple(visits().page(visit), it.me.member, it.now) } }
            val begun = at.ask { listOf(Editor.Note, Editor.Observe).filter { drafts().kept(it.slot(visit)) != null } }
            state = state.copy(page = page, me = me, now = now, begun = begun)
        }
    }

    /** Arrived. Never refused by anything this screen knows. */
    fun arrive() = act { visits().arrive(visit) }

    /** A planned task was done, or asks why not. */
    fun task(
        task: PlannedTask,
        done: TaskDone,
    ) = if (done == TaskDone.DONE) act { visits().task(visit, task.key, done) } else edit(Editor.Task(task, done))

    /** Begins to write something, or goes on with it. */
    fun edit(editor: Editor) {
        state = state.copy(editor = editor, saved = false, wrong = null, lookFirst = null)
        form =
            FormModel(
                at,
                editor.slot(visit),
                editor.start(),
                save = { values -> at.ask { editor.save(visits(), visit, values) } },
                saved = {
                    state = state.copy(editor = null, saved = true)
                    form = null
                    load()
                },
            )
        if (editor is Editor.Dose) lookFirst(editor)
    }

    private fun lookFirst(dose: Editor.Dose) {
        at.act(::refused) {
            val offer = at.ask { visits().beforeTheTap(visit, dose.of.medicine.key, dose.due) }
            state = state.copy(lookFirst = offer)
        }
    }

    /** Corrects a note. */
    fun amend(note: Recorded) = edit(Editor.Amend(note))

    /** Back to the visit. What was typed stays a draft. */
    fun stopEditing() {
        form = null
        state = state.copy(editor = null)
        load()
    }

    /** Throws away what was typed. */
    fun discard() {
        form?.discard()
        stopEditing()
    }

    private fun act(save: org.holdfast.Device.() -> Unit) {
        state = state.copy(saved = false, wrong = null)
        at.act(::refused) {
            at.ask(save)
            state = state.copy(saved = true)
            load()
        }
    }

    private fun refused(problem: Wrong) {
        state = state.copy(wrong = problem)
    }
}
