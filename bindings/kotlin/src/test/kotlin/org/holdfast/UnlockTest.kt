package org.holdfast

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

class UnlockTest {
    @Test
    fun wrongPinOrKey() =
        scene { world ->
            val amina = world.fresh("amina")
            val member = amina.pinMembers().single()
            val keystore = world.keystore("amina")
            amina.lock()
            assertEquals(Lock.LOCKED, amina.lockState())

            val pin = assertFailsWith<HoldfastException> { amina.unlockWithPin(member, "1357", keystore) }
            assertEquals(ErrorKind.WRONG_PIN, pin.kind())
            val other = Keystore(ByteArray(32), ByteArray(32))
            val key = assertFailsWith<HoldfastException> { amina.unlockWithKeystore(other) }
            assertEquals(ErrorKind.WRONG_KEY, key.kind())
            val short = assertFailsWith<HoldfastException> { amina.unlockWithKeystore(Keystore(ByteArray(3), ByteArray(32))) }
            assertEquals(ErrorKind.WRONG_KEY, short.kind())
            assertEquals(Lock.LOCKED, amina.lockState())

            amina.unlockWithPin(member, World.PIN, keystore)
            assertEquals(Lock.UNLOCKED, amina.lockState())
            amina.lock()
            amina.unlockWithKeystore(keystore)
            assertEquals(Lock.UNLOCKED, amina.lockState())
        }

    @Test
    fun aNewPinOpensAndTheOldOneDoesNot() =
        scene { world ->
            val (amina, keystore) = world.fresh("amina") to world.keystore("amina")
            amina.setPin("8642", keystore)
            val quick = assertFailsWith<HoldfastException> { amina.setPin("86", keystore) }
            assertEquals(ErrorKind.FIELD, quick.kind())
            amina.lock()
            val locked = assertFailsWith<HoldfastException> { amina.setPin("1357", keystore) }
            assertEquals(ErrorKind.LOCKED, locked.kind())
            val old = assertFailsWith<HoldfastException> { amina.unlockWithPin(null, World.PIN, keystore) }
            assertEquals(ErrorKind.WRONG_PIN, old.kind())
            amina.unlockWithPin(null, "8642", keystore)
            assertEquals(Lock.UNLOCKED, amina.lockState())
        }

    @Test
    fun aNewKeystoreSecretOpensAndTheOldOneDoesNot() =
        scene { world ->
            val (amina, before) = world.fresh("amina") to world.keystore("amina")
            val after = Keystore(ByteArray(32) { 5 }, before.pepper)
            amina.setKeystore(World.PIN, after)
            // With another pepper no PIN would open it any more.
            val other = Keystore(ByteArray(32) { 5 }, ByteArray(32) { 6 })
            val refused = assertFailsWith<HoldfastException> { amina.setKeystore(World.PIN, other) }
            assertEquals(ErrorKind.WRONG_PIN, refused.kind())
            amina.lock()
            val old = assertFailsWith<HoldfastException> { amina.unlockWithKeystore(before) }
            assertEquals(ErrorKind.WRONG_KEY, old.kind())
            amina.unlockWithKeystore(after)
            amina.lock()
            amina.unlockWithPin(null, World.PIN, after)
            assertEquals(Lock.UNLOCKED, amina.lockState())
        }

    @Test
    fun secretsAreNotPrinted() =
        scene { world ->
            assertEquals("Keystore(secret)", "${world.keystore("amina")}")
            assertEquals("RecoverySheet(secret)", "${world.olu.office().drawRecoverySheet()}")
            assertEquals("[Keystore(secret)]", "${listOf(world.keystore("amina"))}")
        }
}
