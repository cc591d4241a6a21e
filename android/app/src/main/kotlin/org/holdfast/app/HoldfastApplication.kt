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
import org.holdfast.InternalException
import org.holdfast.Lock
import org.holdfast.sync
import org.holdfast.ui.AppModel
import org.holdfast.ui.Wrong
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
    val key: VaultKey by lazy { VaultKey(File(noBackupFilesDir, "keys"), folder) }

    /** The vault's folder: never in a backup of the platform's. */
    val folder: File get() = File(noBackupFilesDir, "vault")

    private var opened: Device? = null
    private var made: AppModel? = null

    /** Why the vault that is there does not open; nothing where it does, and where there is none. */
    @Volatile
    var cannotOpen: Wrong? = null
        private set

    /** The device; nothing before it was set up, and where its vault does not open: then it is tried again. */
    val device: Device? @Synchronized get() = opened ?: open().also { opened = it }

    /** The app on the device; nothing where there is no device. */
    val model: AppModel?
        get() =
            made ?: device?.let { device ->
                AppModel(device, phone, HttpTransport(on = io), CoroutineScope(SupervisorJob() + main), io).also { made = it }
            }

    private fun open(): Device? {
        cannotOpen = null
        try {
            return Device(folder.path)
        } catch (problem: HoldfastException) {
            if (problem.kind() != ErrorKind.NOT_FOUND) cannotOpen = Wrong.of(problem)
        } catch (mistake: InternalException) {
            cannotOpen = Wrong.of(mistake)
        }
        return null
    }

    /** One conversation with the hub, for the job: nothing where the vault is locked. */
    suspend fun syncOnce() {
        val device = device ?: return
        if (device.lockState() == Lock.UNLOCKED) device.sync(HttpTransport())
    }
}
