package org.holdfast.ui.sync

import org.holdfast.Ended
import org.holdfast.ui.Network
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Why somebody wants to sync. */
enum class Because {
    /** Something was saved. It waits a moment for the next thing that is saved. */
    SAVED,

    /** A network came back. */
    NETWORK_BACK,

    /** It is a while since the last time. */
    PERIOD,

    /** The app was opened. */
    OPENED,

    /** Somebody tapped for it. */
    ASKED,
}

/** What happens to syncing. */
sealed interface SyncEvent {
    /** Somebody wants it. */
    data class Wanted(
        val because: Because,
    ) : SyncEvent

    /** The network is there or gone. */
    data class NetworkIs(
        val network: Network,
    ) : SyncEvent

    /** The time that was waited for has come. */
    data object Due : SyncEvent

    /** A conversation with the hub came to its end. */
    data class Ended(
        val how: org.holdfast.Ended?,
    ) : SyncEvent

    /** A conversation broke off. */
    data class Failed(
        val trouble: Trouble,
    ) : SyncEvent
}

/** Why the last conversation did not come to its end. Nothing is lost by any of them. */
enum class Trouble {
    /** The hub could not be reached. */
    UNREACHABLE,

    /** The hub refused. */
    REFUSED,

    /** Nobody said where the hub is. */
    NO_HUB,

    /** There is no room to take in what it sends. */
    NO_ROOM,
}

/** What syncing does now. */
sealed interface Phase {
    /** Nothing. */
    data object Idle : Phase

    /** It waits: after a save for the next one, after a failure for longer each time. */
    data class Waiting(
        val delay: Duration,
    ) : Phase

    /** It talks to the hub. */
    data object Running : Phase
}

/**
 * When to talk to the hub, as a function of what happened: no clock, no thread, no socket.
 *
 * A save waits a moment, so that a form with three saves costs one conversation. A failure waits longer
 * each time. Without a network nothing wakes the radio.
 */
data class SyncState(
    val phase: Phase = Phase.Idle,
    val network: Network = Network.THERE,
    /** How often in a row it failed. */
    val failures: Int = 0,
    /** Something is wanted that has not been done: for when the network is back. */
    val pending: Boolean = false,
    /** Why the last conversation broke off; nothing after one that came to its end. */
    val trouble: Trouble? = null,
    /** How the last conversation ended. */
    val ended: Ended? = null,
    /** How often the radio was woken. */
    val wakeUps: Int = 0,
) {
    /** What comes of an event. */
    fun on(event: SyncEvent): SyncState =
        when (event) {
            is SyncEvent.Wanted -> wanted(event.because)
            is SyncEvent.NetworkIs -> networkIs(event.network)
            is SyncEvent.Due -> if (phase is Phase.Waiting) run() else this
            is SyncEvent.Ended -> copy(phase = Phase.Idle, failures = 0, trouble = null, ended = event.how).again()
            is SyncEvent.Failed -> failed(event.trouble)
        }

    private fun wanted(because: Because): SyncState =
        when {
            network == Network.NONE -> copy(pending = true)

            phase is Phase.Running -> copy(pending = true)

            because == Because.ASKED || because == Because.NETWORK_BACK || because == Because.OPENED -> run()

            // A wait that is under way is kept: a save does not shorten a back-off, nor does a period.
            phase is Phase.Waiting -> this

            because == Because.SAVED -> copy(phase = Phase.Waiting(SETTLE))

            else -> run()
        }

    private fun networkIs(now: Network): SyncState =
        when {
            now == network -> this
            now == Network.THERE -> copy(network = now).wanted(Because.NETWORK_BACK)
            phase is Phase.Waiting -> copy(network = now, phase = Phase.Idle, pending = true)
            else -> copy(network = now)
        }

    private fun failed(why: Trouble): SyncState {
        val failed = copy(failures = failures + 1, trouble = why, pending = true)
        return if (network ==
            Network.NONE
        ) {
            failed.copy(phase = Phase.Idle)
        } else {
            failed.copy(phase = Phase.Waiting(backOff(failed.failures)))
        }
    }

    private fun again(): SyncState = if (pending) copy(pending = false).wanted(Because.SAVED) else this

    private fun run(): SyncState = copy(phase = Phase.Running, pending = false, wakeUps = wakeUps + 1)

    companion object {
        /** How long a save waits for the next one. */
        val SETTLE: Duration = 2.seconds

        /** The first wait after a failure; each further one is twice as long. */
        val FIRST_WAIT: Duration = 15.seconds

        /** No wait is longer than this. */
        val LONGEST_WAIT: Duration = 1.hours

        /** How often it syncs while the app is open and nothing happens. */
        val PERIOD: Duration = 15.minutes

        /** How long to wait after so many failures in a row. */
        fun backOff(failures: Int): Duration {
            val doublings = (failures - 1).coerceIn(0, 10)
            return minOf(LONGEST_WAIT, FIRST_WAIT * (1 shl doublings))
        }
    }
}
