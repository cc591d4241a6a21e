package org.holdfast.ui.safety

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.launch
import org.holdfast.BundleOf
import org.holdfast.SafetyPage
import org.holdfast.TakenIn
import org.holdfast.ui.Network
import org.holdfast.ui.Unlocked
import org.holdfast.ui.Wrong
import org.holdfast.ui.sync.SyncState
import org.holdfast.ui.sync.Syncing

/** Safe at the hub? */
data class SafetyShown(
    val page: SafetyPage? = null,
    val network: Network = Network.THERE,
    /** What background syncing does now. */
    val sync: SyncState = SyncState(),
    /** What the bundle that was just read brought. */
    val tookIn: TakenIn? = null,
    val wrong: Wrong? = null,
)

/** What this device holds, what of it the hub holds, what waits and why. */
class SafetyModel(
    private val at: Unlocked,
    private val syncing: Syncing,
) {
    var state by mutableStateOf(SafetyShown(network = at.phone.network.value))
        private set

    init {
        load()
        at.whenever(::load)
        at.scope.launch { at.phone.network.collect { state = state.copy(network = it) } }
        at.scope.launch { syncing.state.collect { state = state.copy(sync = it) } }
    }

    /** Draws it again. */
    fun load() {
        at.act(::refused) { state = state.copy(page = at.ask { safety() }) }
    }

    /** Tries the hub at once. The screen goes on meanwhile. */
    fun syncNow() = syncing.now()

    /** Gives everything as a file to the share sheet. */
    fun bundleOut() {
        state = state.copy(wrong = null)
        at.act(::refused) {
            val bundle = at.ask { bundles().write(BundleOf.Everything) }
            at.phone.share(bundle, BUNDLE)
        }
    }

    /** Takes a file in that somebody chooses. */
    fun bundleIn() {
        state = state.copy(wrong = null, tookIn = null)
        at.act(::refused) {
            val file = at.phone.chooseBundle() ?: return@act
            val took = at.ask { bundles().read(file) }
            state = state.copy(tookIn = took)
            load()
        }
    }

    private fun refused(problem: Wrong) {
        state = state.copy(wrong = problem)
    }

    companion object {
        /** A file name that says nothing about anybody. */
        const val BUNDLE = "holdfast.bundle"
    }
}
