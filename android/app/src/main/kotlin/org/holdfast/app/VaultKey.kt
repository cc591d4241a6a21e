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
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * The vault's two secrets, each 32 random bytes in a file of [folder], wrapped by a key that never leaves
 * the phone's keystore. What wraps the master opens only within [OPEN_SECONDS] of the screen lock being
 * passed; what wraps the pepper always does, since a PIN needs it too.
 */
class VaultKey(
    private val folder: File,
) {
    /** Both, or the PIN's alone where the screen lock was not passed or there is none. */
    fun secrets(): KeystoreAnswer {
        val pepper = secret("pepper", locked = false)
        return try {
            KeystoreAnswer.Opened(Keystore(secret("master", locked = true), pepper))
        } catch (_: GeneralSecurityException) {
            KeystoreAnswer.PinOnly(Keystore(ByteArray(SECRET), pepper))
        } catch (_: ProviderException) {
            KeystoreAnswer.PinOnly(Keystore(ByteArray(SECRET), pepper))
        }
    }

    private fun secret(
        name: String,
        locked: Boolean,
    ): ByteArray {
        val file = File(folder, name)
        val key = key("holdfast.$name", locked)
        if (file.exists()) return unwrap(key, file.readBytes())
        val fresh = ByteArray(SECRET).also { SecureRandom().nextBytes(it) }
        keep(file, wrap(key, fresh))
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

    private fun key(
        alias: String,
        locked: Boolean,
    ): SecretKey {
        val store = KeyStore.getInstance(STORE).apply { load(null) }
        (store.getKey(alias, null) as? SecretKey)?.let { return it }
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

    private fun unwrap(
        key: SecretKey,
        wrapped: ByteArray,
    ): ByteArray {
        val cipher = Cipher.getInstance(TRANSFORM)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, wrapped, 0, IV))
        return cipher.doFinal(wrapped, IV, wrapped.size - IV)
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
