package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class ManyCallsTest {
    @Test
    fun aThousandCallsFromManyThreads() =
        scene { world ->
            val amina = world.handedOver()
            val (visits, evening) = amina.visits() to world.evening
            val threads = Executors.newFixedThreadPool(16)
            try {
                val calls =
                    (0 until 1000).map { number ->
                        Callable {
                            if (number % 10 == 0) {
                                visits.note(evening, "note $number")
                            } else {
                                assertEquals("Doreen", visits.today().visits.single().name)
                            }
                        }
                    }
                threads.invokeAll(calls).forEach { it.get() }
            } finally {
                threads.shutdownNow()
            }
            val notes = visits.page(evening).recorded.map { it.says.text("text") }
            assertEquals((0 until 1000 step 10).map { "note $it" }.toSet(), notes.toSet())
            assertEquals(100, notes.size)
        }

    @Test
    fun memoryIsSteadyOverTenThousandCalls() =
        scene { world ->
            val amina = world.handedOver()
            val (visits, people) = amina.visits() to amina.people()
            fun calls(number: Int) =
                repeat(number) {
                    visits.today()
                    if (it % 10 == 0) people.page(world.doreen)
                    if (it % 10 == 5) runCatching { amina.members().find("Nobody") }
                }
            // The first calls fill caches, the compiler's code cache among them.
            calls(5_000)
            val before = resident()
            calls(10_000)
            val grown = resident() - before
            assertTrue(grown < 24 * 1024, "expected it to stay as it is, found $grown kB more")
        }

    /** What this process holds in memory, kB, once the collector has run. */
    private fun resident(): Long {
        repeat(3) { System.gc() }
        val line = Files.readAllLines(Path.of("/proc/self/status")).first { it.startsWith("VmRSS:") }
        return line.filter(Char::isDigit).toLong()
    }
}
