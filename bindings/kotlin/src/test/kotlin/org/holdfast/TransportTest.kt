package org.holdfast

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Test
import java.io.IOException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

class TransportTest {
    private val most = maxMessage().toInt()
    private val request = Request("/v1/sync", emptyList(), "asked".toByteArray())
    private val hurried = HttpTransport(readMillis = 500)

    /** Waits for longer than whoever cancelled it. */
    private val unhurried = HttpTransport(readMillis = 6_000)

    private fun post(
        address: String,
        over: Transport = HttpTransport(),
    ) = runBlocking { over.post(address, request) }

    private fun answer(
        head: String,
        body: String = "",
    ) = "HTTP/1.1 200 OK\r\n$head\r\n\r\n$body"

    /** What a hub says that stops half-way: before the head, in it, and in a body of either kind. */
    private val halves =
        listOf(
            "",
            "HTTP/1.1 200 OK\r\ncontent-le",
            answer("content-length: 1000", "half"),
            answer("transfer-encoding: chunked", "4\r\nhalf\r\n"),
            answer("transfer-encoding: chunked", "8\r\nhalf"),
        )

    @Test
    fun anAnswerLongerThanAHubsMayBeIsRefused() {
        OddHub(answer("content-length: $most", "x".repeat(most)), Then.Ends).use { hub ->
            assertEquals(most, post(hub.address).body.size)
        }
        val piece = "x".repeat(0x1000)
        val tooLong =
            listOf(
                "content-length: ${most + 1}" to piece,
                "transfer-encoding: chunked" to "1000\r\n$piece\r\n",
                "connection: close" to piece,
            )
        for ((head, again) in tooLong) {
            OddHub(answer(head), Then.GoesOn(again)).use { hub ->
                assertFailsWith<IOException>(head) { post(hub.address) }
                hub.whenLeft()
            }
        }
    }

    @Test
    fun aRedirectIsNotFollowed() =
        OddHub(answer("content-length: 0"), Then.Ends).use { elsewhere ->
            for (status in listOf(301, 302, 303, 307, 308)) {
                val head = "location: ${elsewhere.address}/v1/sync\r\ncontent-length: 0"
                OddHub("HTTP/1.1 $status Elsewhere\r\n$head\r\n\r\n", Then.Ends).use { hub ->
                    assertEquals(status, post(hub.address).status)
                    assertEquals(1, hub.asked)
                }
            }
            assertEquals(0, elsewhere.asked)
        }

    @Test
    fun aHubThatStopsHalfWayIsAFailureOfTheNetwork() {
        for (half in halves + "220 a hub for letters\r\n") {
            OddHub(half, Then.Ends).use { hub ->
                assertFailsWith<IOException>(half) { post(hub.address) }
                assertEquals(1, hub.asked, half)
            }
        }
    }

    @Test
    fun aHubThatSaysNothingMoreIsGivenUp() {
        for (half in halves) {
            OddHub(half, Then.Waits).use { hub ->
                assertFailsWith<IOException>(half) { post(hub.address, hurried) }
                hub.whenLeft()
            }
        }
    }

    @Test
    fun onlyLoopbackIsSpokenToInTheClear() =
        OddHub(answer("content-length: 0"), Then.Ends).use { hub ->
            assertEquals(200, post(hub.address).status)
            assertEquals(200, post("http://localhost:${hub.port}/").status)
            // The same machine, but by a name that a hub elsewhere could have.
            val refused =
                listOf(
                    "http://0.0.0.0:${hub.port}",
                    "HTTP://0.0.0.0:${hub.port}",
                    "http://127.0.0.1@0.0.0.0:${hub.port}",
                    "http://localhost.example:${hub.port}",
                )
            for (address in refused) {
                val error = assertFailsWith<IOException>(address) { post(address) }
                assertTrue("https" in error.message.orEmpty(), "$error")
            }
            assertEquals(2, hub.asked)
        }

    @Test
    fun whatIsNoAddressIsAFailureOfTheNetwork() {
        val none =
            listOf(
                "",
                "hub.example",
                "hub.example:8440",
                "https://",
                "https://hub example",
                "https://127.0.0.1:99999",
                "ftp://hub.example",
                "file:///etc/hostname",
            )
        for (address in none) assertFailsWith<IOException>(address) { post(address) }
    }

    @Test
    fun cancellingEndsTheConnection() {
        for (half in halves) {
            OddHub(half, Then.Waits).use { hub ->
                runBlocking {
                    val asking = launch(Dispatchers.Default) { unhurried.post(hub.address, request) }
                    hub.whenSaid()
                    withTimeout(PATIENCE_MILLIS) { asking.cancelAndJoin() }
                }
                hub.whenLeft()
            }
        }
    }

    @Test
    fun nothingIsLostToAnOddHub() =
        scene { world ->
            world.hub
            val amina = world.amina
            world.evening
            for (device in listOf(world.olu, world.ben, amina)) runBlocking { device.sync(HttpTransport()) }
            amina.visits().note(world.evening, "Ate half her supper.")

            fun failsAt(hub: OddHub): Throwable =
                hub.use {
                    amina.setHubAddress(hub.address)
                    val error = assertFailsWith<Exception> { runBlocking { amina.sync(hurried) } }
                    assertEquals(Safe.OnlyHere(1uL), amina.visits().today().safe)
                    error
                }
            for (half in halves) {
                assertTrue(failsAt(OddHub(half, Then.Ends)) is IOException, half)
                assertTrue(failsAt(OddHub(half, Then.Waits)) is IOException, half)
            }
            assertTrue(failsAt(OddHub(answer("connection: close"), Then.GoesOn("x".repeat(0x1000)))) is IOException)
            val elsewhere = "location: ${world.hub.address}/v1/sync\r\ncontent-length: 0"
            for (odd in listOf("HTTP/1.1 307 Elsewhere\r\n$elsewhere\r\n\r\n", answer("content-length: 4", "half"))) {
                val error = failsAt(OddHub(odd, Then.Ends)) as HoldfastException
                assertEquals(ErrorKind.HUB, error.kind(), error.message())
            }

            amina.setHubAddress(world.hub.address)
            assertEquals(Ended.IN_SYNC, runBlocking { amina.sync(HttpTransport()) }.ended)
            assertEquals(Safe.AtTheHub, amina.visits().today().safe)
            assertEquals(1uL, amina.safety().receipt?.entries)
        }

    private companion object {
        const val PATIENCE_MILLIS = 5_000L
    }
}
