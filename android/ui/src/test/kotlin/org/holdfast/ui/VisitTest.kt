package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsEnabled
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTextClearance
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestCoroutineScheduler
import org.holdfast.Lock
import org.holdfast.Outcome
import org.holdfast.Recorded
import org.holdfast.RecordedKind
import org.holdfast.TaskDone
import org.holdfast.VisitId
import org.holdfast.ui.visit.Editor
import org.holdfast.ui.visit.Typed
import org.junit.After
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class, ExperimentalCoroutinesApi::class)
class VisitTest {
    private val world = World()
    private val words = Words()
    private val visit: VisitId = world.evening().also { world.later(40) }

    @After
    fun close() = world.close()

    private fun recorded(kind: RecordedKind): List<Recorded> =
        world.amina
            .visits()
            .page(visit)
            .recorded
            .filter { it.kind == kind }

    private fun app() = world.app().apply { openVisit(visit) }

    @Test
    fun `a note is saved only when it says so`() =
        onScreen(app()) {
            tap(words.note)
            type(words.noteText, "Doreen was cheerful.")
            assertTrue(recorded(RecordedKind.NOTE).isEmpty())
            showsNot(words.saved)
            tap(words.save)
            shows(words.saved)
            assertEquals("Doreen was cheerful.", recorded(RecordedKind.NOTE).single().says.text("text"))
        }

    /** Writes a note on a phone whose disk does nothing before [closed], and saves it. */
    private fun saved(closed: (AppModel) -> Unit): AppModel {
        val clock = TestCoroutineScheduler()
        val app = world.app(io = StandardTestDispatcher(clock)).apply { openVisit(visit) }
        clock.runCurrent()
        val model = assertIs<Showing.Visit>(app.showing).model
        model.edit(Editor.Note)
        clock.runCurrent()
        val form = assertNotNull(model.form)
        form.set(Typed.TEXT, "Doreen was")
        form.set(Typed.TEXT, "Doreen was cheerful.")
        form.submit()
        closed(app)
        assertTrue(recorded(RecordedKind.NOTE).isEmpty())
        clock.runCurrent()
        return app
    }

    @Test
    fun `a note that was asked for is saved although the screen closes`() {
        val app =
            saved { app ->
                // Out of the form, out of the visit.
                repeat(2) { assertTrue(app.back()) }
            }
        assertEquals("Doreen was cheerful.", recorded(RecordedKind.NOTE).single().says.text("text"))
        assertEquals(null, world.amina.drafts().kept(Editor.Note.slot(visit)))
        assertIs<Showing.Today>(app.showing)
    }

    @Test
    fun `a note that was asked for is saved before the phone locks`() {
        val app = saved(AppModel::lock)
        assertIs<Showing.Locked>(app.showing)
        assertEquals(Lock.LOCKED, world.amina.lockState())
        world.amina.unlockWithPin(null, World.PIN, world.keystore("amina"))
        assertEquals("Doreen was cheerful.", recorded(RecordedKind.NOTE).single().says.text("text"))
    }

    @Test
    fun `the last letter is the one that stays`() {
        val clock = TestCoroutineScheduler()
        val app = world.app(io = StandardTestDispatcher(clock)).apply { openVisit(visit) }
        clock.runCurrent()
        val model = assertIs<Showing.Visit>(app.showing).model
        model.edit(Editor.Note)
        clock.runCurrent()
        val words = "Doreen was cheerful."
        words.indices.forEach { assertNotNull(model.form).set(Typed.TEXT, words.take(it + 1)) }
        repeat(2) { app.back() }
        clock.runCurrent()
        assertEquals("text=$words", world.amina.drafts().kept(Editor.Note.slot(visit)))
    }

    @Test
    fun `a draft survives a kill`() {
        onScreen(app()) {
            tap(words.note)
            type(words.noteText, "Doreen fell in the\nkitchen at 17:50 \\ no injury")
        }
        world.phone.opensAtOnce = true
        val again = world.killed()
        onScreen(world.app(again).apply { openVisit(visit) }) {
            tap(words.visitGoOn)
            shows("Doreen fell in the\nkitchen at 17:50 \\ no injury")
            tap(words.save)
            shows(words.saved)
            showsNot(words.visitDraft)
        }
        assertEquals("Doreen fell in the\nkitchen at 17:50 \\ no injury", recorded(RecordedKind.NOTE).single().says.text("text"))
    }

