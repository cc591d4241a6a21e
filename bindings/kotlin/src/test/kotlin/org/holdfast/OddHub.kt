package org.holdfast

import java.io.IOException
import java.io.InputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.test.assertTrue

/** What an odd hub does after its words. */
sealed interface Then {
    /** It hangs up. */
    data object Ends : Then

    /** It says nothing more. */
    data object Waits : Then

    /** It says this a thousand times, and then nothing more. */
    data class GoesOn(
        val again: String,
    ) : Then
}

/** A hub on loopback that is none: whatever it is asked, it says the words of the test. */
class OddHub(
    private val says: String,
    private val then: Then,
) : AutoCloseable {
    private val listener = ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))
    private val said = CountDownLatch(1)
    private val left = CountDownLatch(1)
    private val requests = AtomicInteger()

    val port = listener.localPort
    val address = "http://127.0.0.1:$port"

    /** How often it was asked. */
    val asked get() = requests.get()

    init {
        thread(isDaemon = true) {
            try {
                while (true) listener.accept().use(::answer)
            } catch (_: IOException) {
                // Closed: the test is over.
            }
        }
    }

    /** Until its words are sent. */
    fun whenSaid() = assertTrue(said.await(PATIENCE, TimeUnit.SECONDS), "nobody asked")

    /** Until whoever asked has closed the connection. */
    fun whenLeft() = assertTrue(left.await(PATIENCE, TimeUnit.SECONDS), "the connection stayed open")

    override fun close() = listener.close()

    private fun answer(connection: Socket) {
        val from = connection.getInputStream()
        readRequest(from)
        requests.incrementAndGet()
        val to = connection.getOutputStream()
        try {
            to.write(says.toByteArray())
            said.countDown()
            when (then) {
                Then.Ends -> {
                    return
                }

                Then.Waits -> {
                    from.readAllBytes()
                }

                is Then.GoesOn -> {
                    repeat(1000) { to.write(then.again.toByteArray()) }
                    from.readAllBytes()
                }
            }
        } catch (_: IOException) {
            // Whoever asked is gone.
        }
        left.countDown()
    }

    /** The head and as much of a body as it says. */
    private fun readRequest(from: InputStream) {
        var head = ""
        while (!head.endsWith("\r\n\r\n")) {
            val next = from.read()
            if (next < 0) return
            head += next.toChar()
        }
        val length = head.lines().first { it.startsWith("content-length:", ignoreCase = true) }
        from.readNBytes(length.substringAfter(':').trim().toInt())
    }

    private companion object {
        const val PATIENCE = 20L
    }
}
