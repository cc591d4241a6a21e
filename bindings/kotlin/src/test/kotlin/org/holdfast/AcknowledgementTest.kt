package org.holdfast

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

class AcknowledgementTest {
    @Test
    fun acknowledgement() =
        scene { world ->
            val amina = world.handedOver()
            val first = amina.people().page(world.doreen)
            assertEquals(LastRead.NEVER, first.reading)
            assertEquals(null, first.lastRead)
            assertTrue(first.changes.all { it.differs == Differs.NEW })
            amina.people().acknowledge(first.version)
            val read = amina.people().page(world.doreen)
            assertEquals(LastRead.AS_IT_STANDS, read.reading)
            assertEquals(world.time, read.lastRead)
            assertEquals(emptyList(), read.changes)

            world.later(10)
            val key = first.key(Slot.TRANSFERS)
            world.ben.people().edit(world.doreen, key, typed("how" to "With a hoist and two carers"), Source.Author)
            world.carry(world.ben, amina)
            val changed = amina.people().page(world.doreen)
            assertEquals(LastRead.BEFORE_CHANGES, changed.reading)
            val change = changed.changes.single()
            assertEquals(Differs.CHANGED, change.differs)
            assertEquals(Asks.READ_AGAIN, change.asks)
            assertEquals("With a frame and one carer", change.before.single().says.text("how"))
            assertEquals("With a hoist and two carers", change.now.single().says.text("how"))

            val old = assertFailsWith<HoldfastException> { amina.people().acknowledge(read.version) }
            assertEquals(ErrorKind.CHANGED, old.kind())
            amina.people().acknowledge(changed.version)
            assertEquals(LastRead.AS_IT_STANDS, amina.people().page(world.doreen).reading)
        }
}
