package org.holdfast.app

import org.junit.Test
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** What the manifest promises, and that every class it names is there. */
class ManifestTest {
    private fun xml(path: String): Element =
        DocumentBuilderFactory
            .newInstance()
            .newDocumentBuilder()
            .parse(File("src/main", path))
            .documentElement

    private fun Element.all(name: String): List<Element> =
        getElementsByTagName(name).let { found ->
            List(found.length) {
                found.item(it) as Element
            }
        }

    private val manifest = xml("AndroidManifest.xml")

    @Test
    fun `nothing goes into a backup`() {
        val app = manifest.all("application").single()
        assertEquals("false", app.getAttribute("android:allowBackup"))
        assertEquals("false", app.getAttribute("android:fullBackupContent"))
        val rules = xml("res/xml/data_extraction_rules.xml")
        val domains = setOf("root", "file", "database", "sharedpref", "external")
        listOf("cloud-backup", "device-transfer").forEach { way ->
            val excluded = rules.all(way).single().all("exclude")
            assertEquals(domains, excluded.map { it.getAttribute("domain") }.toSet(), way)
            assertTrue(excluded.all { it.getAttribute("path") == "." })
        }
    }

    @Test
    fun `only the first screen may be opened by others`() {
        val exported =
            listOf("activity", "service", "provider").flatMap { manifest.all(it) }.filter {
                it.getAttribute("android:exported") !=
                    "false"
            }
        assertEquals(listOf("org.holdfast.app.MainActivity"), exported.map { it.getAttribute("android:name") })
        assertEquals("android.permission.BIND_JOB_SERVICE", manifest.all("service").single().getAttribute("android:permission"))
    }

    @Test
    fun `every class it names is there`() {
        val named =
            listOf(
                "application",
                "activity",
                "service",
                "provider",
            ).flatMap { manifest.all(it) }.map { it.getAttribute("android:name") }
        named.forEach { Class.forName(it, false, javaClass.classLoader) }
        assertEquals(4, named.size)
    }

    @Test
    fun `what it shows is worded in every language`() {
        val app = manifest.all("application").single()
        val shown = listOf("label", "description").map { app.getAttribute("android:$it").removePrefix("@string/") }
        val english = generated("values/strings.xml").all("string").associateBy { it.getAttribute("name") }
        assertEquals(english.keys, shown.toSet())
        val translated = english.filterValues { it.getAttribute("translatable") != "false" }.mapValues { it.value.textContent }
        val languages = generated("${app.getAttribute("android:localeConfig").removePrefix("@")}.xml").all("locale")
        val others = languages.map { it.getAttribute("android:name") } - "en"
        assertTrue("cy" in others)
        others.forEach { language ->
            val found = generated("values-$language/strings.xml").all("string").associate { it.getAttribute("name") to it.textContent }
            assertEquals(translated.keys, found.keys, language)
            assertTrue(found.none { (name, text) -> text == translated[name] }, language)
        }
    }

    private fun generated(path: String): Element =
        DocumentBuilderFactory
            .newInstance()
            .newDocumentBuilder()
            .parse(File("target/generated/words", path))
            .documentElement
}
