package org.holdfast

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URI
import java.net.URISyntaxException
import java.net.URL

/** What a hub answered: the HTTP status and the body. */
class HubAnswer(
    val status: Int,
    val body: ByteArray,
)

/** Carries one request to a hub. An app may give its own, with its proxies and certificates. */
fun interface Transport {
    /**
     * Posts [request] to the hub at [address] and waits for the answer.
     *
     * @throws IOException where the hub cannot be reached. Nothing is lost by that.
     */
    suspend fun post(
        address: String,
        request: Request,
    ): HubAnswer
}

/**
 * The transport of the platform: [HttpURLConnection], which Android and every JVM have.
 *
 * It speaks https, and in the clear only to this machine itself. It follows no redirection, and takes no
 * more than a hub's answer may have. Cancelling the coroutine ends the waiting, and the connection: at
 * once on Android, after `readMillis` at the latest on a JVM.
 */
class HttpTransport(
    private val connectMillis: Int = 5_000,
    private val readMillis: Int = 60_000,
    private val on: CoroutineDispatcher = Dispatchers.IO,
) : Transport {
    override suspend fun post(
        address: String,
        request: Request,
    ): HubAnswer {
        val connection = open(hubAt(address, request.path), request)
        return suspendCancellableCoroutine { waiting ->
            val work = CoroutineScope(on)
            // A blocked read does not see a cancellation: closing the connection under it ends it. Nobody waits
            // for that, because a JVM cannot close what comes in chunks before its read is over.
            waiting.invokeOnCancellation { work.launch { connection.disconnect() } }
            work.launch { waiting.resumeWith(runCatching { exchange(connection, request.body) }) }
        }
    }

    /** Where to, if that is the address of a hub; in the clear only on this machine. */
    private fun hubAt(
        address: String,
        path: String,
    ): URL {
        val uri =
            try {
                URI(address.trimEnd('/') + path)
            } catch (_: URISyntaxException) {
                null
            }
        val usable =
            when (uri?.scheme?.lowercase()) {
                "https" -> uri.host != null
                "http" -> uri.host in LOOPBACK
                else -> false
            }
        if (uri == null || !usable || uri.port > LAST_PORT) {
            throw IOException("expected the address of a hub with https, found another; put it right")
        }
        return uri.toURL()
    }

    private fun open(
        url: URL,
        request: Request,
    ): HttpURLConnection {
        val connection = url.openConnection() as HttpURLConnection
        connection.requestMethod = "POST"
        connection.connectTimeout = connectMillis
        connection.readTimeout = readMillis
        connection.instanceFollowRedirects = false
        connection.doOutput = true
        connection.setFixedLengthStreamingMode(request.body.size)
        request.headers.forEach { connection.setRequestProperty(it.name, it.value) }
        return connection
    }

    private fun exchange(
        connection: HttpURLConnection,
        body: ByteArray,
    ): HubAnswer {
        try {
            connection.outputStream.use { it.write(body) }
            return answer(connection)
        } finally {
            connection.disconnect()
        }
    }

    private fun answer(connection: HttpURLConnection): HubAnswer {
        val status = connection.responseCode
        if (status < 0) throw IOException("what answered is no hub")
        val stream = if (status < 400) connection.inputStream else connection.errorStream
        val body = stream?.use(::bounded) ?: ByteArray(0)
        // These streams end where the network does: a body that is cut is short, a cut head has none.
        val promised = connection.contentLengthLong
        if (body.size < promised || (promised < 0 && body.isEmpty())) {
            throw IOException("the answer ended half-way")
        }
        return HubAnswer(status, body)
    }

    /** A hub that answers more than a message may hold is none. */
    private fun bounded(stream: InputStream): ByteArray {
        val most = maxMessage().toInt()
        val body = ByteArrayOutputStream()
        val part = ByteArray(16 * 1024)
        while (true) {
            val read = stream.read(part)
            if (read < 0) return body.toByteArray()
            body.write(part, 0, read)
            if (body.size() > most) throw IOException("the answer is longer than a hub's may be")
        }
    }

    private companion object {
        val LOOPBACK = setOf("127.0.0.1", "localhost")
        const val LAST_PORT = 65_535
    }
}
