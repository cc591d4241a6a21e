package org.holdfast.ui

import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import org.holdfast.NewTask
import org.holdfast.TaskKind
import org.holdfast.ui.visit.Editor
import org.jetbrains.skia.EncodedImageFormat
import org.junit.After
import org.junit.Assume.assumeTrue
import org.junit.Test
import java.io.File

/** `cargo xtask android screens`: every screen at phone size in each language, for looking at. In a plain test it does nothing. */
class ScreensTest {
    private val into = System.getProperty("holdfast.screens").orEmpty()
    private val world by lazy { World() }

    @After
    fun close() {
        if (into.isNotEmpty()) world.close()
    }

    @Test
    fun screens() {
        assumeTrue(into.isNotEmpty())
        val tasks =
            listOf(
                NewTask(TaskKind.TRANSFER, "Move to bed with the hoist", staff = 2u),
                NewTask(TaskKind.PERSONAL_CARE, "Wash and dress for bed"),
                NewTask(TaskKind.COMPANIONSHIP, "A cup of tea and a talk"),
            )
        val six = world.evening(tasks)
        world.evening(starts = World.START.plusSeconds(3 * 3600))
        world.later(35)
        world.amina.people().let { it.acknowledge(it.page(world.doreen).version) }
        world.dispute()
        world.amina.visits().arrive(six)
        world.amina.visits().note(six, "Doreen was warm and talking about her cat. She drank half a cup of tea.")
        val page = world.amina.visits().page(six)
        world.phone.network.value = Network.NONE
        picture("unlock", world.app(world.killed()))
        picture("today", world.app())
        picture("visit", world.app().apply { openVisit(six) })
        picture("note", world.app().apply { note(six) })
        picture(
            "dose",
            world.app().apply {
                visit(six).edit(
                    Editor.Dose(
                        page.medicines.first(),
                        page.medicines
                            .first()
                            .due
                            .firstOrNull(),
                    ),
                )
            },
        )
        picture("observe", world.app().apply { visit(six).edit(Editor.Observe) })
        picture("leave", world.app().apply { visit(six).edit(Editor.Leave) })
        picture("start", world.app().apply { mayIStart(six) })
        picture("person", world.app().apply { openPerson(world.doreen) })
        picture("paramedic", world.app().apply { paramedic(world.doreen) })
        picture("safety", world.app().apply { safety() })
    }

    private fun AppModel.visit(visit: org.holdfast.VisitId) = apply { openVisit(visit) }.let { (it.showing as Showing.Visit).model }

    private fun picture(
        name: String,
        app: AppModel,
    ) = CATALOGUES.map(::Words).forEach { words ->
        val called = "$name-${words.language}"
        write(app, words, "$called-light", dark = false, scale = 1f)
        write(app, words, "$called-dark", dark = true, scale = 1f)
        write(app, words, "$called-200", dark = false, scale = 2f)
        // The whole of a long screen, as if the phone were three times as long.
        write(app, words, "$called-whole", dark = false, scale = 1f, height = 3 * HEIGHT)
    }

    private fun write(
        app: AppModel,
        words: Words,
        name: String,
        dark: Boolean,
        scale: Float,
        height: Int = HEIGHT,
    ) = ImageComposeScene(width = 2 * WIDTH, height = 2 * height, density = Density(2f)) {
        TextAt(scale) { HoldfastTheme(words, dark) { HoldfastApp(app) } }
    }.use { scene ->
        scene.render(0)
        val bytes = checkNotNull(scene.render(SECOND).encodeToData(EncodedImageFormat.PNG)).bytes
        File(into).mkdirs()
        File(into, "$name.png").writeBytes(bytes)
    }

    private companion object {
        const val SECOND = 1_000_000_000L
    }
}
