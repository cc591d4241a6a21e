package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasText
import kotlinx.coroutines.runBlocking
import org.holdfast.BundleOf
import org.holdfast.HttpTransport
import org.holdfast.RecordedKind
import org.holdfast.sync
import org.junit.After
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class SafetyTest {
    private val world = World()
    private val words = Words()

    @After
    fun close() = world.close()

    private fun app() = world.app().apply { safety() }

    /** Olu speaks to the hub first: she enrolled everybody. */
    private fun olusTurn() = runBlocking { world.olu.sync(HttpTransport()) }

    @Test
    fun `the numbers add up`() {
        world.evening()
        val counts = world.amina.safety().counts
        assertEquals(counts.takenIn, counts.applied + counts.waiting + counts.quarantined + counts.carried)
        assertTrue(counts.takenIn > 0UL)
        onScreen(app()) {
            mapOf(
                words.counted to counts.takenIn,
                words.countedApplied to counts.applied,
                words.countedWaiting to counts.waiting,
                words.countedQuarantined to counts.quarantined,
                words.countedCarried to counts.carried,
            ).forEach { (label, number) -> onNode(hasText(label) and hasText("$number")).assertExists("$label: $number") }
            shows("0 of 0 safe at the hub")
        }
    }

    /** Ben's phone in the wrong hands: of the two entries that come from it one is set aside, and one builds upon that one. */
    private fun mallory() {
        val visit = world.evening()
        world.carry(world.olu, world.ben)
        world.ben.visits().note(visit, "Left heel is red.")
        world.carry(world.ben, world.amina)
        world.amina.bundles().read(world.inTheWrongHands("ben", visit))
    }

    @Test
    fun `waiting says for what`() {
        mallory()
        assertEquals(
            1UL,
            world.amina
                .safety()
                .counts.waiting,
        )
        onScreen(app()) { shows("Waiting for: an earlier change") }
    }

    @Test
    fun `quarantined says why`() {
        mallory()
        assertEquals(
            1UL,
            world.amina
                .safety()
                .counts.quarantined,
        )
        onScreen(app()) {
            shows("Set aside: It cannot be used as it came. Ask whoever wrote it to write it again.")
        }
    }

    @Test
    fun `no network keeps everything`() {
        val visit = world.evening()
        world.hub
        world.phone.network.value = Network.NONE
        val app = app()
        onScreen(app) {
            world.amina.visits().note(visit, "Written with no signal.")
            tap(words.syncNow)
            shows(words.todayOffline)
            shows("1 entry is only on this phone")
        }
        assertEquals(
            0,
            app.syncing
                ?.state
                ?.value
                ?.wakeUps,
        )
        assertEquals(
            1,
            world.amina
                .visits()
                .page(visit)
                .recorded
                .count { it.kind == RecordedKind.NOTE },
        )
    }

    @Test
    fun `sync now brings a receipt`() {
        world.hub
        val visit = world.evening()
        olusTurn()
        onScreen(app()) {
            world.amina.visits().note(visit, "All well.")
            tap(words.syncNow)
            shows("1 of 1 safe at the hub")
            shows("The hub signed for it")
            shows("All safe at the hub")
        }
    }

    @Test
    fun `the hub refuses and nothing is lost`() {
        world.hub
        val visit = world.evening()
        world.amina.visits().note(visit, "All well.")
        // Another organisation's hub: it has no reason to take anything of Amina's.
        World().use { elsewhere ->
            world.amina.setHubAddress(elsewhere.hub.address)
            onScreen(app()) {
                tap(words.syncNow)
                shows("The hub did not take this. It tries again in less than a minute.")
                shows("1 entry is only on this phone")
            }
        }
        assertEquals(
            1,
            world.amina
                .visits()
                .page(visit)
                .recorded.size,
        )
    }

    @Test
    fun `a bundle goes out and comes in`() {
        val visit = world.evening()
        world.amina.visits().note(visit, "Doreen had soup.")
        onScreen(app()) { tap(words.bundleOut) }
        val bundle = world.phone.shared.single()
        world.olu.bundles().read(bundle)
        assertEquals(
            1,
            world.olu
                .visits()
                .page(visit)
                .recorded
                .count { it.kind == RecordedKind.NOTE },
        )

        world.olu.visits().note(visit, "Thank you, Amina.")
        world.phone.toChoose = world.olu.bundles().write(BundleOf.Everything)
        onScreen(app()) {
            tap(words.bundleIn)
            shows("Taken in: 1 new")
        }
        assertEquals(
            2,
            world.amina
                .visits()
                .page(visit)
                .recorded
                .count { it.kind == RecordedKind.NOTE },
        )
    }
}
