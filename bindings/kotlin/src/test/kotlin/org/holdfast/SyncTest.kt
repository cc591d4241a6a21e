package org.holdfast

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.io.IOException
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertTrue

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

    @Test
    fun keysThatComeAloneAreTold() =
        scene { world ->
            world.hub
            val nadia = world.fresh("nadia")
            val until = Instant.parse("2026-11-29T17:30:00Z")
            val to = EnrolAs("Nadia Hussain", Role.CARER, employer = "Northway Care", until = until)
            nadia.join(world.olu.members().enrol(nadia.members().request("Nadia Hussain"), to))
            world.doreen
            world.carry(world.olu, world.ben)
            world.ben.visits().plan(
                NewVisit(
                    world.doreen,
                    Instant.parse("2026-11-22T17:45:00Z"),
                    Instant.parse("2026-11-22T18:15:00Z"),
                    carers = listOf(nadia.identity().member),
                ),
            )
            sync(world.olu)
            sync(world.ben)
            // A file has everything that was written, and no key for a device whose time is limited.
            world.carry(world.ben, nadia)
            assertFailsWith<HoldfastException> { nadia.people().page(world.doreen) }

            val told = mutableListOf<What>()
            val watch =
                nadia.observe(
                    object : Observer {
                        override fun changed(changed: Changed) {
                            told += changed.what
                        }
                    },
                )
            assertEquals(0uL, sync(nadia).newEntries)
            watch.stop()
            assertEquals("Doreen", nadia.people().page(world.doreen).preferred)
            assertTrue(What.EVERYTHING in told, "$told")
        }
}