    @Test
    fun `a dose is recorded with its outcome`() {
        onScreen(app()) {
            shows("Levodopa 100 mg")
            tapNamed("Levodopa 100 mg, Due 18:00: What came of it")
            tap(words.outcome(Outcome.DECLINED))
            type(words.doseNote, "She said later.")
            tap(words.save)
            shows(words.saved)
        }
        val dose = recorded(RecordedKind.MEDICINE).single()
        assertEquals("declined", dose.says.text("outcome"))
        assertEquals("Levodopa 100 mg", dose.says.text("name"))
        assertEquals("She said later.", dose.says.text("note"))
    }

    @Test
    fun `a double dose is warned of`() =
        onScreen(app()) {
            tapNamed("Levodopa 100 mg, Due 18:00: What came of it")
            showsNot(words.doubleDose)
            tap(words.outcome(Outcome.TAKEN_SEEN))
            tap(words.save)
            world.later(30)
            tapNamed("Levodopa 100 mg, Due 18:00: What came of it")
            shows(words.doubleDose)
            shows("18:10: Taken, I saw it")
            tap(words.outcome(Outcome.TAKEN_SEEN))
            tap(words.save)
            shows("Possibly given twice: Levodopa 100 mg")
        }

    @Test
    fun `an observation out of shape is refused and kept`() {
        onScreen(app()) {
            tap(words.visitMeasure)
            tap("Blood pressure")
            type(words.observationReading, "12080")
            tap(words.save)
            shows("expected")
            showsNot(words.saved)
            shows("12080")
            onNodeWithText("12080").performTextClearance()
            type(words.observationReading, "120/80")
            tap(words.save)
            shows(words.saved)
        }
        assertEquals(1, recorded(RecordedKind.OBSERVATION).size)
    }

    @Test
    fun `an amendment stays beside what it amends`() =
        onScreen(app()) {
            tap(words.note)
            type(words.noteText, "Gave two slices.")
            tap(words.save)
            tap(words.amend)
            reach(words.amendText).performTextClearance()
            type(words.amendText, "Gave one slice.")
            type(words.amendReason, "Miscounted")
            tap(words.save)
            shows("Gave one slice.")
            shows(words.amendedFirst)
            shows("Gave two slices.")
            shows("Miscounted")
            shows("Corrected by Amina Yusuf")
        }

    @Test
    fun `a note amended by two shows both with their names`() {
        world.amina.visits().note(visit, "Gave two slices.")
        world.carry(world.amina, world.ben)
        val note = recorded(RecordedKind.NOTE).single().item
        world.ben.visits().amendNote(visit, note, "Gave three slices.", "her daughter counted")
        world.amina.visits().amendNote(visit, note, "Gave one slice.", "Miscounted")
        world.carry(world.ben, world.amina)
        onScreen(app()) {
            shows(words.amendedApart)
            shows("Corrected by Amina Yusuf")
            shows("Gave one slice.")
            shows("Corrected by Ben Carter")
            shows("Gave three slices.")
            shows("Gave two slices.")
        }
    }

    @Test
    fun `a task not done asks why`() {
        onScreen(app()) {
            tapNamed("Not done: Make tea and toast")
            shows("Make tea and toast")
            tap(words.save)
            shows("expected")
            type(words.reason, "Doreen had eaten.")
            tap(words.save)
            shows(words.saved)
        }
        val task =
            world.amina
                .visits()
                .page(visit)
                .tasks
                .single { it.what == "Make tea and toast" }
        assertEquals(TaskDone.NOT_DONE, task.result?.done)
        assertEquals("Doreen had eaten.", task.result?.reason)
    }

    @Test
    fun `leaving lists what is not recorded`() {
        onScreen(app()) {
            tap(words.visitArrive)
            shows("Here now: Amina Yusuf")
            tap(words.visitLeave)
            shows("Task: Make tea and toast")
            shows("Medicine: Levodopa 100 mg, due 18:00")
            reach(words.visitLeaveStill).assertIsEnabled()
            tap(words.visitLeaveStill)
            shows(words.saved)
        }
        assertEquals(1, recorded(RecordedKind.LEFT).size)
    }
}
