package org.holdfast

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import java.util.WeakHashMap

/**
 * Asks the device one thing off the calling thread: `device.ask { visits().today() }`.
 *
 * Every call of [Device] and its nouns is synchronous and returns when what was written survives a
 * power cut. What it is asked is answered one after the other, in the order of asking, and what was
 * asked is done: cancelling the coroutine, because its screen closed, only means that nobody waits for
 * the answer. A question must not wait for another one.
 *
 * @throws HoldfastException with its kind and a sentence for the person.
 */
suspend fun <T> Device.ask(
    on: CoroutineDispatcher = Dispatchers.IO,
    question: Device.() -> T,
): T {
    val context = currentCoroutineContext()
    context.ensureActive()
    // A mutex of coroutines is fair: the place in the row is taken here, before anything is dispatched.
    val answer = withContext(NonCancellable) { row.withLock { withContext(on) { question() } } }
    context.ensureActive()
    return answer
}

private val rows = WeakHashMap<Device, Mutex>()

/** Where those who ask this device wait for their turn. */
private val Device.row: Mutex get() = synchronized(rows) { rows.getOrPut(this) { Mutex() } }

/**
 * What changes, from the moment somebody collects until they stop. A screen that draws slower than
 * things change misses none of the kinds that changed, only how often.
 */
fun Device.changes(): Flow<What> =
    flow {
        val heard = Channel<What>(Channel.UNLIMITED)
        // Here, and not in a coroutine that has yet to begin: what is saved next is heard.
        val watch =
            observe(
                object : Observer {
                    override fun changed(changed: Changed) {
                        heard.trySend(changed.what)
                    }
                },
            )
        try {
            emitAll(heard)
        } finally {
            watch.stop()
        }
    }
