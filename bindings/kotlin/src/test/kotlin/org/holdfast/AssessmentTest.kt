package org.holdfast

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class AssessmentTest {
    @Test
    fun mayIStart() =
        scene { world ->
            val amina = world.handedOver()
            val shown = amina.visits().mayIStart(world.evening, 1u)
            assertEquals(Advice.PROCEED_WITH_CHANGES, shown.advice)
            assertEquals(Clocks.AGREE, shown.clocks)
            assertEquals(1u, shown.staffPresent)

            val byKind = shown.tasks.associateBy { it.kind }
            assertEquals(TaskAnswer.MAY_PROCEED, byKind.getValue(TaskKind.COMPANIONSHIP).answer)
            val medicine = byKind.getValue(TaskKind.MEDICINE_ADMINISTER)
            assertEquals(TaskAnswer.PAUSED, medicine.answer)
            assertTrue(medicine.instead!!.isNotBlank())
            val because = medicine.because.map { shown.findings[it.toInt()] }
            assertTrue(because.any { it.section == SummarySection.MEDICATION })
            assertTrue(shown.findings.all { it.sentence.isNotBlank() })
            assertEquals(emptyList(), shown.calls)
            assertEquals("020 7946 0100", shown.onCall)
            assertEquals(Meanwhile.entries, shown.meanwhile)

            amina.visits().wentOn(world.evening, "She was cold and could not wait", listOf("On call"), shown.version)
            // Looked at again afterwards: she went on in spite of what was shown then.
            val advice =
                amina
                    .visits()
                    .page(world.evening)
                    .recorded
                    .single { it.kind == RecordedKind.ADVICE }
            val later = amina.visits().mayIStart(world.evening, 2u)
            amina.visits().recordAdvice(world.evening, later.version)
            val recorded = amina.visits().page(world.evening).recorded
            assertEquals(
                listOf(RecordedKind.ADVICE, RecordedKind.ADVICE, RecordedKind.WENT_ON),
                recorded.map { it.kind }.sorted(),
            )
            val wentOn = recorded.single { it.kind == RecordedKind.WENT_ON }
            assertEquals("She was cold and could not wait", wentOn.says.text("because"))
            assertEquals(advice.item.text, wentOn.says.text("assessment"))
        }
}
