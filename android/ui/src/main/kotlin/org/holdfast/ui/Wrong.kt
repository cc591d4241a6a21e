package org.holdfast.ui

import org.holdfast.ErrorKind
import org.holdfast.HoldfastException
import org.holdfast.InternalException

/** Why nothing was done: for the words on the screen. What was typed stays. */
data class Wrong(
    val kind: ErrorKind,
    /** Which field, where it is one. */
    val field: String? = null,
    /** What that field takes, in the library's English: no catalogue can list what each field takes. */
    val says: String? = null,
    /** Whether it is the vault's keys that are gone, for good. */
    val keysGone: Boolean = false,
) {
    companion object {
        /** What an exception of the library says. */
        fun of(problem: HoldfastException): Wrong {
            val kind = problem.kind()
            val says = if (kind == ErrorKind.FIELD) problem.message() else null
            return Wrong(kind, problem.field(), says)
        }

        /** A mistake in the program. What was to be done was not done, and nothing else was. */
        fun of(
            @Suppress("UNUSED_PARAMETER") mistake: InternalException,
        ): Wrong = Wrong(ErrorKind.OTHER)

        /** The phone's keystore has lost what the vault opens with. */
        val keysGone = Wrong(ErrorKind.DAMAGED, keysGone = true)
    }
}
