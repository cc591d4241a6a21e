package org.holdfast.ui.unlock

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import org.holdfast.Device
import org.holdfast.ErrorKind
import org.holdfast.HoldfastException
import org.holdfast.InternalException
import org.holdfast.Keystore
import org.holdfast.ask
import org.holdfast.ui.KeystoreAnswer
import org.holdfast.ui.Phone
import org.holdfast.ui.Wrong

/** The first thing anybody sees. */
data class UnlockState(
    val pin: String = "",
    val phase: Phase = Phase.ASKING,
    val wrong: Wrong? = null,
) {
    /** Where it stands. */
    enum class Phase {
        /** The keystore is asked: it needs nothing of anybody. */
        TRYING,

        /** A PIN is asked for. */
        ASKING,

        /** It is open. */
        OPEN,
    }
}

/**
 * Opens the vault: by the phone's keystore at once, else by PIN. It needs no network and asks for none.
 * A PIN is never kept as a draft.
 */
class UnlockModel(
    private val device: Device,
    private val phone: Phone,
    private val scope: CoroutineScope,
    private val io: CoroutineDispatcher,
    private val opened: () -> Unit,
) {
    var state by mutableStateOf(UnlockState())
        private set

    /** Asks the phone's keystore: at opening, and when somebody taps for it. */
    fun byKeystore() =
        attempt { answer ->
            when (answer) {
                is KeystoreAnswer.Opened -> {
                    device.unlockWithKeystore(answer.secrets)
                    UnlockState.Phase.OPEN
                }

                is KeystoreAnswer.PinOnly, KeystoreAnswer.Gone, KeystoreAnswer.NotNow -> {
                    UnlockState.Phase.ASKING
                }
            }
        }

    /** A digit or letter more or less. */
    fun type(pin: String) {
        state = state.copy(pin = pin, wrong = null)
    }

    /** Asks the vault. */
    fun byPin() {
        val pin = state.pin
        if (pin.isEmpty()) return
        attempt { answer ->
            when (val secrets = answer.forPin) {
                null -> {
                    UnlockState.Phase.ASKING
                }

                else -> {
                    device.unlockWithPin(null, pin, secrets)
                    UnlockState.Phase.OPEN
                }
            }
        }
    }

    private fun attempt(open: (KeystoreAnswer) -> UnlockState.Phase) {
        if (state.phase == UnlockState.Phase.TRYING) return
        state = state.copy(phase = UnlockState.Phase.TRYING, wrong = null)
        scope.launch {
            try {
                val answer = phone.keystore()
                val phase = device.ask(io) { open(answer) }
                state = UnlockState(if (phase == UnlockState.Phase.OPEN) "" else state.pin, phase, answer.toTell)
                if (phase == UnlockState.Phase.OPEN) opened()
            } catch (problem: HoldfastException) {
                state = UnlockState(wrong = Wrong.of(problem))
            } catch (mistake: InternalException) {
                state = UnlockState(wrong = Wrong.of(mistake))
            }
        }
    }
}

private val KeystoreAnswer.forPin: Keystore?
    get() =
        when (this) {
            is KeystoreAnswer.Opened -> secrets
            is KeystoreAnswer.PinOnly -> secrets
            KeystoreAnswer.Gone, KeystoreAnswer.NotNow -> null
        }

/** What somebody has to be told who wants to open the vault. */
private val KeystoreAnswer.toTell: Wrong?
    get() =
        when (this) {
            is KeystoreAnswer.Opened, is KeystoreAnswer.PinOnly -> null
            KeystoreAnswer.Gone -> Wrong.keysGone
            KeystoreAnswer.NotNow -> Wrong(ErrorKind.OTHER)
        }
