package org.holdfast.ui

import kotlinx.coroutines.flow.StateFlow
import org.holdfast.Keystore

/** Whether there is a network now. */
enum class Network {
    /** There is one. It says nothing about the hub. */
    THERE,

    /** There is none. */
    NONE,
}

/** What the phone's keystore answers. */
sealed interface KeystoreAnswer {
    /** The two secrets. */
    class Opened(
        val secrets: Keystore,
    ) : KeystoreAnswer

    /** Only the PIN's part: the screen lock was not passed, or there is none. */
    class PinOnly(
        val secrets: Keystore,
    ) : KeystoreAnswer

    /** Not even that, and never again: what the vault on this phone was made with is gone. */
    data object Gone : KeystoreAnswer

    /** Not now. Later it may. */
    data object NotNow : KeystoreAnswer
}

/** What only the phone can do. The whole seam between the screens and Android. */
interface Phone {
    /** Whether there is a network now. */
    val network: StateFlow<Network>

    /** The two secrets of the keystore. */
    suspend fun keystore(): KeystoreAnswer

    /** Opens the dialler with a number in it. It never calls by itself. */
    fun dial(number: String)

    /** Gives a bundle to the share sheet. */
    fun share(
        bundle: ByteArray,
        called: String,
    )

    /** Lets the person choose a bundle; nothing if they choose none. */
    suspend fun chooseBundle(): ByteArray?
}
