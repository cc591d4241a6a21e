package org.holdfast

import org.junit.jupiter.api.Test
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertIs

class TodayTest {
    @Test
    fun today() =
        scene { world ->
            val amina = world.handedOver()
            val today = amina.visits().today()
            assertEquals("Amina Yusuf", today.me.name)
            assertEquals(Safe.Nothing, today.safe)
            assertEquals(null, today.heard)
            assertEquals(world.time, today.now)

            val visit = today.visits.single()
            assertEquals("Doreen", visit.name)
            assertEquals(world.doreen, visit.person)
            assertEquals(VisitState.PLANNED, visit.state)
            assertEquals(Instant.parse("2026-11-22T17:45:00Z"), visit.starts)
            assertEquals(Instant.parse("2026-11-22T18:15:00Z"), visit.ends)
            assertEquals(listOf("Amina Yusuf"), visit.assigned.map { it.name })
            assertEquals(3u, visit.tasks)
            assertEquals(0u, visit.entries)

            assertEquals(LastRead.NEVER, visit.reading)
            assertEquals(emptyList(), today.others)

            amina.people().acknowledge(amina.people().page(world.doreen).version)
            amina.visits().arrive(visit.visit)
            val after = amina.visits().today()
            assertEquals(VisitState.UNDER_WAY, after.visits.single().state)
            assertEquals(LastRead.AS_IT_STANDS, after.visits.single().reading)
            assertEquals(2uL, assertIs<Safe.OnlyHere>(after.safe).entries)

            val winston = world.ben.people().begin(listOf(preferred("Winston")), Source.Author)
            val ben = world.ben.visits().today()
            assertEquals(listOf(winston), ben.others.map { it.person })
        }
}
