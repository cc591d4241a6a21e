package org.holdfast.ui

import org.holdfast.CareSystem
import org.holdfast.ConfirmationShown
import org.holdfast.Day
import org.holdfast.Ended
import org.holdfast.ErrorKind
import org.holdfast.EventKind
import org.holdfast.FieldShown
import org.holdfast.FindingShown
import org.holdfast.Gap
import org.holdfast.GroundShown
import org.holdfast.LastRead
import org.holdfast.Member
import org.holdfast.ObservationKind
import org.holdfast.Outcome
import org.holdfast.Reason
import org.holdfast.Safe
import org.holdfast.SaidShown
import org.holdfast.Slot
import org.holdfast.Source
import org.holdfast.SummaryItem
import org.holdfast.TakenIn
import org.holdfast.TextPart
import org.holdfast.ui.sync.Phase
import org.holdfast.ui.sync.SyncState
import org.holdfast.ui.visit.Editor
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.temporal.TemporalAccessor
import java.util.Locale

/**
 * The words on the screens in one language. No word stands here: they come from the catalogue, `words/`;
 * here they are put together with what the library says.
 */
class Words(
    private val catalogue: Catalogue = CATALOGUES.first(),
) : Catalogue by catalogue {
    private val locale =
        Locale
            .Builder()
            .setLanguageTag(language)
            .setRegion("GB")
            .build()

    // Where the care is given, wherever the phone thinks it is.
    private val zone = ZoneId.of("Europe/London")

    private fun written(
        at: TemporalAccessor,
        pattern: String,
    ): String = DateTimeFormatter.ofPattern(pattern, locale).withZone(zone).format(at)

    fun time(at: Instant): String = written(at, clockPattern)

    fun day(at: Instant): String = written(at, dayPattern)

    fun day(day: Day): String = written(LocalDate.of(day.year, day.month.toInt(), day.day.toInt()), shortDayPattern)

    private fun short(at: Instant): String = written(at, shortDayPattern)

    /** A time, with its day where that is another one. */
    fun at(
        at: Instant,
        now: Instant,
    ): String {
        val same = at.atZone(zone).toLocalDate() == now.atZone(zone).toLocalDate()
        return if (same) time(at) else dayAndTime(short(at), time(at))
    }

    fun member(member: Member): String = member.name ?: somebodyUnknown

    fun name(name: String?): String = name ?: nameNotHere

    fun written(
        author: Member,
        at: Instant,
        now: Instant,
    ): String = whoWhen(member(author), at(at, now))

    /** What the library says a field takes is in its own English; in another language the catalogue's word stands alone. */
    fun wrong(wrong: Wrong): String =
        when {
            wrong.keysGone -> keysGone
            else -> wrong.says?.takeIf { wrong.kind == ErrorKind.FIELD && isEnglish } ?: problem(wrong.kind)
        }

    private val isEnglish: Boolean get() = catalogue === CATALOGUES.first()

    // Today.

    fun todayHeard(
        at: Instant?,
        now: Instant,
    ): String = if (at == null) todayHeardNever else todayHeardAt(at(at, now))

    fun todayFor(member: Member): String = member(member)

    fun window(
        starts: Instant?,
        ends: Instant?,
    ): String =
        when {
            starts == null -> windowNone
            ends == null -> windowFrom(time(starts))
            else -> windowFromTo(time(starts), time(ends))
        }

    /** What is new for whoever reads; nothing where they have read it as it stands. */
    fun reading(reading: LastRead): String? = news(reading).ifEmpty { null }

    fun safe(safe: Safe): String =
        when (safe) {
            is Safe.AtTheHub -> safeAtTheHub
            is Safe.OnlyHere -> safeOnlyHere(safe.entries.toInt())
            is Safe.Nothing -> safeNothing
        }

    // A visit.

    fun doubleDoseFound(medicine: String?): String = doubleDoseOf(medicine ?: aMedicine)

    fun editor(editor: Editor): String =
        when (editor) {
            is Editor.Note -> noteTitle
            is Editor.Amend -> amendTitle
            is Editor.Task -> taskDone(editor.done)
            is Editor.Dose -> doseTitle
            is Editor.Observe -> observationTitle
            is Editor.Leave -> leaveTitle
        }

    fun offered(
        at: Instant,
        now: Instant,
        outcome: Outcome,
    ): String = offeredAt(at(at, now), outcome(outcome))

    fun due(at: Instant): String = dueAt(time(at))

    /** An example of what each kind takes. */
    fun example(kind: ObservationKind): String = readingExample(kind)

    fun gap(
        gap: Gap,
        task: String?,
        medicine: String?,
    ): String =
        when (gap) {
            is Gap.NoArrival -> {
                gapNoArrival
            }

            is Gap.TaskNotRecorded -> {
                gapTask(task ?: oneNotHere)
            }

            is Gap.MedicineNotRecorded -> {
                val name = medicine ?: oneNotHere
                gap.due?.let { gapMedicineDue(name, time(it)) } ?: gapMedicine(name)
            }

            is Gap.NoLeavingTime -> {
                gapNoLeaving(member(gap.member))
            }

            is Gap.FewerStaff -> {
                gapFewerStaff(gap.came.toInt(), gap.needed.toInt())
            }
        }

    // May I start?

    fun reason(
        reason: Reason,
        event: EventKind?,
        system: CareSystem?,
    ): String =
        when {
            reason == Reason.EVENT_SINCE && event != null -> notConfirmedSince(event)
            reason == Reason.SYSTEM_DOWN && system != null -> systemDown(system)
            else -> why(reason)
        }

    /** What is missing is named. */
    private fun missing(kinds: List<Slot>): String =
        if (kinds.isEmpty()) nothingIsWritten else nothingWrittenAbout(kinds.joinToString { kind(it) })

    fun ground(ground: GroundShown): String =
        if (ground.reason == Reason.NOTHING_RECORDED) missing(ground.kinds) else reason(ground.reason, ground.event, null)

    fun finding(finding: FindingShown): String {
        val nothing = finding.reason == Reason.NOTHING_RECORDED
        val why = if (nothing) missing(finding.kinds) else reason(finding.reason, finding.event, finding.system)
        val staff = finding.staff?.let { staffItTakes(it.toInt()) }
        val since = finding.since?.let { findingSince(short(it)) }
        return listOfNotNull(why, staff, since).joinToString(" ")
    }

    // A person.

    /** A day as the library writes it, 1941-03-07, in words. */
    fun born(date: String): String = bornOn(written(LocalDate.parse(date), longDayPattern))

    fun lastRead(
        at: Instant,
        now: Instant,
    ): String = readAt(at(at, now))

    fun lastTaken(
        at: Instant,
        now: Instant,
    ): String = takenAt(at(at, now))

    fun since(at: Instant): String = sinceDay(short(at))

    fun itemCount(count: Int): String = entries(count)

    fun field(field: FieldShown): String = capitalised(label(field.label))

    /** What a field says: a word of a closed set in this language, what somebody wrote as they wrote it. */
    fun says(field: FieldShown): String {
        if (field.parts.isEmpty()) return field.text
        return field.parts.joinToString("") { part ->
            when (part) {
                is TextPart.Word -> word(part.word)
                is TextPart.Written -> part.text
            }
        }
    }

    /** A word to choose. */
    fun choice(word: String): String = capitalised(word(word))

    fun slot(item: SummaryItem): String = capitalised(kind(item.slot))

    private fun capitalised(text: String): String = text.replaceFirstChar { it.uppercase() }

    fun validUntil(day: Day): String = validUntilDay(day(day))

    fun confirmed(
        by: ConfirmationShown,
        now: Instant,
    ): String = confirmedBy(member(by.by), at(by.at, now))

    fun source(
        said: SaidShown,
        now: Instant,
    ): String {
        val who = written(said.author, said.written, now)
        return when (val source = said.source) {
            is Source.Person -> sourcePerson(who)
            is Source.Author -> who
            is Source.Told -> sourceTold(source.by, who)
            is Source.Imported -> sourceImported(who)
            is Source.Paper -> sourcePaper(source.paper, who)
        }
    }

    // Safe at the hub?

    fun atTheHub(
        held: ULong,
        written: ULong,
    ): String = heldAtTheHub(held.toInt(), written.toInt())

    fun receiptAt(
        at: Instant,
        now: Instant,
    ): String = signedAt(at(at, now))

    fun tookIn(took: TakenIn): String = tookInCounts(took.newEntries.toInt(), took.known.toInt())

    fun copied(label: String?): String = wasCopied(label ?: aDevice)

    fun syncing(state: SyncState): String {
        val trouble = state.trouble?.let(::trouble)
        val ended = state.ended?.takeIf { it != Ended.IN_SYNC }?.let(::ending)
        val doing =
            when (val phase = state.phase) {
                is Phase.Idle -> triesWithSignal.takeIf { trouble != null }
                is Phase.Running -> syncingNow
                is Phase.Waiting -> triesAgain(phase.delay.inWholeMinutes.toInt()).takeIf { trouble != null }
            }
        return listOfNotNull(trouble, ended, doing).joinToString(" ").ifEmpty { syncsByItself }
    }

    companion object {
        /** In the first of these languages that there are words in; else in English. */
        fun preferring(languages: List<String>): Words {
            val spoken = languages.map { Locale.forLanguageTag(it).language }
            val tag = spoken.firstOrNull { language -> CATALOGUES.any { it.language == language } }
            return Words(CATALOGUES.firstOrNull { it.language == tag } ?: CATALOGUES.first())
        }

        /** In the language that the phone is set to. */
        fun ofThePhone(): Words = preferring(listOf(Locale.getDefault().toLanguageTag()))
    }
}
