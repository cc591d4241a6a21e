package org.holdfast.ui.sync

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import org.holdfast.Device
import org.holdfast.ErrorKind
import org.holdfast.HoldfastException
import org.holdfast.HubAnswer
import org.holdfast.InternalException
import org.holdfast.Request
import org.holdfast.Transport
import org.holdfast.What
import org.holdfast.changes
import org.holdfast.sync
import org.holdfast.ui.Network
import java.io.IOException

/** Bytes through the radio, since the app was opened. */
data class Traffic(
    val sent: Long = 0,
    val received: Long = 0,
)

/**
 * Syncing while the app lives: what [SyncState] says, done. [scope] runs what decides; every question to
 * the library and every byte through the network is on [io]. Ending the scope ends a conversation
 * half-way, and each of its steps is whole.
 */
class Syncing(
    private val device: Device,
    private val transport: Transport,
    network: StateFlow<Network>,
    private val scope: CoroutineScope,
    private val io: CoroutineDispatcher = Dispatchers.IO,
) {
    private val mutable = MutableStateFlow(SyncState(network = network.value))
    private val counted = MutableStateFlow(Traffic())

    /** What it does now. */
    val state: StateFlow<SyncState> = mutable.asStateFlow()

    /** What it cost. */
    val traffic: StateFlow<Traffic> = counted.asStateFlow()

    private var waiting: Job? = null

    private val counting =
        object : Transport {
            override suspend fun post(
                address: String,
                request: Request,
            ): HubAnswer {
                count(request.body.size, 0)
                return transport.post(address, request).also { count(0, it.body.size) }
            }
        }

    init {
        scope.launch { network.collect { on(SyncEvent.NetworkIs(it)) } }
        scope.launch { device.changes().collect { if (it.isOurs) on(SyncEvent.Wanted(Because.SAVED)) } }
        scope.launch {
            while (isActive) {
                delay(SyncState.PERIOD)
                on(SyncEvent.Wanted(Because.PERIOD))
            }
        }
        on(SyncEvent.Wanted(Because.OPENED))
    }

    /** Somebody tapped for it. */
    fun now() = on(SyncEvent.Wanted(Because.ASKED))

    private fun on(event: SyncEvent) {
        val before = mutable.value
        val after = before.on(event)
        mutable.value = after
        if (after.phase == before.phase && after.wakeUps == before.wakeUps) return
        waiting?.cancel()
        waiting = null
        when (val phase = after.phase) {
            is Phase.Idle -> {
            }

            is Phase.Waiting -> {
                waiting =
                    scope.launch {
                        delay(phase.delay)
                        waiting = null
                        on(SyncEvent.Due)
                    }
            }

            is Phase.Running -> {
                scope.launch { on(converse()) }
            }
        }
    }

    private suspend fun converse(): SyncEvent =
        try {
            SyncEvent.Ended(device.sync(counting, io).ended)
        } catch (problem: HoldfastException) {
            SyncEvent.Failed(problem.kind().trouble)
        } catch (_: InternalException) {
            SyncEvent.Failed(Trouble.REFUSED)
        } catch (_: IOException) {
            SyncEvent.Failed(Trouble.UNREACHABLE)
        }

    private fun count(
        sent: Int,
        received: Int,
    ) {
        counted.value = counted.value.let { Traffic(it.sent + sent, it.received + received) }
    }
}

/** Whether a change is something that was written here, for the hub to have. */
private val What.isOurs: Boolean
    get() =
        when (this) {
            What.PEOPLE, What.VISITS, What.ORGANISATION -> true
            What.LOCK, What.RECEIPT, What.EVERYTHING -> false
        }

private val ErrorKind.trouble: Trouble
    get() =
        when (this) {
            ErrorKind.DISK_FULL -> Trouble.NO_ROOM
            ErrorKind.NOT_FOUND -> Trouble.NO_HUB
            else -> Trouble.REFUSED
        }
