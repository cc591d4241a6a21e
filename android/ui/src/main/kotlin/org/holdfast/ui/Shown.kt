package org.holdfast.ui

import org.holdfast.FieldShown
import org.holdfast.SaidShown
import org.holdfast.SummaryItem

/** What one field says. */
fun List<FieldShown>.text(field: String): String? = firstOrNull { it.field == field }?.text

/** What the one thing that stands says, where people agree on it. */
val SummaryItem.only: SaidShown? get() = values.singleOrNull()

/** A medicine as a carer names it: its name and strength. Of one in dispute, the first side's. */
val SummaryItem.medicineName: String
    get() {
        val says = values.firstOrNull()?.says.orEmpty()
        return listOfNotNull(says.text("name"), says.text("strength")).joinToString(" ").ifEmpty { name }
    }
