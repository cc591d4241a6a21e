package org.holdfast.ui

import org.junit.Test
import java.time.Instant
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The generated words, beside what Fluent's own library says. */
class WordsTest {
    private val welsh = Words.preferring(listOf("cy-GB"))

    @Test
    fun `the generated words say what Fluent says`() {
        val samples = samples()
        assertTrue(samples.size > 700, "${samples.size}")
        samples.forEach { assertEquals(it.fluent, it.generated, it.what) }
    }

    @Test
    fun `the phone's language is spoken, and English where there are no words in it`() {
        assertEquals("cy", welsh.language)
        assertEquals("cy", Words.preferring(listOf("pl-PL", "cy", "en-GB")).language)
        assertEquals("en", Words.preferring(listOf("en-US", "cy")).language)
        assertEquals("en", Words.preferring(listOf("pl-PL")).language)
        assertEquals("en", Words.preferring(emptyList()).language)
    }

    @Test
    fun `days have their names in each language`() {
        val sunday = Instant.parse("2026-11-22T18:05:00Z")
        val now = Instant.parse("2026-11-24T09:00:00Z")
        assertEquals("Sunday 22 November", Words().day(sunday))
        assertEquals("22 Nov 2026, 18:05", Words().at(sunday, now))
        assertEquals("Date of birth: 7 March 1941", Words().born("1941-03-07"))
        assertEquals("Dydd Sul 22 Tachwedd", welsh.day(sunday))
        assertEquals("22 Tach 2026, 18:05", welsh.at(sunday, now))
        assertEquals("Dyddiad geni: 7 Mawrth 1941", welsh.born("1941-03-07"))
    }
}
