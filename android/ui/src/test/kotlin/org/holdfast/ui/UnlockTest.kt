package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import org.holdfast.Lock
import org.junit.After
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs

@OptIn(ExperimentalTestApi::class)
class UnlockTest {
    private val world = World()
    private val words = Words()

    @After
    fun close() = world.close()

    @Test
    fun `the PIN opens the vault`() =
        world.killed().let { device ->
            onScreen(world.app(device)) {
                shows(words.unlockTitle)
                type(words.unlockPin, World.PIN)
                tap(words.unlockOpen)
                shows("Amina Yusuf")
                showsNot(words.unlockTitle)
            }
            assertEquals(Lock.UNLOCKED, device.lockState())
        }

    @Test
    fun `a wrong PIN says so and keeps nothing open`() =
        world.killed().let { device ->
            val app = world.app(device)
            onScreen(app) {
                type(words.unlockPin, "1111")
                tap(words.unlockOpen)
                shows("That PIN is not right")
                showsNot("Amina")
            }
            assertEquals(Lock.LOCKED, device.lockState())
            assertEquals("", assertIs<Showing.Locked>(app.showing).model.state.pin)
        }

    @Test
    fun `the keystore opens at once`() {
        world.phone.opensAtOnce = true
        onScreen(world.app(world.killed())) { shows("Amina Yusuf") }
    }

    @Test
    fun `unlocking needs no network`() {
        world.phone.network.value = Network.NONE
        onScreen(world.app(world.killed())) {
            shows(words.unlockWithoutNetwork)
            type(words.unlockPin, World.PIN)
            tap(words.unlockOpen)
            shows(words.todayOffline)
        }
    }
}
