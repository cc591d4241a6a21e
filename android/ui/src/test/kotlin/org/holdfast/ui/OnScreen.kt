package org.holdfast.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.unit.Density
import kotlin.test.assertEquals

/** The size of a small phone, in dp. */
const val WIDTH = 360
const val HEIGHT = 800

/** The other language that there are words in. */
val WELSH = Words.preferring(listOf("cy"))

/** As if the phone were so long that nothing has to be scrolled to. */
const val WHOLE = 16_000

/** Text as large as somebody set it. */
@Composable
fun TextAt(
    scale: Float,
    content: @Composable () -> Unit,
) = CompositionLocalProvider(LocalDensity provides Density(LocalDensity.current.density, scale), content = content)

/** Shows the app on a phone's screen. */
@OptIn(ExperimentalTestApi::class)
fun onScreen(
    app: AppModel,
    scale: Float = 1f,
    dark: Boolean = false,
    height: Int = HEIGHT,
    words: Words = Words(),
    scene: ComposeUiTest.() -> Unit,
) = runDesktopComposeUiTest(width = WIDTH, height = height) {
    setContent { TextAt(scale) { HoldfastTheme(words, dark) { HoldfastApp(app) } } }
    scene()
}

@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.tap(text: String) {
    val button = hasText(text) and hasClickAction()
    if (onAllNodes(button).fetchSemanticsNodes().isEmpty()) reach(text)
    val node = onAllNodes(button).onFirst()
    runCatching { node.performScrollTo() }
    node.performClick()
    waitForIdle()
}

/** By its spoken name. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.tapNamed(name: String) {
    onNodeWithContentDescription(name).performScrollTo().performClick()
    waitForIdle()
}

@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.type(
    label: String,
    text: String,
) {
    val field = hasText(label) and hasSetTextAction()
    val node = onNode(field)
    runCatching { node.performScrollTo() }
    node.performTextInput(text)
    waitForIdle()
}

/** Whether a text is somewhere on the screen, scrolled to or not. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.shows(text: String) {
    reach(text).assertExists("expected \"$text\" on the screen")
}

/** That a text is nowhere on the screen. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.showsNot(text: String) = assertEquals(0, onAllNodesWithText(text, substring = true).fetchSemanticsNodes().size, text)

/** Scrolls to a text. A long list makes its rows only when they come into view. */
@OptIn(ExperimentalTestApi::class)
fun ComposeUiTest.reach(text: String): SemanticsNodeInteraction {
    if (onAllNodesWithText(text, substring = true).fetchSemanticsNodes().isEmpty()) {
        val lists = onAllNodes(hasScrollToNodeAction())
        if (lists.fetchSemanticsNodes().isNotEmpty()) lists.onFirst().performScrollToNode(hasText(text, substring = true))
    }
    val node = onAllNodesWithText(text, substring = true).onFirst()
    runCatching { node.performScrollTo() }
    return node
}
