package org.holdfast.app

import android.content.Context
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.net.NetworkRequest
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.holdfast.ui.Network

/** Whether there is a network, as the phone says. Watched while the app is in sight. */
class Networks(
    context: Context,
) {
    private val manager = checkNotNull(context.getSystemService(ConnectivityManager::class.java)) { "every Android has one" }
    private val there = mutableSetOf<android.net.Network>()
    private val mutable = MutableStateFlow(if (manager.activeNetwork == null) Network.NONE else Network.THERE)

    /** What it says now. */
    val state: StateFlow<Network> = mutable.asStateFlow()

    private val watching =
        object : ConnectivityManager.NetworkCallback() {
            override fun onAvailable(network: android.net.Network) = changed { there += network }

            override fun onLost(network: android.net.Network) = changed { there -= network }
        }

    @Synchronized
    private fun changed(change: () -> Unit) {
        change()
        mutable.value = if (there.isEmpty()) Network.NONE else Network.THERE
    }

    /** From now on. */
    fun start() {
        val request = NetworkRequest.Builder().addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET).build()
        manager.registerNetworkCallback(request, watching)
    }

    /** No longer. */
    fun stop() {
        manager.unregisterNetworkCallback(watching)
        changed { there.clear() }
        mutable.value = if (manager.activeNetwork == null) Network.NONE else Network.THERE
    }
}
