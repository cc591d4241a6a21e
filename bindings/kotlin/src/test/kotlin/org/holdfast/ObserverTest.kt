package org.holdfast

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

private class Remembering(
    private val then: () -> Unit = {},
) : Observer {
    val seen = mutableListOf<What>()

    override fun changed(changed: Changed) {
        seen += changed.what
        then()
    }
}

class ObserverTest {
    @Test
    fun aCallbackThatThrowsDoesNoHarm() =
        scene { world ->
            val amina = world.handedOver()
            val throwing = Remembering { error("the screen is gone") }
            val other = Remembering()
            val watches = listOf(amina.observe(throwing), amina.observe(other))
            amina.visits().note(world.evening, "Saved all the same.")
            assertEquals(listOf(What.VISITS), throwing.seen)
            assertEquals(listOf(What.VISITS), other.seen)
            assertEquals(1, amina.visits().page(world.evening).recorded.size)

            watches.first().stop()
            amina.visits().note(world.evening, "And another.")
            assertEquals(listOf(What.VISITS), throwing.seen)
            assertEquals(listOf(What.VISITS, What.VISITS), other.seen)
            watches.forEach { it.close() }
        }

    @Test
    fun aCallbackMayCallTheDevice() =
        scene { world ->
            val amina = world.handedOver()
            var entries = 0u
            val watch =
                amina.observe(Remembering { entries = amina.visits().today().visits.single().entries })
            amina.visits().note(world.evening, "Saved before anybody is told.")
            assertEquals(1u, entries)
            watch.stop()
        }

    @Test
    fun changesComeAsAFlow() =
        scene { world ->
            val amina = world.handedOver()
            runBlocking {
                val seen = async(start = CoroutineStart.UNDISPATCHED) { amina.changes().take(3).toList() }
                amina.ask { visits().note(world.evening, "One.") }
                amina.ask { people().acknowledge(people().page(world.doreen).version) }
                amina.ask { lock() }
                assertEquals(listOf(What.VISITS, What.PEOPLE, What.LOCK), seen.await())
            }
        }
}
