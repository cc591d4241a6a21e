package org.holdfast.app

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.net.Uri
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.withContext
import org.holdfast.ui.KeystoreAnswer
import org.holdfast.ui.Network
import org.holdfast.ui.Phone

/** What only the phone can do. It outlives an activity, and uses whichever is in sight. */
class AndroidPhone(
    private val context: Context,
    private val networks: Networks,
    private val key: VaultKey,
    private val io: CoroutineDispatcher,
) : Phone {
    /** The activity that is in sight. */
    var activity: Activity? = null

    private var choosing: CompletableDeferred<Uri?>? = null

    override val network: StateFlow<Network> get() = networks.state

    override suspend fun keystore(): KeystoreAnswer = withContext(io) { key.secrets() }

    override fun dial(number: String) = open(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number.filterNot { it == ' ' }, null)))

    override fun share(
        bundle: ByteArray,
        called: String,
    ) {
        val file = SharedBundle.file(context, called)
        file.writeBytes(bundle)
        val send =
            Intent(Intent.ACTION_SEND)
                .setType(SharedBundle.TYPE)
                .putExtra(Intent.EXTRA_STREAM, SharedBundle.uri(context, file))
                .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        open(Intent.createChooser(send, null))
    }

    override suspend fun chooseBundle(): ByteArray? {
        val activity = activity ?: return null
        val asked = CompletableDeferred<Uri?>()
        choosing?.complete(null)
        choosing = asked
        val pick = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
        @Suppress("DEPRECATION")
        activity.startActivityForResult(pick, CHOOSE)
        val chosen = asked.await() ?: return null
        return withContext(io) { context.contentResolver.openInputStream(chosen)?.use { it.readBytes() } }
    }

    /** What somebody chose; nothing if they went back. */
    fun chose(
        request: Int,
        result: Intent?,
    ) {
        if (request == CHOOSE) choosing?.complete(result?.data)
    }

    private fun open(intent: Intent) {
        try {
            activity?.startActivity(intent)
        } catch (_: ActivityNotFoundException) {
            // A tablet without a dialler: the number stays on the screen.
        }
    }

    companion object {
        /** The request for a bundle. */
        const val CHOOSE = 1
    }
}
