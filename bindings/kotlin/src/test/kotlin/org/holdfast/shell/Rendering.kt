package org.holdfast.shell

import org.holdfast.Device
import java.lang.reflect.Modifier
import java.time.Duration
import java.time.Instant

/** What is the reader's own. */
private val OWN = setOf("changes", "lastRead", "reading", "received")

/**
 * The screens of a device as lines of text, made from the typed records, so that two languages can be
 * held against each other byte for byte.
 *
 * A line is the way to a value and the value: `people[0].page.sections[2].state = missing`. Fields stand
 * in the order of their names. `tests/shells/README.md` has the rules; the Swift shell keeps the same
 * ones.
 *
 * @param shared what is the reader's own is left out: what is left must be the same for everybody.
 */
class Rendering(
    private val shared: Boolean,
) {
    private val lines = mutableListOf<String>()

    fun screens(device: Device): List<String> {
        val now = device.visits().today().now
        device.people().list().forEachIndexed { at, row ->
            render(row, "people[$at].row")
            render(device.people().page(row.person), "people[$at].page")
        }
        val day = Duration.ofDays(1)
        device.visits().between(now - day, now + day).forEachIndexed { at, row ->
            render(row, "visits[$at].row")
            render(device.visits().page(row.visit), "visits[$at].page")
            if (!shared) render(device.visits().mayIStart(row.visit, 1u), "visits[$at].mayIStart")
        }
        render(device.disputes().list(), "disputes")
        if (!shared) {
            render(device.visits().today(), "today")
            render(device.safety(), "safety")
        }
        return lines
    }

    private fun render(
        value: Any?,
        path: String,
    ) {
        when (value) {
            null -> lines += "$path = -"
            is String -> lines += "$path = ${value.replace("\\", "\\\\").replace("\n", "\\n")}"
            is Instant -> lines += "$path = ${value.toEpochMilli()}"
            is ByteArray -> lines += "$path = ${value.joinToString("") { "%02x".format(it) }}"
            is Number, is UInt, is ULong, is UShort, is UByte -> lines += "$path = $value"
            is Enum<*> -> lines += "$path = ${word(value)}"
            is List<*> -> {
                if (value.isEmpty()) lines += "$path = []"
                value.forEachIndexed { at, item -> render(item, "$path[$at]") }
            }
            else -> {
                // One of several kinds says which it is.
                if (value.javaClass.superclass != Any::class.java) {
                    lines += "$path = ${value.javaClass.simpleName.lowercase()}"
                }
                fields(value, path)
            }
        }
    }

    private fun fields(
        value: Any,
        path: String,
    ) {
        val fields = value.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) || it.isSynthetic }
        for (field in fields.sortedBy { it.name }) {
            if (shared && field.name in OWN) continue
            field.isAccessible = true
            render(field.get(value), "$path.${field.name}")
        }
    }
}

/** A word of a closed set, as both languages write it: small letters and nothing else. */
fun word(value: Any): String = value.toString().lowercase().replace("_", "")
