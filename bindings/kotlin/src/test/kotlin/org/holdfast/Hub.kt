package org.holdfast

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A real hub on loopback: the command's own process. */
class Hub(
    folder: Path,
    root: String,
) : AutoCloseable {
    private val data = folder.resolve("hub")
    private val rootFile = folder.resolve("harbour.root").also { Files.writeString(it, root) }

    /** The text of its public file. */
    val publicFile: String =
        folder.resolve("hub.public").let { public ->
            check(command("init", "--data", "$data", "--public", "$public").waitFor() == 0)
            Files.readString(public)
        }

    private var process = run("127.0.0.1:0")

    /** Where it listens. */
    val address: String = listening()

    /** The network is cut: nobody answers there. */
    fun cut() = end()

    /** The network is back, at the same address. */
    fun restore() {
        process = run(address.removePrefix("http://"))
        listening()
    }

    override fun close() = end()

    private fun run(listen: String): Process =
        command("run", "--data", "$data", "--root", "$rootFile", "--listen", listen)

    /** The first line says where; it comes when the hub can be asked. */
    private fun listening(): String {
        val line = process.inputReader().readLine() ?: error("the hub ended before it listened")
        return line.removePrefix("listening on ")
    }

    private fun end() {
        process.destroy()
        check(process.waitFor(20, TimeUnit.SECONDS)) { "the hub did not stop when it was told to" }
    }

    private fun command(vararg words: String): Process =
        ProcessBuilder(System.getProperty("holdfast.command"), "hub", *words)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
}
