package org.holdfast.ui.person

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import org.holdfast.Agreement
import org.holdfast.Confirmed
import org.holdfast.ParamedicSheet
import org.holdfast.SheetValue
import org.holdfast.ui.Act
import org.holdfast.ui.Badge
import org.holdfast.ui.Card
import org.holdfast.ui.Glyphs
import org.holdfast.ui.Heading
import org.holdfast.ui.LocalStates
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Notice
import org.holdfast.ui.Page
import org.holdfast.ui.Refusal
import org.holdfast.ui.Small
import org.holdfast.ui.text
import org.holdfast.ui.visit.Says
import java.time.Instant

/** What an ambulance crew asks for, in the order they ask. Nothing is chosen; absence is never "none". */
@Composable
fun ParamedicScreen(
    state: ParamedicShown,
    onBack: () -> Unit,
) {
    val words = LocalWords.current
    Page(words.paramedic, onBack) {
        state.wrong?.let { Refusal(it) }
        state.sheet?.let { Sheet(it, state.now) }
    }
}

@Composable
private fun Sheet(
    sheet: ParamedicSheet,
    now: Instant,
) {
    val words = LocalWords.current
    Text(words.name(sheet.fullName ?: sheet.preferredName), style = MaterialTheme.typography.headlineMedium)
    sheet.preferredName?.let { Text(words.likesToBeCalled(it)) }
    Text(sheet.dateOfBirth.text("date")?.let(words::born) ?: words.notWritten(words.dateOfBirth))
    Text(sheet.nhsNumber?.let(words::nhsNumber) ?: words.notWritten(words.nhs))
    Part(words.allergies, sheet.allergies + listOfNotNull(sheet.allergiesStated))
    Medicines(sheet, now)
    Heading(words.resuscitation)
    Notice(Glyphs.look, LocalStates.current.alert) { Text(words.inAnyDoubt) }
    Values(listOfNotNull(sheet.dnacpr, sheet.adrt, sheet.respect))
    Part(words.baseline, listOfNotNull(sheet.baseline))
    Part(words.communication, listOfNotNull(sheet.language, sheet.aids, sheet.showsPain, sheet.showsDistress))
    Part(words.alerts, sheet.alerts)
    Part(words.nextOfKin, sheet.nextOfKin)
}

@Composable
private fun Medicines(
    sheet: ParamedicSheet,
    now: Instant,
) {
    val words = LocalWords.current
    Heading(words.visitMedicines)
    sheet.medicines.forEach { row ->
        Value(row.medicine) { Small(row.lastTaken?.let { words.lastTaken(it, now) } ?: words.neverTaken) }
    }
    Values(listOfNotNull(sheet.medicinesStated), empty = sheet.medicines.isEmpty())
}

@Composable
private fun Part(
    title: String,
    values: List<SheetValue>,
) {
    Heading(title)
    Values(values)
}

@Composable
private fun Values(
    values: List<SheetValue>,
    empty: Boolean = values.isEmpty(),
) {
    if (empty && values.isEmpty()) Badge(Glyphs.missing, LocalWords.current.nothingWritten, LocalStates.current.warning)
    values.forEach { Value(it) {} }
}

@Composable
private fun Value(
    value: SheetValue,
    after: @Composable () -> Unit,
) {
    val words = LocalWords.current
    Card {
        if (value.agreement == Agreement.DISPUTED) Badge(Glyphs.disputed, words.twoSay, LocalStates.current.alert)
        value.says.forEach { Says(it.says) }
        if (value.confirmed == Confirmed.NOT_YET) Small(words.notConfirmed)
        after()
    }
}
