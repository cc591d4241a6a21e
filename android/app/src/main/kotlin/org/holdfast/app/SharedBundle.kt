package org.holdfast.app

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.database.MatrixCursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import android.provider.OpenableColumns
import java.io.File
import java.io.FileNotFoundException

/** Lets whoever was chosen in the share sheet read the one bundle that was shared, and nothing else. */
class SharedBundle : ContentProvider() {
    override fun onCreate(): Boolean = true

    override fun openFile(
        uri: Uri,
        mode: String,
    ): ParcelFileDescriptor {
        if (mode != "r") throw FileNotFoundException("a bundle is for reading")
        return ParcelFileDescriptor.open(known(uri), ParcelFileDescriptor.MODE_READ_ONLY)
    }

    override fun query(
        uri: Uri,
        projection: Array<String>?,
        selection: String?,
        selectionArgs: Array<String>?,
        sortOrder: String?,
    ): Cursor {
        val file = known(uri)
        val columns = arrayOf(OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE)
        return MatrixCursor(columns).apply { addRow(arrayOf<Any>(file.name, file.length())) }
    }

    override fun getType(uri: Uri): String = TYPE

    override fun insert(
        uri: Uri,
        values: ContentValues?,
    ): Uri? = null

    override fun delete(
        uri: Uri,
        selection: String?,
        selectionArgs: Array<String>?,
    ): Int = 0

    override fun update(
        uri: Uri,
        values: ContentValues?,
        selection: String?,
        selectionArgs: Array<String>?,
    ): Int = 0

    /** Only a file that lies in the one folder: a name with a path in it is none. */
    private fun known(uri: Uri): File {
        val context = checkNotNull(context) { "a provider that was created has one" }
        val name = uri.lastPathSegment.orEmpty()
        return folder(context).listFiles().orEmpty().firstOrNull { it.name == name } ?: throw FileNotFoundException("no such bundle")
    }

    companion object {
        /** A bundle is sealed bytes to everybody but Holdfast. */
        const val TYPE = "application/octet-stream"

        private fun folder(context: Context) = File(context.cacheDir, "bundles").apply { mkdirs() }

        /** Where a bundle of that name lies. The one before it goes. */
        fun file(
            context: Context,
            called: String,
        ): File {
            folder(context).listFiles().orEmpty().forEach { it.delete() }
            return File(folder(context), called)
        }

        /** How another app asks for it. */
        fun uri(
            context: Context,
            file: File,
        ): Uri =
            Uri
                .Builder()
                .scheme("content")
                .authority("${context.packageName}.bundle")
                .appendPath(file.name)
                .build()
    }
}
