package org.holdfast.app

import android.content.Intent
import android.os.Bundle
import android.os.SystemClock
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import org.holdfast.ui.AppModel
import org.holdfast.ui.CannotOpenScreen
import org.holdfast.ui.HoldfastApp
import org.holdfast.ui.HoldfastTheme
import org.holdfast.ui.NotSetUpScreen

/** Shows the app, hides it from the recents and from screenshots, and locks it after a while out of sight. */
class MainActivity : ComponentActivity() {
    private val holdfast get() = application as HoldfastApplication
    private var leftAt: Long? = null
    private var shown: AppModel? = null

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        show()
    }

    private fun show() {
        val model = holdfast.model
        val wrong = holdfast.cannotOpen
        shown = model
        setContent {
            HoldfastTheme {
                when {
                    model != null -> HoldfastApp(model)
                    wrong != null -> CannotOpenScreen(wrong, ::show)
                    else -> NotSetUpScreen()
                }
            }
        }
        if (model != null) SyncJob.schedule(this)
    }

    override fun onStart() {
        super.onStart()
        holdfast.phone.activity = this
        holdfast.networks.start()
        if (shown == null) show()
        val away = leftAt?.let { SystemClock.elapsedRealtime() - it } ?: 0
        if (away > LOCK_AFTER_MILLIS) holdfast.model?.lock()
    }

    override fun onStop() {
        leftAt = SystemClock.elapsedRealtime()
        holdfast.networks.stop()
        if (holdfast.phone.activity == this) holdfast.phone.activity = null
        super.onStop()
    }

    // AndroidX has a dispatcher for this; the platform's own call is the same on every phone.
    @Deprecated("Deprecated in Java")
    override fun onBackPressed() {
        @Suppress("DEPRECATION")
        if (holdfast.model?.back() != true) super.onBackPressed()
    }

    @Deprecated("Deprecated in Java")
    override fun onActivityResult(
        requestCode: Int,
        resultCode: Int,
        data: Intent?,
    ) {
        @Suppress("DEPRECATION")
        super.onActivityResult(requestCode, resultCode, data)
        holdfast.phone.chose(requestCode, data)
    }

    companion object {
        /** Out of sight for longer than this, it asks who is there. */
        const val LOCK_AFTER_MILLIS = 5L * 60 * 1000
    }
}
