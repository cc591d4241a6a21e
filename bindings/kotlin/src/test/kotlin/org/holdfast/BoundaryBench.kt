package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import kotlin.system.measureNanoTime

/**
 * What a screen costs through Kotlin, on the vault that `bench boundary` made: run by
 * `cargo xtask bench boundary`, which holds it against the same in Rust. Not a test: surefire passes
 * over it unless it is named.
 */
class BoundaryBench {
    @Test
    fun measure() {
        val folder = Path.of(System.getProperty("holdfast.bench"))
        val rust = Files.readAllLines(folder.resolve("rust.txt")).associate { it.split(" ").let { (a, b) -> a to b } }
        val clock = StandingClock(Instant.ofEpochMilli(rust.getValue("now").toLong()))
        val keystore = Keystore(ByteArray(32) { 7 }, ByteArray(32) { 9 })

        fun opened() = Device.withClock("${folder.resolve("kotlin/Ben")}", clock).apply { unlockWithKeystore(keystore) }

        fun start() = measureNanoTime { opened().use { it.visits().use { visits -> visits.today() } } } / 1000
        // The first also loads the library and the classes over it.
        val first = start()
        val cold = List(COLD) { start() }.sorted()[COLD / 2]
        val lines =
            opened().use { device ->
                val (visits, people) = device.visits() to device.people()
                val today = visits.today().visits
                check(today.size == rust.getValue("visits").toInt())
                val person = PersonId(rust.getValue("person"))
                val visit = today.first { it.person == person }.visit
                listOf(
                    "first $first",
                    "cold $cold",
                    "today ${median { visits.today() }}",
                    "summary ${median { people.page(person) }}",
                    "save ${median { visits.note(visit, note(it)) }}",
                )
            }
        Files.write(folder.resolve("kotlin.txt"), lines)
    }

    /** Microseconds; half were faster. The first are for the compiler. */
    private fun median(act: (Int) -> Unit): Long {
        repeat(WARM_UP) { act(it) }
        val times = (0 until TIMES).map { turn -> measureNanoTime { act(WARM_UP + turn) } }
        return times.sorted()[TIMES / 2] / 1000
    }

    /** A note of 120 characters. */
    private fun note(turn: Int): String =
        ("%05d Ate half of her supper, drank a full cup of tea, asked about her sister twice, and walked to the " +
            "window with her frame.").format(turn).take(120)

    private companion object {
        const val TIMES = 200
        const val WARM_UP = 60
        const val COLD = 20
    }
}
