package org.holdfast.ui

import androidx.compose.runtime.Composable

/** A phone with a vault that does not open: why, and what to do. */
@Composable
fun CannotOpenScreen(
    wrong: Wrong,
    onAgain: () -> Unit,
) {
    val words = LocalWords.current
    Page(words.unlockTitle, null, below = { Act(words.unlockOpen, onAgain) }) { Refusal(wrong) }
}
