package org.holdfast

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import kotlin.test.assertEquals
import kotlin.test.assertFalse

class AskTest {
    @Test
    fun whatWasAskedForIsSavedAlthoughItsScreenClosed() =
        scene { world ->
            val (amina, evening) = world.handedOver() to world.evening
            // One thread: what is asked while it is taken has not begun.
            val thread = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
            runBlocking {
                val (asked, closed) = CountDownLatch(1) to CountDownLatch(1)
                val before =
                    launch(Dispatchers.Default) {
                        amina.ask(thread) {
                            asked.countDown()
                            closed.await()
                        }
                    }
                asked.await()
                val screen = CoroutineScope(Job() + Dispatchers.Default)
                var wentOn = false
                val save =
                    screen.launch(start = CoroutineStart.UNDISPATCHED) {
                        amina.ask(thread) { visits().note(evening, "Saved although the screen closed.") }
                        wentOn = true
                    }
                screen.cancel()
                closed.countDown()
                joinAll(before, save)
                assertFalse(wentOn)
            }
            thread.close()
            val note =
                amina
                    .visits()
                    .page(evening)
                    .recorded
                    .single()
            assertEquals("Saved although the screen closed.", note.says.text("text"))
        }

    @Test
    fun callsAreAnsweredInTheOrderOfAsking() =
        scene { world ->
            val amina = world.handedOver()
            val answered = ConcurrentLinkedQueue<Int>()
            runBlocking {
                repeat(1000) { number ->
                    launch(start = CoroutineStart.UNDISPATCHED) {
                        amina.ask {
                            drafts().keep("note/of-many", "letter $number")
                            answered += number
                        }
                    }
                }
            }
            assertEquals((0 until 1000).toList(), answered.toList())
            assertEquals("letter 999", amina.drafts().kept("note/of-many"))
        }
}
