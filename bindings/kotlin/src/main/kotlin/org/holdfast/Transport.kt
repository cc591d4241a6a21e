package org.holdfast

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.URI
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
 * The transport of the platform: [HttpURLConnection], which Android and every JVM have. Cancelling the
 * coroutine ends the connection.
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
        val url = URI(address.trimEnd('/') + request.path).toURL()
        val connection = open(url, request)
        return coroutineScope {
            // A blocked read does not see a cancellation: closing the connection under it ends it.
            val ending =
                launch(on, CoroutineStart.UNDISPATCHED) {
                    try {
                        awaitCancellation()
                    } finally {
                        connection.disconnect()
                    }
                }
            try {
                withContext(on) { exchange(connection, request.body) }
            } finally {
                ending.cancel()
            }
        }
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
        connection.outputStream.use { it.write(body) }
        val status = connection.responseCode
        val stream = if (status < 400) connection.inputStream else connection.errorStream
        return HubAnswer(status, stream?.use(::bounded) ?: ByteArray(0))
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
}
