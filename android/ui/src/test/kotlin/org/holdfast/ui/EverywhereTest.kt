package org.holdfast.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.size
import androidx.compose.material3.ColorScheme
import androidx.compose.material3.Text
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.runDesktopComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.dp
import org.junit.After
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What must hold on every screen. */
@OptIn(ExperimentalTestApi::class)
class EverywhereTest {
    private val world = World()

    @After
    fun close() = world.close()

    private fun onEvery(
        scale: Float = 1f,
        words: Words = Words(),
        check: ComposeUiTest.() -> List<String>,
    ) = assertEquals(emptyMap(), world.onEveryScreen(scale, words, check).filterValues { it.isNotEmpty() })

    private fun ComposeUiTest.controls(): List<SemanticsNode> =
        onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsActions.OnClick)).fetchSemanticsNodes()

    @Test
    fun `every control has a spoken name and a role`() =
        onEvery {
            val nodes = controls()
            assertTrue(nodes.isNotEmpty(), "expected a control on every screen")
            nodes.mapNotNull { node ->
                val typed = node.config.getOrNull(SemanticsProperties.EditableText) != null
                val role = node.config.getOrNull(SemanticsProperties.Role)
                when {
                    node.spoken().isBlank() -> "a control without a name at ${node.boundsInRoot}"
                    role == null && !typed -> "no role: ${node.spoken()}"
                    else -> null
                }
            }
        }

    @Test
    fun `no two controls of a screen are spoken alike`() =
        onEvery {
            controls()
                .groupBy { it.spoken() }
                .filter { it.value.size > 1 }
                .map { (name, nodes) -> "${nodes.size} times: $name" }
        }

    @Test
    fun `touch targets are large enough`() =
        onEvery {
            controls().filter { it.size.width < TARGET || it.size.height < TARGET }.map { "${it.spoken()} ${it.size}" }
        }

    @Test
    fun `text at 200 percent is not clipped`() =
        onEvery(scale = 2f) {
            val texts = texts()
            assertTrue(texts.isNotEmpty(), "expected a text on every screen")
            texts.filter { it.isClipped() }.map { "clipped: ${it.spoken()}" } +
                overlaps(texts.filter { it.config.getOrNull(SemanticsProperties.EditableText) == null })
        }

    @Test
    fun `a text that does not fit is found`() {
        // The measure itself: the same check on a row that is too low finds its text.
        runDesktopComposeUiTest(WIDTH, HEIGHT) {
            setContent {
                TextAt(2f) {
                    HoldfastTheme(Words(), false) {
                        Box(Modifier.size(200.dp, 24.dp)) {
                            Text("Doreen Ashworth of Harbour Street in the old town")
                        }
                    }
                }
            }
            assertEquals(1, texts().count { it.isClipped() })
        }
    }

    @Test
    fun `text at 200 percent is not clipped in Welsh`() =
        onEvery(scale = 2f, words = WELSH) { texts().filter { it.isClipped() }.map { "clipped: ${it.spoken()}" } }

    private fun ComposeUiTest.texts(): List<SemanticsNode> =
        onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsActions.GetTextLayoutResult), useUnmergedTree = true).fetchSemanticsNodes()

    /** A text is clipped when it is laid out larger than the room it was given. Nothing is scrolled away here. */
    private fun SemanticsNode.isClipped(): Boolean {
        val layouts = mutableListOf<TextLayoutResult>()
        config
            .getOrNull(SemanticsActions.GetTextLayoutResult)
            ?.action
            ?.invoke(layouts)
        val seen = boundsInRoot
        return seen.height + 1 < size.height ||
            seen.width + 1 < size.width ||
            layouts.any { layout ->
                val lines = 0 until layout.lineCount
                layout.multiParagraph.height > layout.size.height + 1 ||
                    layout.multiParagraph.didExceedMaxLines ||
                    lines.any { layout.getLineRight(it) - layout.getLineLeft(it) > layout.size.width + 1 }
            }
    }

    /** Two texts that lie on one another. */
    private fun overlaps(texts: List<SemanticsNode>): List<String> =
        texts.flatMapIndexed { at, one ->
            texts.drop(at + 1).filter { other -> one.boundsInRoot.deflate(1f).overlaps(other.boundsInRoot.deflate(1f)) }.map { other ->
                "${one.spoken()} lies on ${other.spoken()}"
            }
        }

    @Test
    fun `contrast is AA in light and dark`() {
        listOf("light" to Light, "dark" to Dark).forEach { (name, colours) ->
            colours.pairs().forEach { (what, pair) -> assertTrue(contrast(pair) >= AA, "$name, $what: ${contrast(pair)}") }
            val outline = contrast(colours.scheme.outline to colours.scheme.background)
            assertTrue(outline >= AA_SHAPES, "$name, outline: $outline")
        }
    }

    private fun Colours.pairs(): Map<String, Pair<Color, Color>> {
        val s: ColorScheme = scheme
        val grounds = mapOf("background" to s.background, "card" to s.surfaceContainerLow, "surface" to s.surface)
        val inks = mapOf("text" to s.onSurface, "small" to s.onSurfaceVariant, "act" to s.primary)
        val text = grounds.flatMap { (ground, under) -> inks.map { (ink, on) -> "$ink on $ground" to (on to under) } }
        val tones = mapOf("calm" to states.calm, "notice" to states.notice, "warning" to states.warning, "alert" to states.alert)
        val pairs =
            mapOf(
                "primary" to (s.onPrimary to s.primary),
                "primary container" to (s.onPrimaryContainer to s.primaryContainer),
                "secondary container" to (s.onSecondaryContainer to s.secondaryContainer),
                "error" to (s.error to s.background),
            )
        return text.toMap() + tones.mapValues { (_, tone) -> tone.on to tone.under } + pairs
    }

    /** WCAG 2.2, relative luminance. */
    private fun contrast(pair: Pair<Color, Color>): Float {
        val (one, other) = pair.first.luminance() to pair.second.luminance()
        return (maxOf(one, other) + 0.05f) / (minOf(one, other) + 0.05f)
    }

    private companion object {
        const val TARGET = 48
        const val AA = 4.5f
        const val AA_SHAPES = 3f
    }
}
