package org.holdfast.ui

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable

/** A phone that was never set up. Setting it up is a screen of its own. */
@Composable
fun NotSetUpScreen() {
    val words = LocalWords.current
    Page(words.notSetUp, null) { Text(words.notSetUpHelp) }
}
