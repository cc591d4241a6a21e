package org.holdfast.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import org.holdfast.Device
import org.holdfast.ErrorKind

/** Where a form stands. */
enum class FormPhase {
    /** Somebody writes. */
    WRITING,

    /** It is being saved: a second tap does nothing. */
    SAVING,

    /** The call that saves has returned. */
    SAVED,
}

/** Whether what is typed would survive the app being killed. */
enum class DraftKept {
    /** It would. */
    KEPT,

    /** There was no room for it: it is on the screen only. */
    NO_ROOM,
}

/** A form on the screen. */
data class FormState(
    val values: Map<String, String> = emptyMap(),
    val phase: FormPhase = FormPhase.WRITING,
    val draft: DraftKept = DraftKept.KEPT,
    val wrong: Wrong? = null,
) {
    operator fun get(field: String): String = values[field].orEmpty()
}

/**
 * Something a person writes: kept as a draft with every letter, saved once, never lost between.
 *
 * [slot] names the draft with ids and fixed words only. [save] returns when what was written survives a
 * power cut; only then is the draft forgotten and, where the screen is still there, [saved] called. The
 * device answers in the order of asking: what is saved comes after what was kept, and is forgotten last.
 */
class FormModel(
    private val at: Unlocked,
    private val slot: String,
    start: Map<String, String> = emptyMap(),
    private val save: suspend (Map<String, String>) -> Unit,
    private val saved: () -> Unit,
) {
    var state by mutableStateOf(FormState(start))
        private set

    // The device's thread alone has it.
    private var kept: Map<String, String>? = null

    init {
        at.act(::refused) {
            val draft = at.ask { drafts().kept(slot) } ?: return@act
            // Whoever was quicker than the disk keeps what they typed.
            if (state.values == start) state = state.copy(values = start + Draft.read(draft))
        }
    }

    /** Something was typed. */
    fun set(
        field: String,
        text: String,
    ) {
        if (state.phase != FormPhase.WRITING) return
        state = state.copy(values = state.values + (field to text), wrong = null)
        keep()
    }

    private fun keep() {
        at.act(::notKept) {
            at.ask { keepNewest() }
            state = state.copy(draft = DraftKept.KEPT)
        }
    }

    /** Whatever is on the screen by now: letters that came while others were being kept go at once. */
    private fun Device.keepNewest() {
        val now = state.values
        if (state.phase == FormPhase.SAVED || now == kept) return
        drafts().keep(slot, Draft.write(now))
        kept = now
    }

    /** Saves it, once. */
    fun submit() {
        if (state.phase != FormPhase.WRITING) return
        state = state.copy(phase = FormPhase.SAVING, wrong = null)
        at.finish(::refused) {
            save(state.values)
            state = state.copy(phase = FormPhase.SAVED)
            forget()
            if (at.isShown) saved()
        }
    }

    /** Throws it away, because somebody said so. */
    fun discard() {
        state = state.copy(phase = FormPhase.SAVED)
        forget()
    }

    private fun forget() {
        // What was saved is saved: a draft that cannot be forgotten is only shown once more.
        at.finish({}) { at.ask { drafts().forget(slot) } }
    }

    private fun notKept(problem: Wrong) {
        state = if (problem.kind == ErrorKind.DISK_FULL) state.copy(draft = DraftKept.NO_ROOM) else state.copy(wrong = problem)
    }

    private fun refused(problem: Wrong) {
        state = state.copy(phase = FormPhase.WRITING, wrong = problem)
        keep()
    }
}

/** A form's fields as one text: a field a line, line ends within a text written out. */
object Draft {
    /** For keeping. */
    fun write(values: Map<String, String>): String =
        values.entries.joinToString("\n") { (field, text) -> "$field=${text.replace("\\", "\\\\").replace("\n", "\\n")}" }

    /** What was kept. A line that is none of ours is left out. */
    fun read(kept: String): Map<String, String> =
        kept
            .lines()
            .mapNotNull { line ->
                val at = line.indexOf('=')
                if (at < 0) null else line.substring(0, at) to plain(line.substring(at + 1))
            }.toMap()

    private fun plain(text: String): String =
        buildString {
            var escaped = false
            for (letter in text) {
                when {
                    escaped -> append(if (letter == 'n') '\n' else letter).also { escaped = false }
                    letter == '\\' -> escaped = true
                    else -> append(letter)
                }
            }
        }
}
