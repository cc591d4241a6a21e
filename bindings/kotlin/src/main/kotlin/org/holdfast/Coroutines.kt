package org.holdfast

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.withContext

/**
 * Asks the device one thing off the calling thread: `device.ask { visits().today() }`.
 *
 * Every call of [Device] and its nouns is synchronous and returns when what was written survives a
 * power cut. A save that has begun is finished: cancelling the coroutine only means that nobody waits
 * for the answer.
 *
 * @throws HoldfastException with its kind and a sentence for the person.
 */
suspend fun <T> Device.ask(
    on: CoroutineDispatcher = Dispatchers.IO,
    question: Device.() -> T,
): T = withContext(on) { question() }

/**
 * What changes, from the moment somebody collects until they stop. A screen that draws slower than
 * things change misses none of the kinds that changed, only how often.
 */
fun Device.changes(): Flow<What> =
    callbackFlow {
        val watch =
            observe(
                object : Observer {
                    override fun changed(changed: Changed) {
                        trySend(changed.what)
                    }
                },
            )
        awaitClose { watch.stop() }
    }.buffer(Channel.UNLIMITED)
