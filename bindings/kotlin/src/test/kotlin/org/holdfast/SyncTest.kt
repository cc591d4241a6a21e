package org.holdfast

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.io.IOException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs

class SyncTest {
    private fun sync(device: Device) = runBlocking { device.sync(HttpTransport()) }

    /** Everybody in step: the office enrols, so it speaks first. */
    private fun joined(world: World): Device {
        world.hub
        val amina = world.amina
        world.evening
        sync(world.olu)
        sync(world.ben)
        assertEquals(Ended.IN_SYNC, sync(amina).ended)
        return amina
    }

    @Test
    fun offlineThenSync() =
        scene { world ->
            val amina = joined(world)
            world.hub.cut()
            amina.visits().note(world.evening, "Written with no signal.")
            assertFailsWith<IOException> { sync(amina) }
            assertIs<Safe.OnlyHere>(amina.visits().today().safe)
            assertEquals(1, amina.visits().page(world.evening).recorded.size)

            world.hub.restore()
            assertEquals(Ended.IN_SYNC, sync(amina).ended)
            assertEquals(Safe.AtTheHub, amina.visits().today().safe)
            sync(world.ben)
            val note = world.ben.visits().page(world.evening).recorded.single()
            assertEquals("Written with no signal.", note.says.text("text"))
            assertEquals("Amina Yusuf", note.author.name)
            assertEquals(world.time, note.received)
        }

    @Test
    fun receipt() =
        scene { world ->
            val amina = joined(world)
            val before = amina.safety()
            assertEquals(null, before.receipt?.entries?.takeIf { it > 0uL })
            amina.visits().note(world.evening, "All well.")
            val waiting = amina.safety()
            assertEquals(1uL, waiting.written)
            assertEquals(1uL, assertIs<Safe.OnlyHere>(waiting.safe).entries)

            sync(amina)
            val after = amina.safety()
            assertEquals(Safe.AtTheHub, after.safe)
            assertEquals(1uL, after.receipt?.entries)
            assertEquals(world.time, after.heard?.device)
            val counts = after.counts
            assertEquals(
                counts.takenIn,
                counts.applied + counts.waiting + counts.quarantined + counts.carried,
            )
            assertEquals(emptyList(), after.notApplied)
            assertEquals("Harbour Care", after.organisation)
            assertEquals(listOf(Role.CARER), after.roles)
        }

    @Test
    fun whatWaitsSaysForWhat() =
        scene { world ->
            val amina = world.handedOver()
            world.ben.visits().note(world.evening, "first")
            val first = world.ben.bundles().write(BundleOf.Everything)
            // Winston's ledgers are not Amina's: she carries them for others.
            world.ben.people().begin(listOf(preferred("Winston")), Source.Author)
            world.carry(world.ben, amina)
            assertEquals(0uL, amina.bundles().read(first).newEntries)
            val safety = amina.safety()
            val carried = safety.notApplied.filter { it.because != NotAppliedBecause.Carried }
            assertEquals(safety.counts.waiting.toInt(), carried.size)
            assertEquals(
                safety.counts.waiting + safety.counts.quarantined + safety.counts.carried,
                safety.notApplied.size.toULong(),
            )
        }
}
