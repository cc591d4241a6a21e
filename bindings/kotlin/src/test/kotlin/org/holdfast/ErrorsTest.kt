package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class ErrorsTest {
    private val provoked = mutableMapOf<ErrorKind, String>()

    private fun provoke(
        kind: ErrorKind,
        act: () -> Unit,
    ) {
        val error = assertFailsWith<HoldfastException>("expected $kind") { act() }
        assertEquals(kind, error.kind(), error.message())
        provoked[kind] = error.message()
    }

    /** DISK_FULL needs a disk that is full: [FullDiskTest] has one. */
    @Test
    fun everyErrorKind() =
        scene { world ->
            val amina = world.handedOver()
            val (ben, doreen) = world.ben to world.doreen
            val stranger = world.fresh("stranger")

            provoke(ErrorKind.FIELD) { amina.visits().observe(world.evening, ObservationKind.PULSE, "fast") }
            provoke(ErrorKind.NOT_FOUND) { amina.people().find("Nobody") }
            provoke(ErrorKind.NOT_ALLOWED) { amina.people().begin(listOf(preferred("Winston")), Source.Author) }
            provoke(ErrorKind.JOINING) { stranger.sync() }
            provoke(ErrorKind.NO_KEY) { stranger.rounds().begin("North evenings") }
            provoke(ErrorKind.FILE) { amina.bundles().read("no bundle".toByteArray()) }
            provoke(ErrorKind.OTHER) { world.fresh("amina") }

            val shown = ben.people().page(doreen)
            ben.people().happened(doreen, EventKind.FALL, "In the hall")
            val confirmation = NewConfirmation(ContactChannel.IN_PERSON)
            provoke(ErrorKind.CHANGED) {
                ben.people().confirm(shown.version, listOf(shown.key(Slot.MEDICINE)), confirmation)
            }

            val file = Files.readString(Path.of("../../cli/demo/referrals/doreen-pike.json"))
            ben.people().importFhir(file.toByteArray(), Whose.ByNumber)
            val another = file.replace("Pike", "Pike-Jones").toByteArray()
            provoke(ErrorKind.WHOSE) { ben.people().importFhir(another, Whose.ByNumber) }
            assertEquals(listOf(Unlike.NAME, Unlike.NUMBER), ben.people().mayBe(another).single().unlike)

            world.hub
            world.carry(world.olu, amina)
            amina.setHubAddress(world.hub.address)
            val session = amina.sync()
            session.next()
            provoke(ErrorKind.HUB) { session.receive(503u, ByteArray(0)) }

            val hidden = ben.people().begin(listOf(preferred("Winston")), Source.Author)
            world.carry(ben, amina)
            provoke(ErrorKind.NOT_FOUND) { amina.people().page(hidden) }

            amina.lock()
            provoke(ErrorKind.LOCKED) { amina.visits().today() }
            provoke(ErrorKind.WRONG_PIN) { amina.unlockWithPin(null, "0000", world.keystore("amina")) }

            val other = Keystore(ByteArray(32), ByteArray(32))
            provoke(ErrorKind.WRONG_KEY) { amina.unlockWithKeystore(other) }

            stranger.lock()
            damage(Path.of(world.path("stranger"), "vault.db"))
            provoke(ErrorKind.DAMAGED) {
                val again = Device(world.path("stranger"))
                again.unlockWithPin(null, World.PIN, world.keystore("stranger"))
            }

            assertEquals(ErrorKind.entries.toSet() - ErrorKind.DISK_FULL, provoked.keys.toSet())
            provoked.values.forEach { assertTrue(it.length > 20, it) }
        }

    @Test
    fun aFileThatIsNoVaultIsToldAsDamaged() =
        scene { world ->
            val file = Files.createDirectories(Path.of(world.path("stranger"))).resolve("vault.db")
            Files.write(file, ByteArray(8_192) { 7 })
            provoke(ErrorKind.DAMAGED) { Device(world.path("stranger")) }
            assertEquals(
                "expected a vault, found another kind of file, which was left as it is; " +
                    "keep a copy of it and ask for help, or name another folder",
                provoked[ErrorKind.DAMAGED],
            )
            assertTrue(Files.readAllBytes(file).all { it == 7.toByte() })
        }

    @Test
    fun aMistakeInTheProgramSaysWhereAndChangesNothing() =
        scene { world ->
            val amina = world.handedOver()
            world.clock.breaks("Doreen Pike fell in the hall")
            val mistake = assertFailsWith<InternalException> { amina.visits().note(world.evening, "Not saved.") }
            val says = "expected this to work, found a mistake in the program at bindings/src/surroundings.rs:"
            assertTrue(mistake.message.orEmpty().startsWith(says), mistake.message)
            assertTrue(mistake.message.orEmpty().endsWith("; report this"), mistake.message)
            assertFalse("Doreen" in mistake.stackTraceToString())

            assertEquals(emptyList(), amina.visits().page(world.evening).recorded)
            amina.visits().note(world.evening, "Saved.")
            val note = amina.visits().page(world.evening).recorded.single()
            assertEquals("Saved.", note.says.text("text"))
        }

    @Test
    fun aFieldIsNamed() =
        scene { world ->
            val error =
                assertFailsWith<HoldfastException> {
                    world.handedOver().visits().observe(world.evening, ObservationKind.TEMPERATURE, "98.6")
                }
            assertEquals("temperature", error.field())
            assertEquals(
                "observation, temperature: expected a number from 25.0 to 45.0 °C; found a number out of range; write it again",
                error.message(),
            )
            assertEquals("Field: ${error.message()}", error.toString())
        }

    /** What stands after the first page of the file, where the schema is. */
    private fun damage(file: Path) {
        val bytes = Files.readAllBytes(file)
        for (at in 4096 until bytes.size) bytes[at] = (bytes[at].toInt() xor 0x5A).toByte()
        Files.write(file, bytes)
    }
}
