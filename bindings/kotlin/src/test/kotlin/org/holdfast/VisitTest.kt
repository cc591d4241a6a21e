package org.holdfast

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue

class VisitTest {
    @Test
    fun visitWithNoteDoseAndObservation() =
        scene { world ->
            val amina = world.handedOver()
            val (visits, evening) = amina.visits() to world.evening
            visits.arrive(evening)
            world.later(5)
            val planned = visits.page(evening)
            val wash = planned.tasks.single { it.kind == TaskKind.PERSONAL_CARE }
            visits.task(evening, wash.key, TaskDone.PARTLY, "She was tired and wanted her bed")

            val warfarin = planned.medicines.single()
            assertEquals("Warfarin", warfarin.medicine.values.single().says.text("name"))
            assertEquals(listOf(java.time.Instant.parse("2026-11-22T18:00:00Z")), warfarin.due)
            assertEquals(null, warfarin.lookFirst)
            visits.medicine(
                evening,
                Dose(
                    medicine = warfarin.medicine.key,
                    name = "Warfarin 3 mg",
                    outcome = Outcome.TAKEN_SEEN,
                    version = warfarin.medicine.values.single().item,
                    due = warfarin.due.single(),
                    taken = world.time,
                ),
            )
            visits.observe(evening, ObservationKind.FLUID, "200 ml")
            visits.note(evening, "Ate half her supper.")
            world.later(20)
            visits.leave(evening, "Comfortable in bed")

            val page = visits.page(evening)
            assertEquals(VisitState.FINISHED, page.state)
            assertEquals(emptyList(), page.present)
            val result = page.tasks.single { it.kind == TaskKind.PERSONAL_CARE }.result!!
            assertEquals(TaskDone.PARTLY, result.done)
            assertEquals("She was tired and wanted her bed", result.reason)
            assertEquals("Amina Yusuf", result.author.name)
            val byKind = page.recorded.associateBy { it.kind }
            assertEquals("taken (seen)", byKind.getValue(RecordedKind.MEDICINE).says.text("outcome"))
            assertEquals("fluid 200 ml", byKind.getValue(RecordedKind.OBSERVATION).says.text("observed"))
            assertEquals("Ate half her supper.", byKind.getValue(RecordedKind.NOTE).says.text("text"))
            val lookFirst = page.medicines.single().lookFirst!!
            assertEquals(Outcome.TAKEN_SEEN, lookFirst.outcome)
            assertTrue(page.gaps.any { it is Gap.TaskNotRecorded })
            assertEquals(emptyList(), page.doubleDoses)
        }

    @Test
    fun anAmendedNoteKeepsItsFirstWords() =
        scene { world ->
            val amina = world.handedOver()
            amina.visits().note(world.evening, "Gave tea at 5.")
            val note = amina.visits().page(world.evening).recorded.single()
            world.later(1)
            amina.visits().amendNote(world.evening, note.item, "Gave tea at 6.", "wrong hour")
            val amended = amina.visits().page(world.evening).recorded.single()
            assertEquals(Wording.AMENDED, amended.wording)
            assertEquals("Gave tea at 6.", amended.says.text("text"))
            assertEquals("Gave tea at 5.", amended.before.single().says.text("text"))
            assertEquals("wrong hour", amended.amended.single().reason)
            assertEquals(note.item, amended.item)
        }

    @Test
    fun aNoteAmendedByTwoShowsBothWithTheirNames() =
        scene { world ->
            val (amina, ben) = world.handedOver() to world.ben
            amina.visits().note(world.evening, "Gave tea at 5.")
            world.carry(amina, ben)
            val note = ben.visits().page(world.evening).recorded.single()
            ben.visits().amendNote(world.evening, note.item, "Gave tea at 7.", "her daughter says so")
            world.later(1)
            amina.visits().amendNote(world.evening, note.item, "Gave tea at 6.", "wrong hour")
            world.carry(amina, ben)
            world.carry(ben, amina)
            for (device in listOf(amina, ben)) {
                val amended = device.visits().page(world.evening).recorded.single()
                assertEquals("Amina Yusuf", amended.author.name)
                assertEquals("Gave tea at 6.", amended.says.text("text"))
                assertEquals(
                    listOf("Amina Yusuf: Gave tea at 6., wrong hour", "Ben Carter: Gave tea at 7., her daughter says so"),
                    amended.amended.map { "${it.author.name}: ${it.says.text("text")}, ${it.reason}" },
                )
                assertEquals("Gave tea at 5.", amended.before.single().says.text("text"))
            }
        }

    @Test
    fun aDraftIsThereAfterTheAppWasKilled() =
        scene { world ->
            val amina = world.handedOver()
            val slot = "note/${world.evening.text}"
            amina.drafts().keep(slot, "Found Doreen on the")
            Device.withClock(world.path("amina"), world.clock).use { again ->
                again.unlockWithPin(null, World.PIN, world.keystore("amina"))
                assertEquals("Found Doreen on the", again.drafts().kept(slot))
                again.drafts().forget(slot)
                assertEquals(null, again.drafts().kept(slot))
            }
        }

    @Test
    fun aVisitIsSignedOff() =
        scene { world ->
            val amina = world.handedOver()
            amina.visits().arrive(world.evening)
            amina.visits().leave(world.evening)
            world.carry(amina, world.olu)
            val olu = world.olu
            assertEquals(Signed.NotYet, olu.visits().page(world.evening).signed)
            olu.visits().signOff(world.evening, "Seen")
            val signed = assertIs<Signed.Yes>(olu.visits().page(world.evening).signed)
            assertEquals("Olu Adeyemi", signed.signature.by.name)
            assertEquals(OwnVisit.NO, signed.signature.ownVisit)
        }

    @Test
    fun whatWasEnteredForTheWrongPersonMoves() =
        scene { world ->
            val amina = world.handedOver()
            amina.visits().note(world.evening, "Winston would like the news on.")
            world.carry(amina, world.olu)
            val winston = world.olu.people().begin(listOf(preferred("Winston")), Source.Author)
            val note = world.olu.visits().page(world.evening).recorded.single()
            val there =
                world.olu.visits().wrongPerson(
                    Misplaced(world.evening, listOf(note.item), "two phones", Belongs.ToPerson(winston)),
                )!!
            val moved = world.olu.visits().page(there).recorded.single { it.kind == RecordedKind.NOTE }
            assertEquals("Winston would like the news on.", moved.says.text("text"))
            assertEquals("Amina Yusuf", moved.author.name)
            val marked = world.olu.visits().page(world.evening).marked.single()
            assertEquals("two phones", marked.reason)
            world.carry(world.olu, amina)
            assertEquals(emptyList(), amina.visits().page(world.evening).recorded)
        }
}
