package org.holdfast

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class SummaryTest {
    @Test
    fun summaryWithStates() =
        scene { world ->
            val page = world.ben.people().page(world.doreen)
            assertEquals("Doreen", page.preferred)
            assertEquals("Doreen Pike", page.full)
            assertEquals(SummarySection.entries, page.sections.map { it.section })

            assertEquals(emptyList(), page.similar)
            val other = world.ben.people().begin(listOf(fullName("Doreen Pyke")), Source.Author)
            val similar = world.ben.people().page(world.doreen).similar.single()
            assertEquals(other, similar.person.person)
            assertEquals(Alike.SIMILAR, similar.alike)

            val medication = page.section(SummarySection.MEDICATION)
            assertEquals(SectionState.UNCONFIRMED, medication.state)
            assertEquals(Reason.NEVER_CONFIRMED, medication.grounds.first().reason)
            assertTrue(medication.grounds.first().sentence.isNotBlank())
            assertEquals(SectionState.MISSING, page.section(SummarySection.ESCALATION_ROUTE).state)

            val warfarin = medication.items.single()
            assertEquals(Agreement.AGREED, warfarin.agreement)
            val said = warfarin.values.single()
            assertEquals("Warfarin", said.says.text("name"))
            assertEquals("3 mg", said.says.text("strength"))
            assertEquals(Source.Told("Dr Shah", ContactChannel.PHONE), said.source)
            assertEquals("Ben Carter", said.author.name)
            assertEquals(world.time, said.written)
            assertEquals(null, said.confirmed)

            val confirmation =
                NewConfirmation(ContactChannel.PHONE, from = "Boots, High Street", reviewDue = Day(2027, 1u, 1u))
            world.ben.people().confirm(page.version, listOf(warfarin.key), confirmation)
            val after = world.ben.people().page(world.doreen).section(SummarySection.MEDICATION)
            assertEquals(SectionState.CURRENT, after.state)
            val now = after.items.single().values.single()
            assertEquals("Ben Carter", now.confirmed?.by?.name)
            assertEquals("Boots, High Street", now.confirmed?.from)
            assertEquals(Day(2027, 1u, 1u), now.reviewDue)
        }

    @Test
    fun forAParamedic() =
        scene { world ->
            val amina = world.handedOver()
            amina.visits().arrive(world.evening)
            val warfarin = amina.people().page(world.doreen).key(Slot.MEDICINE)
            amina.visits().medicine(
                world.evening,
                Dose(medicine = warfarin, name = "Warfarin 3 mg", outcome = Outcome.TAKEN_SEEN, taken = world.time),
            )
            val sheet = amina.people().paramedic(world.doreen)
            assertEquals("Doreen Pike", sheet.fullName)
            assertEquals("943 476 5919", sheet.nhsNumber)
            val allergy = sheet.allergies.single()
            assertEquals("Penicillin", allergy.says.single().says.text("agent"))
            assertEquals(Confirmed.NOT_YET, allergy.confirmed)
            assertEquals(world.time, sheet.medicines.single().lastTaken)
            assertEquals(null, sheet.dnacpr)
        }
}
