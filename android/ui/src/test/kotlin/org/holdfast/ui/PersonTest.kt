package org.holdfast.ui

import androidx.compose.ui.test.ExperimentalTestApi
import org.holdfast.ContactChannel
import org.holdfast.Day
import org.holdfast.LastRead
import org.holdfast.NewConfirmation
import org.holdfast.SectionState
import org.holdfast.Slot
import org.holdfast.Source
import org.holdfast.SummarySection
import org.junit.After
import org.junit.Test
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class PersonTest {
    private val world = World()
    private val words = Words()

    @After
    fun close() = world.close()

    private fun app() = world.app().apply { openPerson(world.doreen) }

    @Test
    fun `six sections each tell their state by word shape and colour`() {
        world.evening()
        val sections =
            world.amina
                .people()
                .page(world.doreen)
                .sections
        assertEquals(SummarySection.entries, sections.map { it.section })
        onScreen(app()) {
            shows("Doreen Ashworth")
            shows("NHS number: 943 476 5919")
            sections.forEach {
                shows(words.section(it.section))
                shows(words.sectionState(it.state))
            }
        }
        // A word, a shape and a colour of its own: no two states share a word or a shape.
        assertEquals(
            SectionState.entries.size,
            SectionState.entries
                .map { words.sectionState(it) }
                .toSet()
                .size,
        )
        assertEquals(
            SectionState.entries.size,
            SectionState.entries
                .map { it.glyph.name }
                .toSet()
                .size,
        )
        val tones = SectionState.entries.associateWith { Light.states.of(it) }
        assertTrue(tones.getValue(SectionState.CURRENT) != tones.getValue(SectionState.STALE))
        assertTrue(tones.getValue(SectionState.STALE) != tones.getValue(SectionState.DISPUTED))
    }

    @Test
    fun `what changed since you were last here is told item by item`() {
        world.evening()
        world.amina.people().let { it.acknowledge(it.page(world.doreen).version) }
        world.later(10)
        world.olu.people().edit(world.doreen, world.key(Slot.TRANSFERS), typed("how" to "With a hoist and two carers"), Source.Author)
        world.carry()
        onScreen(app()) {
            shows("You read this 17:30")
            shows("changed")
            shows("With a hoist and two carers")
            shows(words.before)
            shows("With a frame and one carer")
        }
    }

    @Test
    fun `read and understood binds to what was shown`() {
        world.evening()
        onScreen(app()) {
            tap(words.readAndUnderstood)
            shows(words.saved)
            showsNot(words.readAndUnderstood)
        }
        assertEquals(
            LastRead.AS_IT_STANDS,
            world.amina
                .people()
                .page(world.doreen)
                .reading,
        )

        // What comes in after the screen was drawn is not acknowledged by a tap that was meant for what it showed.
        val shown =
            world.amina
                .people()
                .page(world.doreen)
                .version
        world.later(1)
        world.olu.people().edit(world.doreen, world.key(Slot.TRANSFERS), typed("how" to "With a hoist"), Source.Author)
        world.carry()
        onScreen(app()) {
            tap(words.readAndUnderstood)
            shows(words.saved)
        }
        assertTrue(
            shown !=
                world.amina
                    .people()
                    .page(world.doreen)
                    .version,
        )
        assertEquals(
            LastRead.AS_IT_STANDS,
            world.amina
                .people()
                .page(world.doreen)
                .reading,
        )
    }

    @Test
    fun `a dispute is shown side by side`() {
        world.evening()
        world.dispute()
        onScreen(app()) {
            shows(words.disputes)
            shows(words.phoneBeforeYouRely)
            val hoist = reach("With a hoist and two carers").fetchSemanticsNode().boundsInRoot
            val board = reach("With a slide board").fetchSemanticsNode().boundsInRoot
            assertTrue(hoist.right <= board.left || board.right <= hoist.left, "$hoist beside $board")
            shows("Ben Carter, 17:30")
            shows("Olu Adeyemi, 17:30")
        }
    }

    @Test
    fun `settling a dispute asks why`() {
        world.doreen
        world.dispute()
        // Olu may settle it: the same screens on her device.
        val olu = world.app(world.olu).apply { openPerson(world.doreen) }
        onScreen(olu) {
            tap(words.settle)
            tap("With a slide board")
            tap(words.save)
            shows("expected")
            assertEquals(
                1,
                world.olu
                    .disputes()
                    .list()
                    .size,
            )
            type(words.settleWhy, "The physiotherapist was here today.")
            tap(words.save)
            shows(words.saved)
            showsNot(words.phoneBeforeYouRely)
        }
        assertEquals(
            0,
            world.olu
                .disputes()
                .list()
                .size,
        )
    }

    @Test
    fun `what came in since a dispute was shown is not settled unseen`() {
        world.doreen
        world.dispute()
        val olu = world.app(world.olu).apply { openPerson(world.doreen) }
        onScreen(olu) {
            tap(words.settle)
            tap("With a slide board")
            type(words.settleWhy, "The physiotherapist was here today.")
            val belt = typed("how" to "With a belt and two carers")
            world.ben.people().edit(world.doreen, world.key(Slot.TRANSFERS), belt, Source.Author)
            world.carry(world.ben, world.olu)
            tap(words.save)
            shows("Somebody changed this meanwhile.")
            shows("With a belt and two carers")
            assertEquals(
                1,
                world.olu
                    .disputes()
                    .list()
                    .size,
            )
            tap(words.save)
            shows(words.saved)
        }
        val agreed = world.olu.people().page(world.doreen)
        assertEquals(emptyList(), agreed.disputes)
    }

    @Test
    fun `stale guidance says since when`() {
        world.evening()
        val page = world.olu.people().page(world.doreen)
        val lastMonth = NewConfirmation(ContactChannel.PHONE, from = "Boots, High Street", validUntil = Day(2026, 11u, 20u))
        world.olu.people().confirm(page.version, listOf(world.key(Slot.MEDICINE)), lastMonth)
        world.carry()
        onScreen(app()) {
            shows("stale")
            shows("This was to be used until a day that has passed.")
            shows("Since 21 Nov 2026")
        }
    }

    @Test
    fun `none known is told apart from nothing written`() {
        world.evening()
        world.olu.people().noneKnown(world.doreen, Slot.SAFEGUARDING_FLAG, Source.Author)
        world.carry()
        onScreen(app()) {
            shows("Nothing is written here")
            tap(words.section(SummarySection.RISKS_AND_TRIGGERS))
            shows("none known")
        }
    }

    @Test
    fun `the paramedic sheet holds what a crew needs`() {
        val visit = world.evening()
        world.later(Duration.ofMinutes(40).toMinutes())
        val levodopa = world.key(Slot.MEDICINE, world.amina)
        world.amina.visits().medicine(
            visit,
            org.holdfast.Dose(medicine = levodopa, name = "Levodopa 100 mg", outcome = org.holdfast.Outcome.TAKEN_SEEN, taken = world.now),
        )
        onScreen(app()) {
            tap(words.paramedic)
            shows("Doreen Ashworth")
            shows("943 476 5919")
            shows("1941")
            shows("Penicillin")
            shows("Levodopa")
            shows("Last taken 18:10")
            shows(words.inAnyDoubt)
            shows("June Ashworth")
            shows("say your name first")
        }
    }
}
