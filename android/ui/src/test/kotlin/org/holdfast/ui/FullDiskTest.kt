package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import org.holdfast.ErrorKind
import org.holdfast.Lock
import org.holdfast.RecordedKind
import org.junit.Assume.assumeTrue
import org.junit.Test
import org.junit.runner.JUnitCore
import java.io.File
import java.io.IOException
import java.util.concurrent.TimeUnit
import kotlin.system.exitProcess
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * A real disk that is full: a tmpfs of a few megabytes, mounted for one test in a namespace of its own, so
 * that nothing is left to clean up. The test runs itself again inside.
 */
@OptIn(ExperimentalTestApi::class)
class FullDiskTest {
    private val words = Words()

    @Test
    fun `a full disk still opens`() =
        onASmallDisk("a full disk still opens") { disk ->
            World(disk.toPath()).use { world ->
                val device = world.killed()
                disk.fill()
                onScreen(world.app(device)) {
                    type(words.unlockPin, World.PIN)
                    tap(words.unlockOpen)
                    shows("Amina Yusuf")
                }
                assertEquals(Lock.UNLOCKED, device.lockState())
            }
        }

    @Test
    fun `a full disk is said and the draft stays`() =
        onASmallDisk("a full disk is said and the draft stays") { disk ->
            World(disk.toPath()).use { world ->
                val visit = world.evening()
                onScreen(world.app().apply { note(visit) }) {
                    type(words.noteText, "Doreen had soup. ")
                    val room = disk.fill()
                    type(words.noteText, "And bread. ".repeat(LONG))
                    tap(words.save)
                    shows(words.wrong(Wrong(ErrorKind.DISK_FULL)))
                    showsNot(words.saved)
                    shows("And bread.")
                    room.delete()
                    tap(words.save)
                    shows(words.saved)
                }
                val notes =
                    world.amina
                        .visits()
                        .page(visit)
                        .recorded
                        .filter { it.kind == RecordedKind.NOTE }
                assertEquals(1, notes.size)
                assertTrue(
                    notes
                        .single()
                        .says
                        .text("text")
                        .orEmpty()
                        .contains("And bread."),
                )
            }
        }

    /** Takes up all the room there is; deleting the file gives it back. */
    private fun File.fill(): File {
        val room = File(this, "full")
        room.outputStream().use { out ->
            for (size in listOf(64 * 1024, 4096, 512, 1)) {
                try {
                    // A disk of a few megabytes takes no more than this.
                    repeat(DISK_MEGABYTES * 1024 * 1024 / size) { out.write(ByteArray(size)) }
                } catch (_: IOException) {
                    continue
                }
            }
        }
        return room
    }

    private fun onASmallDisk(
        test: String,
        act: (File) -> Unit,
    ) {
        val disk = System.getProperty(DISK)
        if (disk != null) {
            if (System.getProperty(TEST) == test) act(File(disk))
            return
        }
        val how =
            listOf(listOf("--user", "--map-root-user", "--mount"), listOf("--mount")).firstOrNull {
                inside(it, listOf("true")).first ==
                    0
            }
        assumeTrue("may not mount a tmpfs here: run it as root, or where user namespaces are allowed", how != null)
        val java = File(System.getProperty("java.home"), "bin/java").path
        val words =
            listOf(
                java,
                "-Djava.awt.headless=true",
                "-D$TEST=$test",
                "-D$DISK=\$DISK",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskMain.NAME,
            )
        val (code, said) = inside(checkNotNull(how), words)
        assertEquals(0, code, said)
        assertTrue("OK (2 tests)" in said, said)
    }

    private fun inside(
        how: List<String>,
        program: List<String>,
    ): Pair<Int, String> {
        val folder = kotlin.io.path.createTempDirectory("small-disk")
        val quoted = program.joinToString(" ") { "\"$it\"" }
        val mount = "mount -t tmpfs -o size=${DISK_MEGABYTES}m tmpfs \"\$DISK\" && exec $quoted"
        val process =
            ProcessBuilder(listOf("unshare") + how + listOf("sh", "-c", mount))
                .redirectErrorStream(true)
                .apply { environment()["DISK"] = folder.toString() }
                .start()
        val said = process.inputReader().readText()
        check(process.waitFor(2, TimeUnit.MINUTES)) { "the test on the small disk did not end" }
        folder.toFile().delete()
        return process.exitValue() to said
    }

    companion object {
        const val DISK = "holdfast.disk"
        const val TEST = "holdfast.disk.test"
        private const val DISK_MEGABYTES = 24
        private const val LONG = 400
    }
}

/** Runs the tests of [FullDiskTest] inside. */
object FullDiskMain {
    const val NAME = "org.holdfast.ui.FullDiskMain"

    @JvmStatic
    fun main(words: Array<String>) {
        check(words.isEmpty())
        val result = JUnitCore.runClasses(FullDiskTest::class.java)
        result.failures.forEach { println(it.trace) }
        if (result.wasSuccessful()) println("OK (${result.runCount} tests)")
        exitProcess(if (result.wasSuccessful()) 0 else 1)
    }
}
