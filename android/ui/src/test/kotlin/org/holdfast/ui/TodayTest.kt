package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import org.holdfast.RecordedKind
import org.junit.After
import org.junit.Test
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class TodayTest {
    private val world = World()
    private val words = Words()

    @After
    fun close() = world.close()

    @Test
    fun `today shows the visits by time`() {
        world.evening(starts = World.START.plus(Duration.ofHours(3)))
        world.evening()
        onScreen(world.app()) {
            shows("Sunday 22 November")
            val six = reach("18:00 to 18:30").fetchSemanticsNode().positionInRoot.y
            val later = reach("20:30 to 21:00").fetchSemanticsNode().positionInRoot.y
            assertTrue(six < later, "18:00 at $six, 20:30 at $later")
            shows("Doreen")
            shows("planned")
            shows("2 tasks")
        }
    }

    @Test
    fun `offline is said calmly`() {
        world.evening()
        world.phone.network.value = Network.NONE
        onScreen(world.app()) {
            shows(words.todayOffline)
            shows("The hub was never heard yet.")
            world.phone.network.value = Network.THERE
            waitForIdle()
            showsNot(words.todayOffline)
        }
    }

    @Test
    fun `the unsent count is told`() {
        val visit = world.evening()
        onScreen(world.app()) {
            shows("Nothing written yet")
            world.amina.visits().arrive(visit)
            shows("1 entry is only on this phone")
            world.amina.visits().note(visit, "Warm and dry.")
            shows("2 entries are only on this phone")
        }
    }

    @Test
    fun `from today to a note in two taps`() {
        val visit = world.evening()
        world.amina.visits().arrive(visit)
        onScreen(world.app()) {
            tap(words.note)
            type(words.noteText, "Doreen ate all her toast.")
            tap(words.save)
            shows(words.saved)
        }
        val notes =
            world.amina
                .visits()
                .page(visit)
                .recorded
                .filter { it.kind == RecordedKind.NOTE }
        assertEquals(listOf("Doreen ate all her toast."), notes.map { it.says.text("text") })
    }

    @Test
    fun `an empty day says so`() = onScreen(world.app()) { shows(words.todayNone) }
}
