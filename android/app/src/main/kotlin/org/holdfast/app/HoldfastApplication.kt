package org.holdfast.app

import android.app.Application
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.holdfast.Device
import org.holdfast.ErrorKind
import org.holdfast.HoldfastException
import org.holdfast.HttpTransport
import org.holdfast.Lock
import org.holdfast.sync
import org.holdfast.ui.AppModel
import java.io.File

/** What lives as long as the process: the device, its model, the phone. No activity owns any of it. */
open class HoldfastApplication : Application() {
    /** Draws and decides on the main thread. A test runs it where it stands. */
    protected open val main: CoroutineDispatcher = Dispatchers.Main

    /** Asks the library and the network. */
    protected open val io: CoroutineDispatcher = Dispatchers.IO

    /** Whether there is a network. */
    val networks: Networks by lazy { Networks(this) }

    /** What only the phone can do. */
    val phone: AndroidPhone by lazy { AndroidPhone(this, networks, key, io) }

    /** The vault's secrets. */
    val key: VaultKey by lazy { VaultKey(File(noBackupFilesDir, "keys")) }

    /** The vault's folder: never in a backup of the platform's. */
    val folder: File get() = File(noBackupFilesDir, "vault")

    /** The device; nothing before it was set up. */
    val device: Device? by lazy {
        try {
            Device(folder.path)
        } catch (problem: HoldfastException) {
            if (problem.kind() == ErrorKind.NOT_FOUND) null else throw problem
        }
    }

    /** The app on the device; nothing before it was set up. */
    val model: AppModel? by lazy { device?.let { AppModel(it, phone, HttpTransport(on = io), CoroutineScope(SupervisorJob() + main), io) } }

    /** One conversation with the hub, for the job: nothing where the vault is locked. */
    suspend fun syncOnce() {
        val device = device ?: return
        if (device.lockState() == Lock.UNLOCKED) device.sync(HttpTransport())
    }
}
