package org.holdfast.ui.visit

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.text.style.TextDecoration
import org.holdfast.FieldShown
import org.holdfast.Recorded
import org.holdfast.RecordedKind
import org.holdfast.VisitPage
import org.holdfast.When
import org.holdfast.Wording
import org.holdfast.ui.Beside
import org.holdfast.ui.Card
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Quiet
import org.holdfast.ui.Small
import java.time.Instant

/** Everything that was written, the latest first, with what was first written beside what amends it. */
@Composable
fun Record(
    page: VisitPage,
    now: Instant,
    onEdit: (Editor) -> Unit,
) {
    val words = LocalWords.current
    if (page.recorded.isEmpty()) return
    Heading(words.visitWritten)
    page.recorded.reversed().forEach { Entry(it, now, onEdit) }
}

@Composable
private fun Entry(
    entry: Recorded,
    now: Instant,
    onEdit: (Editor) -> Unit,
) {
    val words = LocalWords.current
    Card {
        Small(words.recorded(entry.kind))
        Says(entry.says.named, entry.wording == Wording.STRUCK)
        when (entry.wording) {
            Wording.FIRST -> {
            }

            Wording.AMENDED, Wording.STRUCK -> {
                Beside {
                    if (entry.wording == Wording.STRUCK) Small(words.struck) else Small(words.amendedFirst)
                    Says(entry.first.named, false)
                    entry.reason?.let { Small("${words.reason}: $it") }
                }
            }
        }
        val after = if (entry.`when` == When.AFTER_LEAVING) " · ${words.afterLeaving}" else ""
        Small(words.written(entry.author, entry.occurred, now) + after)
        if (entry.kind == RecordedKind.NOTE && entry.wording != Wording.STRUCK) Quiet(words.amend, { onEdit(Editor.Amend(entry)) })
    }
}

/** References to other things say nothing to a person: a member, a task and a medicine stand by name beside them. */
private val List<FieldShown>.named: List<FieldShown> get() = filter { it.field !in REFERENCES }

private val REFERENCES = setOf("member", "task", "medicine", "version", "plan", "summary_age")

/** A text by itself; several fields with their names. */
@Composable
fun Says(
    fields: List<FieldShown>,
    struck: Boolean = false,
) {
    val style = MaterialTheme.typography.bodyLarge.copy(textDecoration = if (struck) TextDecoration.LineThrough else null)
    fields.forEach { field ->
        val alone = fields.size == 1 || field.field == "text"
        val words = LocalWords.current
        val says = words.says(field)
        Text(if (alone) says else "${words.field(field)}: $says", style = style)
    }
}
