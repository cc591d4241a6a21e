package org.holdfast.app

import org.holdfast.ui.KeystoreAnswer
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertTrue

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], manifest = Config.NONE)
class VaultKeyTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Before
    fun install() = FakeAndroidKeyStore.install()

    private fun opened() = assertIs<KeystoreAnswer.Opened>(VaultKey(folder.root).secrets()).secrets

    @Test
    fun `the two secrets are made once and come back`() {
        val first = opened()
        assertEquals(32, first.master.size)
        assertFalse(first.master.contentEquals(first.pepper))
        val again = opened()
        assertContentEquals(first.master, again.master)
        assertContentEquals(first.pepper, again.pepper)
    }

    @Test
    fun `nothing of a secret is in its file`() {
        val master = opened().master
        val file = File(folder.root, "master").readBytes()
        assertEquals(12 + 32 + 16, file.size)
        assertFalse(file.asList().windowed(8).any { it == master.asList().take(8) })
    }

    @Test
    fun `only the master asks for the screen lock`() {
        opened()
        assertTrue(FakeAndroidKeyStore.specs.getValue("holdfast.master").isUserAuthenticationRequired)
        assertFalse(FakeAndroidKeyStore.specs.getValue("holdfast.pepper").isUserAuthenticationRequired)
    }

    @Test
    fun `a changed file leaves the PIN`() {
        val pepper = opened().pepper
        val file = File(folder.root, "master")
        file.writeBytes(file.readBytes().also { it[20] = (it[20].toInt() xor 1).toByte() })
        val pin = assertIs<KeystoreAnswer.PinOnly>(VaultKey(folder.root).secrets())
        assertContentEquals(pepper, pin.secrets.pepper)
    }
}
