package org.holdfast.app

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import org.holdfast.Keystore
import org.holdfast.ui.KeystoreAnswer
import java.io.File
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import java.security.SecureRandom
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The vault's two secrets, each 32 random bytes in a file of [folder], wrapped by a key that never leaves
 * the phone's keystore. What wraps the master opens only within [OPEN_SECONDS] of the screen lock being
 * passed; what wraps the pepper always does, since a PIN needs it too.
 *
 * They are drawn for a vault that is not there yet. Beside one, in the folder [vault], a secret that is not
 * there is lost: another one would open nothing, and every PIN would be called wrong for ever after.
 */
class VaultKey(
    private val folder: File,
    private val vault: File,
) {
    /**
     * Both; or the PIN's alone where the screen lock was not passed, there is none, or its secret is lost;
     * or neither, where what every PIN needs is lost or the keystore does not answer.
     */
    fun secrets(): KeystoreAnswer {
        val pepper =
            try {
                secret("pepper", locked = false) ?: return KeystoreAnswer.Gone
            } catch (_: GeneralSecurityException) {
                return KeystoreAnswer.NotNow
            } catch (_: ProviderException) {
                return KeystoreAnswer.NotNow
            }
        val master =
            try {
                secret("master", locked = true)
            } catch (_: GeneralSecurityException) {
                null
            } catch (_: ProviderException) {
                null
            }
        // A PIN is tried against the pepper alone: nothing reads what stands for the master here.
        return if (master == null) {
            KeystoreAnswer.PinOnly(Keystore(ByteArray(SECRET), pepper))
        } else {
            KeystoreAnswer.Opened(Keystore(master, pepper))
        }
    }

    /** Whether there is a vault: what is broken, and what cannot be looked at, counts as one. */
    private val isThere: Boolean get() = vault.exists() && vault.list()?.isEmpty() != true

    /** A secret; nothing where the vault was made with one that is not there any more. */
    private fun secret(
        name: String,
        locked: Boolean,
    ): ByteArray? {
        val (file, alias) = File(folder, name) to "holdfast.$name"
        val key = key(alias)
        val kept = if (key != null && file.exists()) unwrapped(key, file.readBytes()) else null
        if (kept != null || isThere) return kept
        val fresh = ByteArray(SECRET).also { SecureRandom().nextBytes(it) }
        keep(file, wrap(key ?: drawn(alias, locked), fresh))
        return fresh
    }

    /** Whole or not at all: a half-written secret would be a vault that no longer opens. */
    private fun keep(
        file: File,
        wrapped: ByteArray,
    ) {
        folder.mkdirs()
        val fresh = File(folder, "${file.name}.new")
        fresh.outputStream().use { out ->
            out.write(wrapped)
            out.fd.sync()
        }
        check(fresh.renameTo(file)) { "expected to keep a wrapped secret, could not name its file" }
    }

    private fun key(alias: String): SecretKey? = KeyStore.getInstance(STORE).apply { load(null) }.getKey(alias, null) as? SecretKey

    private fun drawn(
        alias: String,
        locked: Boolean,
    ): SecretKey {
        val spec =
            KeyGenParameterSpec
                .Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(KEY_BITS)
                .setUserAuthenticationRequired(locked)
        // The later call takes kinds of unlocking; on a phone of 8.0 there is this one alone.
        @Suppress("DEPRECATION")
        if (locked) spec.setUserAuthenticationValidityDurationSeconds(OPEN_SECONDS)
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec.build()) }.generateKey()
    }

    private fun wrap(
        key: SecretKey,
        plain: ByteArray,
    ): ByteArray {
        val cipher = Cipher.getInstance(TRANSFORM).apply { init(Cipher.ENCRYPT_MODE, key) }
        return cipher.iv + cipher.doFinal(plain)
    }

    /** Nothing where it is not what was kept, or was kept under another key. */
    private fun unwrapped(
        key: SecretKey,
        wrapped: ByteArray,
    ): ByteArray? {
        if (wrapped.size != IV + SECRET + TAG_BITS / Byte.SIZE_BITS) return null
        val cipher = Cipher.getInstance(TRANSFORM)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, wrapped, 0, IV))
        return try {
            cipher.doFinal(wrapped, IV, wrapped.size - IV)
        } catch (_: AEADBadTagException) {
            null
        }
    }

    companion object {
        /** How long after the screen lock the vault opens at once. */
        const val OPEN_SECONDS = 300
        private const val STORE = "AndroidKeyStore"
        private const val TRANSFORM = "AES/GCM/NoPadding"
        private const val SECRET = 32
        private const val KEY_BITS = 256
        private const val TAG_BITS = 128
        private const val IV = 12
    }
}
