package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import org.holdfast.HoldfastException
import org.junit.After
import org.junit.Test
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class LogTest {
    private val world = World()
    private val words = Words()
    private val said = ByteArrayOutputStream()

    @After
    fun close() = world.close()

    private fun listening(act: () -> Unit) {
        val (out, err) = System.out to System.err
        val stream = PrintStream(said, true)
        val handler =
            object : Handler() {
                override fun publish(record: LogRecord) = stream.println("${record.message} ${record.thrown}")

                override fun flush() = Unit

                override fun close() = Unit
            }
        Logger.getLogger("").addHandler(handler)
        System.setOut(stream)
        System.setErr(stream)
        try {
            act()
        } finally {
            System.setOut(out)
            System.setErr(err)
            Logger.getLogger("").removeHandler(handler)
        }
    }

    @Test
    fun `nothing of a person is in a log`() {
        val visit = world.evening()
        listening {
            System.out.println("listening")
            onScreen(world.app().apply { openVisit(visit) }) {
                tap(words.visitArrive)
                tap(words.note)
                type(words.noteText, "Doreen Ashworth had soup.")
                tap(words.save)
                tap(words.visitMeasure)
                tap("Weight")
                type(words.observationReading, "Doreen is heavy")
                tap(words.save)
                shows("expected")
            }
            onScreen(world.app().apply { openPerson(world.doreen) }) { tap(words.readAndUnderstood) }
            val refused = assertFailsWith<HoldfastException> { world.amina.people().find("Nobody Ashworth") }
            refused.printStackTrace()
        }
        val text = said.toString()
        assertTrue("listening" in text)
        listOf("Doreen", "Ashworth", "soup", "heavy", "Levodopa").forEach { assertFalse(it in text, "$it in $text") }
    }

    @Test
    fun `the sources print and log nothing`() {
        val sources = File("src/main").walk().filter { it.extension == "kt" }.toList()
        assertTrue(sources.size > 30)
        val prints = Regex("""\bprintln\(|\bprint\(|System\.(out|err)|printStackTrace|\bLog\.[a-z]\(|getLogger""")
        assertEquals(emptyList(), sources.filter { prints.containsMatchIn(it.readText()) }.map { it.name })
    }
}
