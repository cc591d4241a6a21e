package org.holdfast.app

import android.app.job.JobScheduler
import android.content.Intent
import android.net.ConnectivityManager
import android.view.WindowManager
import androidx.activity.compose.StubContent
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import org.holdfast.Device
import org.holdfast.ErrorKind
import org.holdfast.Lock
import org.holdfast.NewOrganisation
import org.holdfast.ui.KeystoreAnswer
import org.holdfast.ui.Network
import org.holdfast.ui.Words
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowNetwork
import org.robolectric.shadows.ShadowSystemClock
import java.io.File
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertTrue

/** The application, with everything it does done when a call returns. */
class TestApplication : HoldfastApplication() {
    override val main: CoroutineDispatcher = Dispatchers.Unconfined
    override val io: CoroutineDispatcher = Dispatchers.Unconfined
}

/** A real activity's life, on a real vault in the application's own folder. */
@OptIn(ExperimentalTestApi::class)
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], manifest = Config.NONE, application = TestApplication::class)
class MainActivityTest {
    private val words = Words()
    private val application get() = RuntimeEnvironment.getApplication() as HoldfastApplication

    @Before
    fun install() = FakeAndroidKeyStore.install()

    /** Harbour Care begins on this very phone. */
    private fun setUp() {
        val secrets = assertIs<KeystoreAnswer.Opened>(application.key.secrets()).secrets
        Device.create(application.folder.path, secrets, "2468", "Olu's phone").use { device ->
            device.office().begin(NewOrganisation("Harbour Care", "Olu Adeyemi", null), device.office().drawRecoverySheet())
        }
    }

    private fun shown(scene: ComposeUiTest.() -> Unit) =
        runDesktopComposeUiTest(width = 360, height = 800) {
            val content = assertNotNull(StubContent.last)
            setContent { content() }
            scene()
        }

    @Test
    fun `a phone that is not set up says so`() {
        Robolectric.buildActivity(MainActivity::class.java).setup()
        shown { onNodeWithText(words.notSetUp).assertIsDisplayed() }
    }

    @Test
    fun `a phone whose keys are gone says so and what to do`() {
        setUp()
        File(application.noBackupFilesDir, "keys/pepper").delete()
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup()
        shown {
            onNodeWithText(words.keysGone).assertIsDisplayed()
            onNodeWithText(words.unlockPin).performTextInput("2468")
            onNodeWithText(words.unlockOpen).performClick()
            onNodeWithText(words.keysGone).assertIsDisplayed()
        }
        assertEquals(Lock.LOCKED, application.device?.lockState())
        assertFalse(File(application.noBackupFilesDir, "keys/pepper").exists())
        activity.destroy()
    }

    @Test
    fun `a vault that does not open is told and tried again`() {
        application.folder.mkdirs()
        val vault = File(application.folder, "vault.db")
        vault.writeBytes(ByteArray(8_192) { 7 })
        val controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        shown { onNodeWithText(words.problem(ErrorKind.DAMAGED)).assertIsDisplayed() }
        controller.pause().stop()
        vault.delete()
        setUp()
        controller.start().resume()
        shown { onNodeWithText("Olu Adeyemi").assertIsDisplayed() }
    }

    @Test
    fun `the keystore opens the real vault and the recents show nothing`() {
        setUp()
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        assertTrue(activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
        shown { onNodeWithText("Olu Adeyemi").assertIsDisplayed() }
        val jobs = assertNotNull(activity.getSystemService(JobScheduler::class.java))
        assertEquals(listOf(SyncJob.ID), jobs.allPendingJobs.map { it.id })
        assertTrue(jobs.allPendingJobs.single().isPersisted)
    }

    @Test
    fun `out of sight for long it locks and the PIN opens it`() {
        setUp()
        val controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        controller.pause().stop()
        ShadowSystemClock.advanceBy(Duration.ofMinutes(4))
        controller.start().resume()
        assertEquals(Lock.UNLOCKED, application.device?.lockState())
        controller.pause().stop()
        FakeAndroidKeyStore.keys.remove("holdfast.master")
        ShadowSystemClock.advanceBy(Duration.ofMinutes(6))
        controller.start().resume()
        assertEquals(Lock.LOCKED, application.device?.lockState())
        shown {
            onNodeWithText(words.unlockPin).performTextInput("2468")
            onNodeWithText(words.unlockOpen).performClick()
            onNodeWithText("Olu Adeyemi").assertIsDisplayed()
        }
    }

    @Test
    fun `the network is followed while in sight`() {
        setUp()
        val controller = Robolectric.buildActivity(MainActivity::class.java).setup()
        val manager = assertNotNull(application.getSystemService(ConnectivityManager::class.java))
        val network = ShadowNetwork.newInstance(1)
        val watching = shadowOf(manager).networkCallbacks.single()
        watching.onAvailable(network)
        assertEquals(Network.THERE, application.networks.state.value)
        watching.onLost(network)
        assertEquals(Network.NONE, application.networks.state.value)
        controller.pause().stop().destroy()
        assertEquals(0, shadowOf(manager).networkCallbacks.size)
    }

    @Test
    fun `the dialler opens with a number and calls nobody`() {
        setUp()
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        application.phone.dial("020 7946 0100")
        val intent = shadowOf(activity).nextStartedActivity
        assertEquals(Intent.ACTION_DIAL, intent.action)
        assertEquals("tel:02079460100", intent.dataString)
    }

    @Test
    fun `back leaves a screen before it leaves the app`() {
        setUp()
        val activity = Robolectric.buildActivity(MainActivity::class.java).setup().get()
        assertNotNull(application.model).safety()
        shown { onNodeWithText(words.bundleOut).assertExists() }
        @Suppress("DEPRECATION")
        activity.onBackPressed()
        shown { onNodeWithText("Olu Adeyemi").assertIsDisplayed() }
        assertTrue(!activity.isFinishing)
    }
}
