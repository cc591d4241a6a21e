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
    fun secretsAreNotPrinted() =
        scene { world ->
            assertEquals("Keystore(secret)", "${world.keystore("amina")}")
            assertEquals("RecoverySheet(secret)", "${world.olu.office().drawRecoverySheet()}")
            assertEquals("[Keystore(secret)]", "${listOf(world.keystore("amina"))}")
        }
}
