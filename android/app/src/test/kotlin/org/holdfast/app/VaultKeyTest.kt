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

    private val keys get() = File(folder.root, "keys")
    private val vault get() = File(folder.root, "vault")

    private fun answer() = VaultKey(keys, vault).secrets()

    private fun opened() = assertIs<KeystoreAnswer.Opened>(answer()).secrets

    private fun begin() {
        vault.mkdirs()
        File(vault, "vault.db").writeText("a vault")
    }

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
        val file = File(keys, "master").readBytes()
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
        begin()
        val file = File(keys, "master")
        file.writeBytes(file.readBytes().also { it[20] = (it[20].toInt() xor 1).toByte() })
        val pin = assertIs<KeystoreAnswer.PinOnly>(answer())
        assertContentEquals(pepper, pin.secrets.pepper)
    }

    @Test
    fun `beside a vault a pepper that is gone is told and not drawn anew`() {
        opened()
        begin()
        val file = File(keys, "pepper")
        val wrapped = file.readBytes()
        file.delete()
        assertEquals(KeystoreAnswer.Gone, answer())
        assertFalse(file.exists())
        file.writeBytes(wrapped.copyOf(7))
        assertEquals(KeystoreAnswer.Gone, answer())
        file.writeBytes(wrapped)
        opened()
        FakeAndroidKeyStore.keys.remove("holdfast.pepper")
        assertEquals(KeystoreAnswer.Gone, answer())
        assertFalse("holdfast.pepper" in FakeAndroidKeyStore.keys)
    }

    @Test
    fun `beside a vault a master that is gone leaves the PIN and is not drawn anew`() {
        val pepper = opened().pepper
        begin()
        val file = File(keys, "master")
        file.delete()
        assertContentEquals(pepper, assertIs<KeystoreAnswer.PinOnly>(answer()).secrets.pepper)
        assertFalse(file.exists())
        FakeAndroidKeyStore.keys.remove("holdfast.master")
        assertContentEquals(pepper, assertIs<KeystoreAnswer.PinOnly>(answer()).secrets.pepper)
        assertFalse("holdfast.master" in FakeAndroidKeyStore.keys)
    }

    @Test
    fun `a start that was cut off is begun again with other secrets`() {
        val first = opened()
        File(keys, "master").delete()
        FakeAndroidKeyStore.keys.remove("holdfast.pepper")
        val again = opened()
        assertFalse(first.pepper.contentEquals(again.pepper))
        begin()
        assertContentEquals(again.pepper, opened().pepper)
        assertContentEquals(again.master, opened().master)
    }
}
