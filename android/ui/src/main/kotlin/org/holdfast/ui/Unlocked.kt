package org.holdfast.ui

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import org.holdfast.Device
import org.holdfast.HoldfastException
import org.holdfast.ask
import org.holdfast.changes

/**
 * An unlocked device, and where a screen's work runs. Every screen's model holds one; what a model
 * does ends with [scope].
 */
class Unlocked(
    val device: Device,
    val phone: Phone,
    val scope: CoroutineScope,
    private val io: CoroutineDispatcher,
) {
    /** Asks the library one thing, off the thread that draws. */
    suspend fun <T> ask(question: Device.() -> T): T = device.ask(io, question)

    /** Does [work]; what the library refuses goes to [refused] and nowhere else. */
    fun act(
        refused: (Wrong) -> Unit,
        work: suspend () -> Unit,
    ): Job =
        scope.launch {
            try {
                work()
            } catch (problem: HoldfastException) {
                refused(Wrong.of(problem))
            }
        }

    /** Draws again whenever something is saved or comes in. */
    fun whenever(draw: () -> Unit): Job = scope.launch { device.changes().collect { draw() } }
}
