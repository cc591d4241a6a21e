package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

class RepairTest {
    @Test
    fun aVaultIsRepaired() =
        scene { world ->
            val amina = world.handedOver()
            amina.visits().note(world.evening, "Found Doreen in her chair.")
            val before = amina.safety().counts
            val changes = mutableListOf<What>()
            val watch =
                amina.observe(
                    object : Observer {
                        override fun changed(changed: Changed) {
                            changes += changed.what
                        }
                    },
                )
            val repaired = amina.repair()
            watch.stop()
            assertEquals(before.takenIn, repaired.takenIn)
            assertEquals(before.applied, repaired.applied)
            assertEquals(0uL to 0uL, repaired.setAside to repaired.forgotten)
            assertEquals(listOf(What.EVERYTHING), changes)
            val note = amina.visits().page(world.evening).recorded.single()
            assertEquals("Found Doreen in her chair.", note.says.text("text"))
        }

    @Test
    fun aVaultThatDoesNotOpenIsSalvaged() =
        scene { world ->
            val amina = world.fresh("amina")
            val copy = Files.createDirectories(Path.of(world.path("copy")))
            val bytes = Files.readAllBytes(Path.of(world.path("amina"), "vault.db"))
            // The mark of a vault, within the head of the file.
            bytes[68] = 1
            Files.write(copy.resolve("vault.db"), bytes)
            val broken = assertFailsWith<HoldfastException> { Device(copy.toString()) }
            assertEquals(ErrorKind.DAMAGED, broken.kind())

            val salvaged = salvage(copy.toString())
            assertTrue(salvaged.rows > 0uL)
            assertEquals(0uL to 0uL, salvaged.gaps to salvaged.entriesSetAside)
            assertContentEquals(bytes, Files.readAllBytes(copy.resolve("vault.db.damaged-1")))
            Device(copy.toString()).use { again ->
                again.unlockWithPin(null, World.PIN, world.keystore("amina"))
                assertEquals(0uL, again.repair().setAside)
                assertEquals(amina.identity(), again.identity())
            }
            val none = assertFailsWith<HoldfastException> { salvage(world.path("nowhere")) }
            assertEquals(ErrorKind.NOT_FOUND, none.kind())
        }
}
