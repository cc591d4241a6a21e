package org.holdfast.ui

import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import org.holdfast.NewTask
import org.holdfast.TaskDone
import org.holdfast.TaskKind
import org.holdfast.ui.visit.Editor

/** Every screen, full of things. */
fun World.everyScreen(): Map<String, () -> AppModel> {
    val hoist = NewTask(TaskKind.TRANSFER, "Move to bed with the hoist", staff = 2u)
    val visit = evening(listOf(hoist, NewTask(TaskKind.COMPANIONSHIP, "A cup of tea and a talk")))
    later(35)
    amina.people().let { it.acknowledge(it.page(doreen).version) }
    dispute()
    amina.visits().arrive(visit)
    amina.visits().note(visit, "Doreen was warm and talking about her cat.")
    phone.network.value = Network.NONE
    val page = amina.visits().page(visit)
    val dose = page.medicines.first()
    val editing = { editor: Editor -> app().apply { openVisit(visit) }.also { (it.showing as Showing.Visit).model.edit(editor) } }
    return mapOf(
        "unlock" to { app(killed()) },
        "today" to { app() },
        "unplanned" to {
            app(olu).also { app ->
                (app.showing as Showing.Today).model.let { it.unplannedFor(olu.people().list().first()) }
            }
        },
        "visit" to { app().apply { openVisit(visit) } },
        "note" to { editing(Editor.Note) },
        "amend" to { editing(Editor.Amend(page.recorded.last { it.says.text("text") != null })) },
        "task" to { editing(Editor.Task(page.tasks.first(), TaskDone.NOT_DONE)) },
        "dose" to { editing(Editor.Dose(dose, dose.due.firstOrNull())) },
        "observe" to { editing(Editor.Observe) },
        "leave" to { editing(Editor.Leave) },
        "start" to { app().apply { mayIStart(visit) } },
        "go on" to { app().apply { mayIStart(visit) }.also { (it.showing as Showing.Start).model.goOn() } },
        "person" to { app().apply { openPerson(doreen) } },
        "sections" to {
            app().apply { openPerson(doreen) }.also { app ->
                (app.showing as Showing.Person).model.let { model ->
                    org.holdfast.SummarySection.entries
                        .forEach(model::toggle)
                }
            }
        },
        "settle" to {
            app().apply { openPerson(doreen) }.also { app ->
                (app.showing as Showing.Person).model.let { it.settle(checkNotNull(it.state.page).disputes.single()) }
            }
        },
        "paramedic" to { app().apply { paramedic(doreen) } },
        "safety" to { app().apply { safety() } },
    )
}

/** Checks every screen: what was found on each. */
@OptIn(ExperimentalTestApi::class)
fun World.onEveryScreen(
    scale: Float = 1f,
    words: Words = Words(),
    check: ComposeUiTest.() -> List<String>,
): Map<String, List<String>> =
    everyScreen().mapValues { (_, app) ->
        val found = mutableListOf<String>()
        onScreen(app(), scale, height = WHOLE, words = words) { found += check() }
        found
    }

/** What a screen reader says for it. */
fun SemanticsNode.spoken(): String {
    val named = config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
    if (named.isNotEmpty()) return named.joinToString()
    val text = config.getOrNull(SemanticsProperties.Text).orEmpty().joinToString { it.text }
    return text.ifEmpty { children.joinToString { it.spoken() } }
}
