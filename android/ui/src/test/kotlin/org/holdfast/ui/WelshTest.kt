package org.holdfast.ui

import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import org.holdfast.ObservationKind
import org.holdfast.RecordedKind
import org.junit.After
import org.junit.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** No English of the catalogue on any screen in Welsh: not shown, not spoken. */
@OptIn(ExperimentalTestApi::class)
class WelshTest {
    private val world = World()

    @After
    fun close() = world.close()

    /** Each English text that is another one in Welsh, as whole words, with whatever is filled in between. */
    private val english: Map<String, Regex> =
        ENGLISH.getValue("cy").associate { parts ->
            val words = parts.joinToString(".*") { "(?<![\\p{L}\\p{N}])${Regex.escape(it)}(?![\\p{L}\\p{N}])" }
            parts.joinToString(" … ") to Regex(words, RegexOption.DOT_MATCHES_ALL)
        }

    private fun ComposeUiTest.englishHere(): List<String> =
        onAllNodes(SemanticsMatcher("any") { true }, useUnmergedTree = true)
            .fetchSemanticsNodes()
            .flatMap { it.said() }
            .distinct()
            .map { World.WRITTEN.fold(it) { text, written -> text.replace(written, "…") } }
            .flatMap { text -> english.filterValues { it.containsMatchIn(text) }.keys.map { "“$it” in “$text”" } }

    /** Everything that can be seen or heard of it. */
    private fun SemanticsNode.said(): List<String> =
        config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
            config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() +
            listOfNotNull(config.getOrNull(SemanticsProperties.StateDescription), config.getOrNull(SemanticsProperties.PaneTitle))

    @Test
    fun `Welsh shows no English`() {
        assertTrue(english.size > 300, "${english.size}")
        assertEquals(emptyMap(), world.onEveryScreen(words = WELSH) { englishHere() }.filterValues { it.isNotEmpty() })
    }

    @Test
    fun `English that is shown is found`() {
        // The measure itself: the same check on the English screens finds English on every one of them.
        assertEquals(emptyMap(), world.onEveryScreen { englishHere() }.filterValues { it.isEmpty() })
    }

    @Test
    fun `what was chosen is in Welsh and what was written as it was written`() {
        val page = world.olu.people().page(world.doreen)
        val says =
            page.sections
                .flatMap { it.items }
                .flatMap { it.values }
                .flatMap { it.says }
        val support = says.first { it.field == "support" }
        assertEquals("administer", Words().says(support))
        assertEquals("rhoi", WELSH.says(support))
        assertEquals("ffôn symudol 07700 900123", WELSH.says(says.first { it.field == "reach" }))
        assertEquals("one tablet", WELSH.says(says.first { it.field == "dose" }))
    }

    @Test
    fun `a mood is chosen in Welsh`() {
        val visit = world.evening()
        onScreen(world.app().apply { openVisit(visit) }, words = WELSH) {
            tap(WELSH.visitMeasure)
            tap(WELSH.observation(ObservationKind.MOOD))
            tap("Tawel")
            tap(WELSH.save)
            shows("hwyliau tawel")
        }
        val seen =
            world.amina
                .visits()
                .page(visit)
                .recorded
                .filter { it.kind == RecordedKind.OBSERVATION }
        assertEquals(listOf("mood calm"), seen.map { it.says.text("observed") })
    }
}
