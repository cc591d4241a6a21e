package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertTrue

class OfficeTest {
    @Test
    fun aReferralComesIn() =
        scene { world ->
            val file = Files.readAllBytes(Path.of("../../cli/demo/referrals/doreen-pike.json"))
            val imported = world.ben.people().importFhir(file, Whose.ByNumber)
            assertEquals(Known.NEW, imported.known)
            assertTrue(imported.added > 10u)
            // Its sender says that the number was not verified: somebody has to compare.
            assertEquals(listOf(Unlike.NUMBER), world.ben.people().mayBe(file).single().unlike)
            val again = world.ben.people().importFhir(file, Whose.SamePerson(imported.person))
            assertEquals(Known.ALREADY, again.known)
            assertEquals(imported.person, again.person)
            assertEquals(0u, again.added)
            assertEquals(imported.added, again.unchanged)
            val row = world.ben.people().list().single()
            assertEquals(imported.person, row.person)
            assertEquals(Held.READABLE, row.held)
        }

    @Test
    fun aRoundGivesItsCarersWhatMakesTheVisitsSafe() =
        scene { world ->
            val amina = world.amina
            val round = world.ben.rounds().begin("North evenings")
            world.ben.rounds().addPerson(round, world.doreen)
            world.ben.rounds().addCarer(round, amina.identity().member)
            world.carry(world.ben, amina)
            assertEquals("Doreen", amina.people().page(world.doreen).preferred)
            val row = amina.rounds().list().single()
            assertEquals("North evenings", row.name)
            assertEquals(listOf(world.doreen), row.people)
        }

    @Test
    fun aSuggestionBecomesAnAlert() =
        scene { world ->
            val amina = world.handedOver()
            amina.suggestions().suggest(NewSuggestion(world.doreen, what = "The back step is loose", why = "I tripped"))
            world.carry(amina, world.ben)
            val open = world.ben.suggestions().open().single()
            assertEquals("Amina Yusuf", open.by.name)
            assertEquals("The back step is loose", open.what)
            world.ben.suggestions().decide(open.suggestion, Deciding.AsAlert)
            assertEquals(emptyList(), world.ben.suggestions().open())
            val ruled = world.ben.suggestions().about(world.doreen).single().ruled
            assertEquals("Ben Carter", assertIs<Ruled.Accepted>(ruled).by.name)
            val alert = world.ben.people().page(world.doreen).items().single { it.slot == Slot.ALERT }
            assertEquals("The back step is loose", alert.values.single().says.text("alert"))
        }

    @Test
    fun aDecisionIsWrittenDownWithItsReason() =
        scene { world ->
            val amina = world.handedOver()
            val new =
                NewDecision(
                    person = world.doreen,
                    visit = world.evening,
                    what = "Stayed ten minutes longer",
                    why = "She was unsettled",
                    rejected = listOf("Ring the family"),
                )
            val decision = amina.decisions().record(new)
            val shown = amina.decisions().list(world.doreen).single()
            assertEquals(decision, shown.decision)
            assertEquals("Stayed ten minutes longer", shown.says.text("what"))
            assertEquals("Ring the family", shown.says.text("rejected"))
            assertEquals("Amina Yusuf", shown.by.name)
        }

    @Test
    fun theWayInIsShownAroundAVisit() =
        scene { world ->
            val entry = typed("way_in" to "Side door", "code" to "1966")
            world.ben.people().add(world.doreen, NewItem(Slot.ENTRY_DETAILS, entry), Source.Person)
            val amina = world.handedOver()
            val shown = assertIs<WayIn.Shown>(amina.visits().wayIn(world.evening))
            assertEquals("1966", shown.details.single().says.text("code"))
            val page = amina.people().page(world.doreen)
            assertTrue(page.items().none { it.slot == Slot.ENTRY_DETAILS })

            val opens = Instant.parse("2026-11-23T08:00:00Z")
            val carers = listOf(amina.identity().member)
            val tomorrow =
                world.ben.visits().plan(NewVisit(world.doreen, opens, opens.plusSeconds(1800), carers = carers))
            world.carry(world.ben, amina)
            assertEquals(WayIn.NotBefore(opens.minusSeconds(3600)), amina.visits().wayIn(tomorrow))
            assertEquals(WayIn.AsksForAReason, world.ben.visits().wayIn(tomorrow))
            assertIs<WayIn.Shown>(world.ben.visits().wayIn(tomorrow, "The district nurse is at the door"))
            val asked = world.ben.decisions().list(world.doreen).single()
            assertEquals("The district nurse is at the door", asked.says.text("why"))
            assertFailsWith<HoldfastException> { world.ben.people().wayIn(world.doreen, "") }
        }
}
