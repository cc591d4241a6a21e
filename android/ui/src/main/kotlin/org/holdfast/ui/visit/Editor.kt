package org.holdfast.ui.visit

import org.holdfast.MedicineAtVisit
import org.holdfast.ObservationKind
import org.holdfast.Outcome
import org.holdfast.PlannedTask
import org.holdfast.Recorded
import org.holdfast.TaskDone
import org.holdfast.VisitId
import org.holdfast.VisitsInterface
import org.holdfast.ui.medicineName
import org.holdfast.ui.only
import org.holdfast.ui.text
import java.time.Instant
import org.holdfast.Dose as WrittenDose

/** Names of what can be typed in an editor: also the names of the library's fields, so that a refused one is marked. */
object Typed {
    const val TEXT = "text"
    const val REASON = "reason"
    const val OUTCOME = "outcome"
    const val AMOUNT = "amount"
    const val ADVICE_BY = "advice_by"
    const val KIND = "kind"
    const val VALUE = "value"
    const val NOTE = "note"
}

/** Something that is being written at a visit. */
sealed interface Editor {
    /** Where its draft is kept: ids and fixed words only. */
    fun slot(visit: VisitId): String

    /** What the form begins with. */
    fun start(): Map<String, String> = emptyMap()

    /** Whether what must be chosen is chosen. What must be typed the library says itself. */
    fun ready(typed: Map<String, String>): Boolean = true

    /** Saves it. Returns when it is saved. */
    fun save(
        visits: VisitsInterface,
        visit: VisitId,
        typed: Map<String, String>,
    )

    /** A note. */
    data object Note : Editor {
        override fun slot(visit: VisitId) = "note/${visit.text}"

        override fun save(
            visits: VisitsInterface,
            visit: VisitId,
            typed: Map<String, String>,
        ) = visits.note(visit, typed[Typed.TEXT].orEmpty())
    }

    /** A note that is corrected; what was first written stays. */
    data class Amend(
        val of: Recorded,
    ) : Editor {
        override fun slot(visit: VisitId) = "amend/${visit.text}/${of.item.text}"

        override fun start() = mapOf(Typed.TEXT to of.says.text("text").orEmpty())

        override fun save(
            visits: VisitsInterface,
            visit: VisitId,
            typed: Map<String, String>,
        ) = visits.amendNote(visit, of.item, typed[Typed.TEXT].orEmpty(), typed[Typed.REASON].orEmpty())
    }

    /** Why a task was not done, or only in part. */
    data class Task(
        val of: PlannedTask,
        val done: TaskDone,
    ) : Editor {
        override fun slot(visit: VisitId) = "task/${visit.text}/${of.key}/${done.name}"

        override fun save(
            visits: VisitsInterface,
            visit: VisitId,
            typed: Map<String, String>,
        ) = visits.task(visit, of.key, done, typed[Typed.REASON].orEmpty())
    }

    /** What came of a medicine, for one due time where there is one. */
    data class Dose(
        val of: MedicineAtVisit,
        val due: Instant?,
    ) : Editor {
        override fun ready(typed: Map<String, String>) = Typed.OUTCOME in typed

        override fun slot(visit: VisitId) = "dose/${visit.text}/${of.medicine.key}/${due?.toEpochMilli() ?: "any"}"

        override fun save(
            visits: VisitsInterface,
            visit: VisitId,
            typed: Map<String, String>,
        ) {
            val stands = of.medicine.only
            val outcome = Outcome.valueOf(typed.getValue(Typed.OUTCOME))
            val dose =
                WrittenDose(
                    medicine = of.medicine.key,
                    name = of.medicine.medicineName,
                    outcome = outcome,
                    version = stands?.item,
                    dose = stands?.says?.text("dose"),
                    due = due,
                    amount = typed.said(Typed.AMOUNT),
                    adviceBy = typed.said(Typed.ADVICE_BY),
                    note = typed.said(Typed.NOTE),
                )
            visits.medicine(visit, dose)
        }
    }

    /** Something measured or seen. */
    data object Observe : Editor {
        override fun ready(typed: Map<String, String>) = Typed.KIND in typed

        override fun slot(visit: VisitId) = "observe/${visit.text}"

        override fun save(
            visits: VisitsInterface,
            visit: VisitId,
            typed: Map<String, String>,
        ) {
            val kind = ObservationKind.valueOf(typed.getValue(Typed.KIND))
            visits.observe(visit, kind, typed[Typed.VALUE].orEmpty(), typed.said(Typed.NOTE))
        }
    }

    /** Leaving, with what is not written yet in view. */
    data object Leave : Editor {
        override fun slot(visit: VisitId) = "leave/${visit.text}"

        override fun save(
            visits: VisitsInterface,
            visit: VisitId,
            typed: Map<String, String>,
        ) = visits.leave(visit, typed.said(Typed.NOTE))
    }
}

/** What was typed, if anything was. */
private fun Map<String, String>.said(field: String): String? = this[field]?.trim()?.takeIf { it.isNotEmpty() }
