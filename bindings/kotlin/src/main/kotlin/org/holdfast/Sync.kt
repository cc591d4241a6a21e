package org.holdfast

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.io.IOException

/**
 * One whole conversation with the hub: until both hold the same, or it says why not.
 *
 * Each step is whole and saved. Where the coroutine is cancelled, the network goes or the process is
 * killed, nothing is lost, and the next conversation goes on from there. A carer can save meanwhile.
 *
 * @throws HoldfastException [ErrorKind.HUB] where the hub refuses, [ErrorKind.NOT_FOUND] where nobody
 *   said which hub there is.
 * @throws IOException where it cannot be reached.
 */
suspend fun Device.sync(
    over: Transport,
    on: CoroutineDispatcher = Dispatchers.IO,
): SyncSummary {
    val session = ask(on) { sync() }
    val address = session.address()
    while (true) {
        val request = ask(on) { session.next() } ?: return ask(on) { session.summary() }
        val answer = over.post(address, request)
        ask(on) { session.receive(answer.status.toUShort(), answer.body) }
    }
}
