package org.holdfast.shell

import kotlinx.coroutines.runBlocking
import org.holdfast.Choice
import org.holdfast.Device
import org.holdfast.Dose
import org.holdfast.FieldTyped
import org.holdfast.HoldfastException
import org.holdfast.HttpTransport
import org.holdfast.Keystore
import org.holdfast.ObservationKind
import org.holdfast.Outcome
import org.holdfast.PersonId
import org.holdfast.Slot
import org.holdfast.Source
import org.holdfast.StandingClock
import org.holdfast.SummaryItem
import org.holdfast.VisitId
import org.holdfast.sync
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.security.SecureRandom
import java.time.Instant

private const val PIN = "2468"

/**
 * A shell in Kotlin for `tests/shells`: it does what it is told, a line at a time.
 *
 * A line is words with tabs between them. The answer is lines, then a line with a full stop alone; a
 * line that begins with `!` says what went wrong.
 */
fun main() {
    val shell = Shell()
    generateSequence(::readlnOrNull).forEach { line ->
        val said =
            try {
                shell.act(line.split('\t'))
            } catch (error: HoldfastException) {
                listOf("! ${word(error.kind())}")
            } catch (_: IOException) {
                listOf("! unreachable")
            }
        System.out.write((said + ".").joinToString("") { "$it\n" }.toByteArray())
        System.out.flush()
    }
}

private class Shell {
    private lateinit var held: Device

    fun act(words: List<String>): List<String> =
        when (words[0]) {
            "create" -> {
                held = Device.create(words[1], drawn(words[1]), PIN, words[2])
                emptyList()
            }
            "screens" -> screens(words[1], words[2].toLong(), words[3] == "shared")
            "sync" -> listOf(word(runBlocking { held.sync(HttpTransport()) }.ended ?: "-"))
            else -> answer(words)
        }

    /** Draws the two secrets as a phone's keystore would, and keeps them where the command line does. */
    private fun drawn(folder: String): Keystore {
        Files.createDirectories(Path.of(folder))
        Files.write(Path.of("$folder.keystore"), ByteArray(64).also(SecureRandom()::nextBytes))
        return kept(folder)
    }

    private fun kept(folder: String): Keystore {
        val bytes = Files.readAllBytes(Path.of("$folder.keystore"))
        return Keystore(bytes.copyOfRange(0, 32), bytes.copyOfRange(32, 64))
    }

    /** Every screen of a device in a folder, at a time. */
    private fun screens(
        folder: String,
        millis: Long,
        shared: Boolean,
    ): List<String> =
        Device.withClock(folder, StandingClock(Instant.ofEpochMilli(millis))).use { device ->
            device.unlockWithKeystore(kept(folder))
            Rendering(shared).screens(device)
        }

    /** The acts of a carer and a coordinator, on the first person and their first visit. */
    private fun answer(words: List<String>): List<String> {
        when (words[0]) {
            "request" -> Files.write(Path.of(words[2]), held.members().request(words[1]))
            "join" -> held.join(Files.readAllBytes(Path.of(words[1])))
            "arrive" -> held.visits().arrive(visit())
            "observe" -> held.visits().observe(visit(), ObservationKind.FLUID, words[1])
            "dose" -> held.visits().medicine(visit(), Dose(name = words[1], outcome = Outcome.TAKEN_SEEN))
            "note" -> held.visits().note(visit(), words[1])
            "edit" -> {
                val how = listOf(FieldTyped("how", words[1]))
                return listOf(word(held.people().edit(person(), transfers().key, how, Source.Author)))
            }
            "acknowledge" -> held.people().acknowledge(held.people().page(person()).version)
            "settle" -> {
                val side = transfers().values.first { value -> value.says.any { it.text == words[1] } }
                val shown = held.disputes().list().single { it.key == transfers().key }
                held.disputes().settle(shown.version, Choice.This(side.item), words[2])
            }
            else -> error("the script says what this does not know: ${words[0]}")
        }
        return emptyList()
    }

    private fun person(): PersonId =
        held
            .people()
            .list()
            .first()
            .person

    private fun visit(): VisitId =
        held
            .visits()
            .today()
            .visits
            .first()
            .visit

    private fun transfers(): SummaryItem =
        held
            .people()
            .page(person())
            .sections
            .flatMap { it.items }
            .first { it.slot == Slot.TRANSFERS }
}
