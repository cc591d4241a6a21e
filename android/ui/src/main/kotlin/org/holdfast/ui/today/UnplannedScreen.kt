package org.holdfast.ui.today

import androidx.compose.runtime.Composable
import org.holdfast.PersonRow
import org.holdfast.ui.Act
import org.holdfast.ui.Field
import org.holdfast.ui.FormModel
import org.holdfast.ui.FormNotices
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Page

/** Why somebody goes where nobody had planned to. */
@Composable
fun UnplannedScreen(
    person: PersonRow,
    form: FormModel,
    onBack: () -> Unit,
) {
    val words = LocalWords.current
    val name = words.name(person.preferred ?: person.full)
    Page(words.unplannedTitle(name), onBack, { Act(words.todayUnplannedStart, form::submit) }) {
        FormNotices(form)
        Field(words.todayUnplannedWhy, form, TodayModel.BECAUSE, lines = 3)
    }
}
