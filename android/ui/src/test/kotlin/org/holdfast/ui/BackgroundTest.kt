package org.holdfast.ui

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestCoroutineScheduler
import org.holdfast.Device
import org.holdfast.HttpTransport
import org.holdfast.HubAnswer
import org.holdfast.Safe
import org.holdfast.Transport
import org.holdfast.VisitId
import org.holdfast.sync
import org.holdfast.ui.sync.Because
import org.holdfast.ui.sync.Phase
import org.holdfast.ui.sync.SyncEvent
import org.holdfast.ui.sync.SyncState
import org.holdfast.ui.sync.Syncing
import org.holdfast.ui.sync.Trouble
import org.junit.After
import org.junit.Test
import java.io.IOException
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Syncing on a clock of its own: time passes when a test says so. */
@OptIn(ExperimentalCoroutinesApi::class)
class BackgroundTest {
    private val world = World()
    private val clock = TestCoroutineScheduler()
    private val here = StandardTestDispatcher(clock)
    private val life = Job()
    private val network = MutableStateFlow(Network.THERE)

    @After
    fun close() {
        life.cancel()
        world.close()
    }

    private fun syncing(over: Transport = HttpTransport(on = here)) =
        Syncing(world.amina, over, network, CoroutineScope(life + here), here).also { clock.runCurrent() }

    private fun pass(time: Duration) {
        clock.advanceTimeBy(time)
        clock.runCurrent()
    }

    /** Everybody in step with a real hub, and a visit on Amina's phone. */
    private fun inStep(): VisitId {
        world.hub
        val visit = world.evening()
        listOf<Device>(world.olu, world.amina).forEach { runBlocking { it.sync(HttpTransport()) } }
        return visit
    }

    /** A network on which nobody answers, and how often it was tried. */
    private class Dead : Transport {
        var tried = 0

        override suspend fun post(
            address: String,
            request: org.holdfast.Request,
        ): HubAnswer {
            tried++
            throw IOException("nobody answers")
        }
    }

    @Test
    fun `a save starts a sync when connected`() {
        val visit = inStep()
        val syncing = syncing()
        val before = syncing.state.value.wakeUps
        world.amina.visits().note(visit, "All well.")
        clock.runCurrent()
        assertIs<Phase.Waiting>(syncing.state.value.phase)
        assertIs<Safe.OnlyHere>(world.amina.safety().safe)
        pass(SyncState.SETTLE)
        assertEquals(before + 1, syncing.state.value.wakeUps)
        assertEquals(Safe.AtTheHub, world.amina.safety().safe)
        assertEquals(Phase.Idle, syncing.state.value.phase)
    }

    @Test
    fun `a failed sync waits longer each time`() {
        val visit = inStep()
        val dead = Dead()
        val syncing = syncing(dead)
        val waits = mutableListOf<Duration>()
        repeat(12) {
            val wait = assertIs<Phase.Waiting>(syncing.state.value.phase).delay
            assertEquals(Trouble.UNREACHABLE, syncing.state.value.trouble)
            assertEquals(it + 1, dead.tried)
            waits += wait
            pass(wait)
        }
        assertEquals(listOf(15, 30, 60, 120, 240).map { it.seconds }, waits.take(5))
        assertTrue(waits.zipWithNext().all { (one, next) -> next >= one }, "$waits")
        assertEquals(1.hours, waits.last())
        // A save does not shorten a wait that is under way.
        val tried = dead.tried
        world.amina.visits().note(visit, "Written while it waits.")
        pass(SyncState.SETTLE)
        assertEquals(tried, dead.tried)
    }

    @Test
    fun `regaining a network syncs`() {
        val visit = inStep()
        network.value = Network.NONE
        val syncing = syncing()
        world.amina.visits().note(visit, "Written with no signal.")
        pass(1.hours)
        assertEquals(0, syncing.state.value.wakeUps)
        assertIs<Safe.OnlyHere>(world.amina.safety().safe)
        network.value = Network.THERE
        clock.runCurrent()
        assertEquals(1, syncing.state.value.wakeUps)
        assertEquals(Safe.AtTheHub, world.amina.safety().safe)
    }

    @Test
    fun `cancelling leaves everything whole`() {
        val visit = inStep()
        world.amina.visits().note(visit, "Doreen had soup.")
        // The network is so slow that the answer never comes: cancelled while it waits.
        val asked = kotlinx.coroutines.CompletableDeferred<Unit>()
        syncing { _, _ ->
            asked.complete(Unit)
            kotlinx.coroutines.awaitCancellation()
        }
        assertTrue(asked.isCompleted)
        life.cancel()
        clock.runCurrent()
        assertIs<Safe.OnlyHere>(world.amina.safety().safe)
        runBlocking { world.amina.sync(HttpTransport()) }
        assertEquals(Safe.AtTheHub, world.amina.safety().safe)
    }

    @Test
    fun `wake-ups and bytes are counted`() {
        val visit = inStep()
        val syncing = syncing()
        val (before, traffic) = syncing.state.value.wakeUps to syncing.traffic.value
        repeat(20) { world.amina.visits().note(visit, "Note $it: drank a cup of tea.") }
        pass(SyncState.SETTLE)
        assertEquals(before + 1, syncing.state.value.wakeUps, "twenty notes in a row are one wake-up")
        val sent = syncing.traffic.value.sent - traffic.sent
        val received = syncing.traffic.value.received - traffic.received
        assertTrue(sent in 1..NOTES_BYTES, "sent $sent")
        assertTrue(received in 1..ANSWER_BYTES, "received $received")

        // An hour in which nothing happens: four conversations that find nothing new.
        val quiet = syncing.state.value.wakeUps to syncing.traffic.value
        pass(1.hours)
        assertEquals(4, syncing.state.value.wakeUps - quiet.first)
        val idle = syncing.traffic.value.let { it.sent + it.received } - quiet.second.let { it.sent + it.received }
        assertTrue(idle in 1..IDLE_BYTES, "idle $idle")
    }

    @Test
    fun `what is wanted while it talks is done afterwards`() {
        val running = SyncState().on(SyncEvent.Wanted(Because.ASKED))
        assertEquals(Phase.Running, running.phase)
        val wanted = running.on(SyncEvent.Wanted(Because.SAVED))
        assertEquals(1, wanted.wakeUps)
        assertEquals(Phase.Waiting(SyncState.SETTLE), wanted.on(SyncEvent.Ended(null)).phase)
        assertEquals(Phase.Idle, running.on(SyncEvent.Ended(null)).phase)
    }

    private companion object {
        /** Twenty notes sealed and signed, with the questions around them. */
        const val NOTES_BYTES = 40_000L
        const val ANSWER_BYTES = 8_000L

        /** Four conversations that find nothing. */
        const val IDLE_BYTES = 16_000L
    }
}
