package org.holdfast

import org.junit.jupiter.api.Assumptions.assumeTrue
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals

/**
 * A real disk that is small: a tmpfs of a few megabytes, mounted for one test in a namespace of its own,
 * so that nothing is left to clean up. The test runs itself again inside.
 */
object SmallDisk {
    private const val MEGABYTES = 24
    private const val DISK = "holdfast.disk"

    /** Inside, [act] is given the disk; outside, the method [name] of [test] is run inside. */
    fun run(
        test: Class<*>,
        name: String,
        act: (Path) -> Unit,
    ) {
        val disk = System.getProperty(DISK)
        if (disk != null) return act(Path.of(disk))
        val ways = listOf(listOf("--user", "--map-root-user", "--mount"), listOf("--mount"))
        val how = ways.firstOrNull { inside(it, listOf("true")).first == 0 }
        assumeTrue(how != null, "may not mount a tmpfs here: run it as root, or where user namespaces are allowed")
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val path = System.getProperty("java.class.path")
        val words = listOf(java, "-D$DISK=\$DISK", "-cp", path, SmallDisk::class.java.name, test.name, name)
        val (code, said) = inside(checkNotNull(how), words)
        assertEquals(0 to "passed: $name", code to said.trimEnd().lines().last(), said)
    }

    @JvmStatic
    fun main(words: Array<String>) {
        val (test, name) = words
        val found = Class.forName(test)
        found.getMethod(name).invoke(found.getConstructor().newInstance())
        println("passed: $name")
    }

    private fun inside(
        how: List<String>,
        program: List<String>,
    ): Pair<Int, String> {
        val folder = Files.createTempDirectory("small-disk")
        val quoted = program.joinToString(" ") { "\"$it\"" }
        val mount = "mount -t tmpfs -o size=${MEGABYTES}m tmpfs \"\$DISK\" && exec $quoted"
        val process =
            ProcessBuilder(listOf("unshare") + how + listOf("sh", "-c", mount))
                .redirectErrorStream(true)
                .apply { environment()["DISK"] = folder.toString() }
                .start()
        val said = process.inputReader().readText()
        check(process.waitFor(2, TimeUnit.MINUTES)) { "the test on the small disk did not end" }
        Files.delete(folder)
        return process.exitValue() to said
    }

    /** Takes up all the room there is; deleting the file gives it back. */
    fun fill(disk: Path): Path {
        val room = disk.resolve("full")
        Files.newOutputStream(room).use { out ->
            for (size in listOf(64 * 1024, 4096, 512, 1)) {
                try {
                    // A disk of a few megabytes takes no more than this.
                    repeat(MEGABYTES * 1024 * 1024 / size) { out.write(ByteArray(size)) }
                } catch (_: IOException) {
                    continue
                }
            }
        }
        return room
    }
}
