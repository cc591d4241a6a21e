package org.holdfast

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs

class DisputeTest {
    @Test
    fun aDisputeIsShownAndSettled() =
        scene { world ->
            val (olu, ben) = world.olu to world.ben
            val key = ben.people().page(world.doreen).key(Slot.TRANSFERS)
            world.carry(ben, olu)
            ben.people().edit(world.doreen, key, typed("how" to "With a hoist and two carers"), Source.Author)
            olu.people().edit(world.doreen, key, typed("how" to "With a slide board"), Source.Author)
            world.carry(ben, olu)

            val dispute = olu.disputes().list().single()
            assertEquals("Doreen", dispute.name)
            assertEquals(key, dispute.key)
            val sides = assertIs<Disputed.Values>(dispute.about).item.values
            assertEquals(
                setOf("Ben Carter: With a hoist and two carers", "Olu Adeyemi: With a slide board"),
                sides.map { "${it.author.name}: ${it.says.text("how")}" }.toSet(),
            )
            val page = olu.people().page(world.doreen)
            assertEquals(listOf(dispute), page.disputes)
            assertEquals(SectionState.DISPUTED, page.section(SummarySection.MOBILITY_AND_FALLS).state)

            val hoist = sides.single { it.author.name == "Ben Carter" }.item
            olu.disputes().settle(dispute.version, Choice.This(hoist), "Ben assessed her today")
            assertEquals(emptyList(), olu.disputes().list())
            world.carry(olu, ben)
            val agreed = ben.people().page(world.doreen).items().single { it.slot == Slot.TRANSFERS }
            assertEquals(Agreement.AGREED, agreed.agreement)
            assertEquals("With a hoist and two carers", agreed.values.single().says.text("how"))
            assertEquals("Ben assessed her today", agreed.values.single().reason)
        }

    @Test
    fun whoeverSettlesForARemovalBringsNothingBack() =
        scene { world ->
            val (olu, ben) = world.olu to world.ben
            val key = ben.people().page(world.doreen).key(Slot.TRANSFERS)
            world.carry(ben, olu)
            ben.people().remove(world.doreen, key, "She walks alone now")
            olu.people().edit(world.doreen, key, typed("how" to "With a slide board"), Source.Author)
            world.carry(ben, olu)

            val dispute = olu.disputes().list().single()
            val sides = assertIs<Disputed.Values>(dispute.about).item.values
            val removal = sides.single { it.author.name == "Ben Carter" }
            assertEquals(Stands.REMOVED, removal.stands)
            olu.disputes().settle(dispute.version, Choice.This(removal.item), "Ben walked with her")
            assertEquals(emptyList(), olu.disputes().list())
            world.carry(olu, ben)
            for (device in listOf(olu, ben)) {
                val said = device.people().page(world.doreen).items().filter { it.slot == Slot.TRANSFERS }
                assertEquals(emptyList(), said.flatMap { it.values }.filter { it.stands == Stands.PRESENT })
            }
        }

    @Test
    fun whatCameInSinceADisputeWasShownIsNotSettledUnseen() =
        scene { world ->
            val (olu, ben) = world.olu to world.ben
            val key = ben.people().page(world.doreen).key(Slot.TRANSFERS)
            world.carry(ben, olu)
            ben.people().edit(world.doreen, key, typed("how" to "With a hoist and two carers"), Source.Author)
            olu.people().edit(world.doreen, key, typed("how" to "With a slide board"), Source.Author)
            world.carry(ben, olu)
            world.carry(olu, ben)
            val shown = olu.disputes().list().single()
            val hoist = Choice.Other(typed("how" to "With a hoist and two carers"))
            ben.disputes().settle(ben.disputes().list().single().version, hoist, "Ben assessed her today")
            world.carry(ben, olu)
            val changed =
                assertFailsWith<HoldfastException> {
                    olu.disputes().settle(shown.version, Choice.Removed, "She walks alone now")
                }
            assertEquals(ErrorKind.CHANGED, changed.kind())
            val agreed = olu.people().page(world.doreen).items().single { it.slot == Slot.TRANSFERS }
            assertEquals("With a hoist and two carers", agreed.values.single().says.text("how"))
        }
}
