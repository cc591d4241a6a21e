package org.holdfast.ui

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.holdfast.Device
import org.holdfast.HoldfastException
import org.holdfast.InternalException
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
    /** Whether the screen is still there. */
    val isShown: Boolean get() = scope.isActive

    /** Asks the library one thing, off the thread that draws. What was asked is done. */
    suspend fun <T> ask(question: Device.() -> T): T = device.ask(io, question)

    /**
     * Does [work], beginning at once: what it asks first has its place in the row when this returns. What
     * the library refuses goes to [refused] and nowhere else. Once the screen is closed it asks no more.
     */
    fun act(
        refused: (Wrong) -> Unit,
        work: suspend () -> Unit,
    ): Job =
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                work()
            } catch (problem: HoldfastException) {
                refused(Wrong.of(problem))
            } catch (mistake: InternalException) {
                refused(Wrong.of(mistake))
            }
        }

    /** Does [work] to its end, of which several parts belong together, although the screen closes. */
    fun finish(
        refused: (Wrong) -> Unit,
        work: suspend () -> Unit,
    ): Job = act(refused) { withContext(NonCancellable) { work() } }

    /** Draws again whenever something is saved or comes in. */
    fun whenever(draw: () -> Unit): Job = scope.launch { device.changes().collect { draw() } }
}
