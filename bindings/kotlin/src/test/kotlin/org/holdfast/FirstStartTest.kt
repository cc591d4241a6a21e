package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class FirstStartTest {
    @Test
    fun firstStart() =
        scene { world ->
            val none = assertFailsWith<HoldfastException> { Device(world.path("amina")) }
            assertEquals(ErrorKind.NOT_FOUND, none.kind())

            val amina = world.fresh("amina")
            assertEquals(Lock.UNLOCKED, amina.lockState())
            assertEquals("amina's phone", amina.identity().label)
            assertEquals(Joined.NOT_YET, amina.identity().joined)

            val request = amina.members().request("Amina Yusuf")
            val asking = world.olu.members().asking(request)
            assertEquals("Amina Yusuf", asking.name)
            assertEquals(amina.identity().device, asking.device)

            val welcome = world.olu.members().enrol(request, EnrolAs("Amina Yusuf", Role.CARER))
            amina.join(welcome)
            assertEquals(Joined.JOINED, amina.identity().joined)
            assertEquals("Amina Yusuf", amina.visits().today().me.name)
            assertEquals("020 7946 0100", amina.onCall())
        }

    @Test
    fun aStartThatWasCutOffIsBegunAgain() =
        scene { world ->
            val folder = Path.of(world.path("amina"))
            Files.createDirectories(folder)
            Files.write(folder.resolve("vault.db.new-1"), ByteArray(9_000) { 7 })
            Files.write(folder.resolve("vault.db.new-1-wal"), ByteArray(9_000) { 7 })
            val none = assertFailsWith<HoldfastException> { Device(world.path("amina")) }
            assertEquals(ErrorKind.NOT_FOUND, none.kind())

            world.fresh("amina").lock()
            val left = Files.list(folder).use { files -> files.map { it.fileName.toString() }.toList() }
            assertEquals(setOf("vault.db", "vault.db-shm", "vault.db-wal"), left.toSet())
            Device(world.path("amina")).use { again ->
                again.unlockWithPin(null, World.PIN, world.keystore("amina"))
                assertEquals("amina's phone", again.identity().label)
            }
        }

    @Test
    fun aSavedNoteIsThereAfterLockingAndUnlocking() =
        scene { world ->
            val olu = world.olu
            val person = olu.people().begin(listOf(preferred("Doreen")), Source.Author)
            val visit = olu.visits().startUnplanned(person, "pendant alarm at 17:20")
            olu.visits().note(visit, "Found Doreen in her chair, warm and talking.")

            olu.lock()
            val locked = assertFailsWith<HoldfastException> { olu.visits().page(visit) }
            assertEquals(ErrorKind.LOCKED, locked.kind())

            Device(world.path("olu")).use { again ->
                again.unlockWithPin(null, World.PIN, world.keystore("olu"))
                val page = again.visits().page(visit)
                assertEquals("Doreen", page.name)
                assertEquals(VisitState.UNDER_WAY, page.state)
                val note = page.recorded.single { it.kind == RecordedKind.NOTE }
                assertEquals("Found Doreen in her chair, warm and talking.", note.says.text("text"))
                assertEquals("Olu Adeyemi", note.author.name)
                assertEquals(world.time, note.written)
            }
        }
}
