package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsEnabled
import org.holdfast.NewTask
import org.holdfast.RecordedKind
import org.holdfast.TaskKind
import org.junit.After
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class StartTest {
    private val world = World()
    private val words = Words()

    @After
    fun close() = world.close()

    private val wash = NewTask(TaskKind.PERSONAL_CARE, "Wash and dress for bed")
    private val talk = NewTask(TaskKind.COMPANIONSHIP, "A cup of tea and a talk")
    private val hoist = NewTask(TaskKind.TRANSFER, "Move to bed with the hoist", staff = 2u)

    @Test
    fun `proceed is told with what may start`() {
        val visit = world.evening(listOf(talk))
        onScreen(world.app().apply { mayIStart(visit) }) {
            shows("You may start")
            shows(words.mayStart)
            shows("A cup of tea and a talk")
            shows("may start")
            shows(words.alwaysAllowed)
            shows("Stay with them")
        }
    }

    @Test
    fun `do not start says what waits and whom to phone`() {
        val visit = world.evening(listOf(hoist, wash, talk))
        onScreen(world.app().apply { mayIStart(visit) }) {
            shows(words.waitsTitle)
            shows("Move to bed with the hoist")
            shows("It takes more people than are here. It takes 2.")
            shows(words.meanwhileDo)
            tap("Phone on call: ${World.ON_CALL}")
            assertEquals(listOf(World.ON_CALL), world.phone.dialled)
            tap(words.oneMoreHere)
            shows("2 of you are here")
            showsNot("It takes more people than are here.")
        }
    }

    @Test
    fun `going on although is signed with its reason`() {
        val visit = world.evening(listOf(hoist))
        onScreen(world.app().apply { mayIStart(visit) }) {
            tap(words.goOnAlthough)
            tap(words.goOnSign)
            shows("expected")
            type(words.goOnBecause, "she was cold on the floor and nobody answered")
            tap(words.goOnSign)
        }
        val recorded =
            world.amina
                .visits()
                .page(visit)
                .recorded
        val wentOn = recorded.single { it.kind == RecordedKind.WENT_ON }
        assertEquals("she was cold on the floor and nobody answered", wentOn.says.text("because"))
        assertEquals("Amina Yusuf", wentOn.author.name)
        val advice = recorded.single { it.kind == RecordedKind.ADVICE }
        assertEquals(advice.item.text, wentOn.says.text("assessment"))
    }

    @Test
    fun `no advice disables arriving`() {
        val visit = world.evening(listOf(hoist, wash))
        val app = world.app().apply { openVisit(visit) }
        onScreen(app) {
            reach(words.visitArrive).assertIsEnabled()
            reach(words.note).assertIsEnabled()
            tap(words.visitMayIStart)
            reach(words.visitArrive).assertIsEnabled()
            tap(words.visitArrive)
            shows("Here now: Amina Yusuf")
        }
        val kinds =
            world.amina
                .visits()
                .page(visit)
                .recorded
                .map { it.kind }
        assertTrue(RecordedKind.ARRIVED in kinds && RecordedKind.ADVICE in kinds, "$kinds")
    }
}
