package org.holdfast.ui

import org.holdfast.Advice
import org.holdfast.CareSystem
import org.holdfast.Caution
import org.holdfast.ConfirmationShown
import org.holdfast.Day
import org.holdfast.Differs
import org.holdfast.Ended
import org.holdfast.ErrorKind
import org.holdfast.EventKind
import org.holdfast.FieldShown
import org.holdfast.FindingShown
import org.holdfast.Gap
import org.holdfast.GroundShown
import org.holdfast.Keep
import org.holdfast.LadderRole
import org.holdfast.Meanwhile
import org.holdfast.Measure
import org.holdfast.Member
import org.holdfast.ObservationKind
import org.holdfast.Outcome
import org.holdfast.ReachBy
import org.holdfast.Reason
import org.holdfast.RecordedKind
import org.holdfast.Safe
import org.holdfast.SaidShown
import org.holdfast.SectionState
import org.holdfast.Skipped
import org.holdfast.Source
import org.holdfast.SummaryItem
import org.holdfast.SummarySection
import org.holdfast.TakenIn
import org.holdfast.TaskAdvice
import org.holdfast.TaskAnswer
import org.holdfast.TaskDone
import org.holdfast.VisitState
import org.holdfast.WaitsFor
import org.holdfast.ui.sync.Phase
import org.holdfast.ui.sync.SyncState
import org.holdfast.ui.sync.Trouble
import org.holdfast.ui.visit.Editor
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.util.Locale

/** Every word on the screens, in English, until the catalogue takes its place. */
class Words {
    private val zone = ZoneId.of("Europe/London")
    private val clock = DateTimeFormatter.ofPattern("HH:mm", Locale.UK).withZone(zone)
    private val date = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK).withZone(zone)
    private val long = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK)
    private val short = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK).withZone(zone)

    fun time(at: Instant): String = clock.format(at)

    fun day(at: Instant): String = date.format(at)

    fun day(day: Day): String =
        short.format(
            java.time.LocalDate
                .of(day.year, day.month.toInt(), day.day.toInt())
                .atStartOfDay(zone),
        )

    /** A time, with its day where that is another one. */
    fun at(
        at: Instant,
        now: Instant,
    ): String {
        val same = at.atZone(zone).toLocalDate() == now.atZone(zone).toLocalDate()
        return if (same) time(at) else "${short.format(at)}, ${time(at)}"
    }

    fun member(member: Member): String = member.name ?: "somebody this phone does not know yet"

    val back = "Back"
    val saved = "Saved on this phone"
    val save = "Save"
    val throwAway = "Throw away"
    val draftNotKept = "There is no room left on this phone. What you type is only on the screen. Free some room, then save."

    fun wrong(wrong: Wrong): String =
        when (wrong.kind) {
            ErrorKind.LOCKED -> {
                "This phone is locked. Open it again with your PIN."
            }

            ErrorKind.WRONG_PIN -> {
                "That PIN is not right. Try again, or ask your manager."
            }

            ErrorKind.FIELD -> {
                wrong.says ?: "Something is missing or cannot be read. Look at it again."
            }

            ErrorKind.NOT_FOUND -> {
                "This is not on this phone. Sync, or ask the office."
            }

            ErrorKind.NOT_ALLOWED -> {
                "You may not do this. Ask your manager."
            }

            ErrorKind.JOINING -> {
                "This phone does not belong to an organisation yet. Ask your manager."
            }

            ErrorKind.CHANGED -> {
                "Somebody changed this meanwhile. Read it again as it is now."
            }

            ErrorKind.WHOSE -> {
                "Two people may be one. Ask the office."
            }

            ErrorKind.FILE -> {
                "This file cannot be read. Choose another one."
            }

            ErrorKind.DISK_FULL -> {
                "There is no room left on this phone. Nothing was saved. Free some room and save again. " +
                    "What you typed is still here."
            }

            ErrorKind.DAMAGED -> {
                "Something on this phone is damaged. Ask the office for help. Write on paper meanwhile."
            }

            ErrorKind.NO_KEY -> {
                "The key for this has not come yet. Sync, or ask the office."
            }

            ErrorKind.HUB -> {
                "The hub did not take this. All is saved on this phone. It will try again."
            }

            ErrorKind.OTHER -> {
                "That did not work. Nothing was lost. Try again, or ask the office."
            }
        }

    val notSetUp = "This phone is not set up"
    val notSetUpHelp = "It does not belong to an organisation yet. Ask your manager."
    val unlockTitle = "Open Holdfast"
    val unlockWithoutNetwork = "This works with no signal."
    val unlockPin = "Your PIN or passphrase"
    val unlockOpen = "Open"
    val unlockByPhone = "Use the phone’s own lock"
    val unlockForgotten = "Forgotten it?"
    val unlockForgottenHelp = "Nobody can look it up. Phone your manager: they can set this phone up again. What the hub holds is safe."

    val todayNone = "No visits today"
    val todayNoneHelp = "If you are called to somebody, choose them below."
    val todayOthers = "Everybody else"
    val todayOffline = "No signal. You can go on working: everything is saved on this phone."
    val todayUnplannedWhy = "Why are you going?"
    val todayUnplannedStart = "I am there now"
    val note = "Write a note"

    fun todayHeard(
        at: Instant?,
        now: Instant,
    ): String = if (at == null) "The hub was never heard yet." else "The hub was last heard ${at(at, now)}."

    fun todayFor(member: Member): String = member(member)

    fun unplannedTitle(name: String): String = "A visit to $name"

    fun window(
        starts: Instant?,
        ends: Instant?,
    ): String =
        when {
            starts == null -> "No time yet"
            ends == null -> "Since ${time(starts)}"
            else -> "${time(starts)} to ${time(ends)}"
        }

    fun name(name: String?): String = name ?: "Name not here yet"

    fun visitState(state: VisitState): String =
        when (state) {
            VisitState.PLANNED -> "planned"
            VisitState.STOOD_DOWN -> "stood down"
            VisitState.UNDER_WAY -> "under way"
            VisitState.FINISHED -> "finished"
        }

    fun tasks(count: Int): String = if (count == 1) "1 task" else "$count tasks"

    fun entries(count: Int): String = if (count == 1) "1 thing written" else "$count things written"

    fun safe(safe: Safe): String =
        when (safe) {
            is Safe.AtTheHub -> {
                "All safe at the hub"
            }

            is Safe.OnlyHere -> {
                if (safe.entries ==
                    1UL
                ) {
                    "1 entry is only on this phone"
                } else {
                    "${safe.entries} entries are only on this phone"
                }
            }

            is Safe.Nothing -> {
                "Nothing written yet"
            }
        }

    val safetyTitle = "Safe at the hub?"
    val visitHere = "Here now"
    val visitNobodyHere = "Nobody has arrived yet"
    val visitArrive = "I have arrived"
    val visitLeave = "I am leaving"
    val visitLeaveStill = "Leave now"
    val visitMayIStart = "May I start?"
    val visitTasks = "To do"
    val visitMedicines = "Medicines"
    val visitWritten = "Written so far"
    val visitMissing = "Not written yet"
    val visitMeasure = "Measure or observe"
    val visitDraft = "You began something and did not save it. It is kept on this phone."
    val visitGoOn = "Go on writing"
    val visitUnplanned = "Not planned:"
    val person = "About this person"
    val noteText = "What happened, in plain words"
    val noteTitle = "Note"
    val amend = "Correct this"
    val amendTitle = "Correct a note"
    val amendText = "What it should say"
    val amendReason = "Why you correct it"
    val amendKept = "What was written first stays beside it."
    val amendedFirst = "First written:"
    val struck = "Struck out"
    val afterLeaving = "written after leaving"
    val reason = "Why"
    val doseTitle = "Medicine"
    val doseRecord = "What came of it"
    val doseAmount = "How much was taken"
    val doseAdvice = "Who advised it"
    val doseNote = "Anything else"
    val doseOutcome = "What came of it?"
    val doubleDose = "Look first: this may be a double dose."
    val observationTitle = "Measure or observe"
    val observationReading = "What you read or saw"
    val observationNote = "Anything else"
    val leaveTitle = "Before you leave"
    val leaveNote = "Anything to hand over"
    val leaveNothingMissing = "Everything planned is written."

    val disputedSeePerson = "Two people say different things: see the person"
    val lookFirst = "look first: given not long ago"

    fun doubleDoseFound(medicine: String?): String = "Possibly given twice: ${medicine ?: "a medicine"}"

    fun forExample(example: String): String = "For example: $example"

    fun field(field: FieldShown): String = field.label.replaceFirstChar { it.uppercase() }

    fun editor(editor: Editor): String =
        when (editor) {
            is Editor.Note -> noteTitle
            is Editor.Amend -> amendTitle
            is Editor.Task -> taskDone(editor.done)
            is Editor.Dose -> doseTitle
            is Editor.Observe -> observationTitle
            is Editor.Leave -> leaveTitle
        }

    fun recorded(kind: RecordedKind): String =
        when (kind) {
            RecordedKind.ARRIVED -> "Arrived"
            RecordedKind.NOT_ATTENDED -> "Nobody came"
            RecordedKind.ADVICE -> "What the phone advised"
            RecordedKind.WENT_ON -> "Went on although"
            RecordedKind.TASK -> "Task"
            RecordedKind.MEDICINE -> "Medicine"
            RecordedKind.OBSERVATION -> "Measured or seen"
            RecordedKind.NOTE -> "Note"
            RecordedKind.INSTRUCTION -> "Asked by phone"
            RecordedKind.LEFT -> "Left"
        }

    fun offered(
        at: Instant,
        now: Instant,
        outcome: Outcome,
    ): String = "${at(at, now)}: ${outcome(outcome)}"

    fun due(at: Instant): String = "Due ${time(at)}"

    fun written(
        author: Member,
        at: Instant,
        now: Instant,
    ): String = "${member(author)}, ${at(at, now)}"

    fun taskDone(done: TaskDone): String =
        when (done) {
            TaskDone.DONE -> "Done"
            TaskDone.PARTLY -> "In part"
            TaskDone.NOT_DONE -> "Not done"
        }

    fun outcome(outcome: Outcome): String =
        when (outcome) {
            Outcome.TAKEN_SEEN -> "Taken, I saw it"
            Outcome.TAKEN_REPORTED -> "Taken, I was told"
            Outcome.PARTIAL -> "Taken in part"
            Outcome.DECLINED -> "Declined"
            Outcome.ALREADY_TAKEN -> "Already taken"
            Outcome.ASLEEP_OR_UNABLE -> "Asleep or unable"
            Outcome.NOT_AVAILABLE -> "Not there"
            Outcome.AWAY -> "Person away"
            Outcome.WITHHELD_ON_ADVICE -> "Held back on advice"
            Outcome.NOT_REQUIRED -> "Not needed"
            Outcome.SPOILED -> "Spoiled"
            Outcome.VOMITED -> "Vomited"
            Outcome.UNCERTAIN -> "Not sure"
            Outcome.ERROR_SUSPECTED -> "A mistake, I think"
            Outcome.NOT_OFFERED -> "Not offered"
        }

    fun observation(kind: ObservationKind): String =
        when (kind) {
            ObservationKind.FLUID -> "Drink"
            ObservationKind.FOOD -> "Food"
            ObservationKind.WEIGHT -> "Weight"
            ObservationKind.TEMPERATURE -> "Temperature"
            ObservationKind.PULSE -> "Pulse"
            ObservationKind.BLOOD_PRESSURE -> "Blood pressure"
            ObservationKind.GLUCOSE -> "Blood glucose"
            ObservationKind.MOOD -> "Mood"
            ObservationKind.PAIN -> "Pain"
            ObservationKind.SKIN -> "Skin"
            ObservationKind.BOWEL -> "Bowels"
            ObservationKind.FREE_TEXT -> "Something else"
        }

    /** An example of what each kind takes. */
    fun example(kind: ObservationKind): String =
        when (kind) {
            ObservationKind.FLUID -> "200 ml"
            ObservationKind.FOOD -> "half"
            ObservationKind.WEIGHT -> "61.5 kg"
            ObservationKind.TEMPERATURE -> "37.2"
            ObservationKind.PULSE -> "72"
            ObservationKind.BLOOD_PRESSURE -> "120/80"
            ObservationKind.GLUCOSE -> "6.4"
            ObservationKind.MOOD -> "calm"
            ObservationKind.PAIN -> "3"
            ObservationKind.SKIN -> "left heel: red"
            ObservationKind.BOWEL -> "4"
            ObservationKind.FREE_TEXT -> ""
        }

    fun gap(
        gap: Gap,
        task: String?,
        medicine: String?,
    ): String =
        when (gap) {
            is Gap.NoArrival -> {
                "No arrival is written"
            }

            is Gap.TaskNotRecorded -> {
                "Task: ${task ?: "one that is not here"}"
            }

            is Gap.MedicineNotRecorded -> {
                val due = gap.due?.let { ", due ${time(it)}" }.orEmpty()
                "Medicine: ${medicine ?: "one that is not here"}$due"
            }

            is Gap.NoLeavingTime -> {
                "No leaving time for ${member(gap.member)}"
            }

            is Gap.FewerStaff -> {
                "${gap.came} came, ${gap.needed} are needed"
            }
        }

    fun section(section: SummarySection): String =
        when (section) {
            SummarySection.RISKS_AND_TRIGGERS -> "Risks and triggers"
            SummarySection.MEDICATION -> "Medicines"
            SummarySection.MOBILITY_AND_FALLS -> "Moving and falls"
            SummarySection.COMMUNICATION -> "Talking and listening"
            SummarySection.CONSENT_AND_CAPACITY -> "Consent and capacity"
            SummarySection.ESCALATION_ROUTE -> "Who to phone"
        }

    fun sectionState(state: SectionState): String =
        when (state) {
            SectionState.CURRENT -> "current"
            SectionState.REVIEW_DUE -> "review due"
            SectionState.STALE -> "stale"
            SectionState.UNCONFIRMED -> "unconfirmed"
            SectionState.MISSING -> "missing"
            SectionState.DISPUTED -> "disputed"
        }

    fun advice(advice: Advice): String =
        when (advice) {
            Advice.PROCEED -> "You may start as planned."
            Advice.PROCEED_WITH_CHANGES -> "You may start, with changes."
            Advice.DO_NOT_START -> "Do not start the planned tasks. Phone first."
        }

    fun answer(answer: TaskAnswer): String =
        when (answer) {
            TaskAnswer.MAY_PROCEED -> "may start"
            TaskAnswer.PAUSED -> "waits"
            TaskAnswer.NOT_CHECKED -> "not checked"
            TaskAnswer.ESCALATE_AT_ONCE -> "phone now"
        }

    fun meanwhile(may: Meanwhile): String =
        when (may) {
            Meanwhile.STAY -> "Stay with them"
            Meanwhile.COMFORT -> "Comfort, company, warmth"
            Meanwhile.FOOD_AND_DRINK -> "Food and drink you know is safe for them"
            Meanwhile.EMERGENCY_HELP -> "999 and first aid"
            Meanwhile.WRITE -> "Write notes and concerns"
            Meanwhile.CARRY_ON -> "If you can reach nobody and waiting is more dangerous, go on and say why"
        }

    fun role(role: LadderRole): String =
        when (role) {
            LadderRole.SENIOR -> "senior on shift"
            LadderRole.ON_CALL_MANAGER -> "on-call manager"
            LadderRole.DUTY_MANAGER -> "duty manager"
            LadderRole.OFFICE -> "office"
            LadderRole.COORDINATOR -> "coordinator"
            LadderRole.REGISTERED_MANAGER -> "registered manager"
            LadderRole.SAFEGUARDING_LEAD -> "safeguarding lead"
            LadderRole.PRIME_ON_CALL -> "commissioner’s on-call manager"
            LadderRole.NOMINATED_INDIVIDUAL -> "nominated individual"
            LadderRole.GP -> "GP practice"
            LadderRole.PHARMACY -> "pharmacy"
            LadderRole.NHS111 -> "NHS 111"
            LadderRole.COMMUNITY_NURSE -> "community nurse"
            LadderRole.LOCAL_AUTHORITY -> "local authority"
            LadderRole.NEXT_OF_KIN -> "family"
        }

    fun waitsFor(waits: WaitsFor): String =
        when (waits) {
            WaitsFor.EARLIER_ENTRY -> "the entry before it"
            WaitsFor.KEY -> "its key"
            WaitsFor.GRANT -> "proof that its author may write it"
            WaitsFor.CARD -> "word of which record it is for"
            WaitsFor.EARLIER_CHANGE -> "an earlier change"
        }

    val readAndUnderstood = "Read and understood"
    val paramedic = "For a paramedic"
    val personSections = "What to know"
    val whatMatters = "What matters most to me"
    val sinceLastHere = "Since you were last here"
    val nothingChanged = "Nothing has changed."
    val disputes = "Two people say different things"
    val endedMedicines = "No longer given"
    val opened = "open"
    val closed = "closed"
    val nothingWritten = "Nothing is written here"
    val twoSay = "two different things are said"
    val removed = "Taken away"
    val notConfirmed = "Nobody has confirmed this yet"
    val before = "Before:"
    val phoneBeforeYouRely = "Phone before you rely on either."
    val settle = "Settle this"
    val whichStands = "Which is right?"
    val settleWhy = "Why: who told you, and how they know"
    val dateOfBirth = "Date of birth"
    val nhs = "NHS number"
    val allergies = "Allergies"
    val resuscitation = "Resuscitation and refusals"
    val inAnyDoubt = "In any doubt: call 999. Show the crew the original."
    val baseline = "What is usual"
    val communication = "Talking and listening"
    val alerts = "Alerts"
    val nextOfKin = "Next of kin"
    val neverTaken = "No time known when it was last taken"
    val mayStart = "You may start"
    val waitsTitle = "This waits"
    val taskNotHere = "A task that is not here"
    val meanwhileDo = "Until then"
    val whomToPhone = "Who to phone"
    val findings = "Why"
    val alwaysAllowed = "You may always"
    val goOnAlthough = "Go on, and say why"
    val goOnHelp = "Your manager will see this at the top of their list. It is not a fault."
    val goOnBecause = "Leaving or waiting was more dangerous because"
    val goOnSign = "Sign and go on"
    val oneMoreHere = "Somebody else is here too"
    val oneFewerHere = "One of us has gone"
    val clocksDisagree = "The clocks do not agree. Check the date on this phone."
    val syncNow = "Sync now"
    val takenIn = "What this phone took in"
    val counted = "Entries"
    val countedApplied = "used"
    val countedWaiting = "waiting"
    val countedQuarantined = "set aside"
    val countedCarried = "carried for others"
    val notApplied = "Not used, and why"
    val waitsForTitle = "Waiting for"
    val quarantined = "Set aside"
    val carried = "Carried for others: this phone has no key to read them"
    val bundles = "Without the hub"
    val bundlesHelp = "A file takes everything from one phone to another. It is sealed: only those who may can read it."
    val bundleOut = "Give a file"
    val bundleIn = "Take a file in"

    /** A day as the library writes it, 1941-03-07, in words. */
    fun born(date: String): String = "$dateOfBirth: ${java.time.LocalDate.parse(date).format(long)}"

    fun nhsNumber(number: String): String = "$nhs: $number"

    fun notWritten(what: String): String = "$what: not written"

    fun likesToBeCalled(name: String): String = "Likes to be called $name"

    fun lastRead(
        at: Instant,
        now: Instant,
    ): String = "You read this ${at(at, now)}"

    fun lastTaken(
        at: Instant,
        now: Instant,
    ): String = "Last taken ${at(at, now)}"

    fun since(at: Instant): String = "Since ${short.format(at)}"

    fun itemCount(count: Int): String = if (count == 1) "1 thing written" else "$count things written"

    fun entryCount(count: Int): String = if (count == 1) "1 entry" else "$count entries"

    fun unreadable(count: Int): String = "${itemCount(count)} that this version cannot read. Tell the office."

    fun phoneOnCall(number: String): String = "Phone on call: $number"

    fun dial(number: String): String = "Phone $number"

    fun staffHere(count: Int): String = if (count == 1) "You are here alone" else "$count of you are here"

    fun slot(item: SummaryItem): String = item.name.replaceFirstChar { it.uppercase() }

    fun validUntil(day: Day): String = "To be relied on until ${day(day)}"

    fun confirmed(
        by: ConfirmationShown,
        now: Instant,
    ): String = "Confirmed by ${member(by.by)}, ${at(by.at, now)}"

    fun source(
        said: SaidShown,
        now: Instant,
    ): String {
        val who = "${member(said.author)}, ${at(said.written, now)}"
        return when (val source = said.source) {
            is Source.Person -> "They said so. $who"
            is Source.Author -> who
            is Source.Told -> "${source.by} said so. $who"
            is Source.Imported -> "From another system. $who"
            is Source.Paper -> "From paper: ${source.paper}. $who"
        }
    }

    fun keep(keep: Keep): String =
        when (keep) {
            Keep.ITEMS -> "What is listed stands"
            Keep.NONE_KNOWN -> "None known stands"
        }

    fun caution(caution: Caution): String =
        when (caution) {
            Caution.NO_READING -> phoneBeforeYouRely
            Caution.GO_BY -> "Go by the safer one until it is settled."
            Caution.NOT_AUTHORISED -> "Not authorised until it is settled."
            Caution.PAUSED -> "It waits until it is settled."
        }

    fun differs(differs: Differs): String =
        when (differs) {
            Differs.NEW -> "new"
            Differs.CHANGED -> "changed"
            Differs.REMOVED -> "taken away"
            Differs.DISPUTED -> "disputed"
            Differs.CONFIRMED -> "confirmed"
            Differs.CANNOT_BE_READ -> "cannot be read here"
        }

    fun event(event: EventKind): String =
        when (event) {
            EventKind.ADMISSION -> "they went into hospital"
            EventKind.DISCHARGE -> "they came home from hospital"
            EventKind.FALL -> "they fell"
            EventKind.MEDICINE_CHANGE -> "a medicine changed"
            EventKind.SAFEGUARDING_CONCERN -> "there was a concern"
            EventKind.RESTRICTION_USED -> "a restriction was used"
        }

    fun system(system: CareSystem): String =
        when (system) {
            CareSystem.REFERRAL_PORTAL -> "the referral portal"
            CareSystem.DISCHARGE_PLATFORM -> "the discharge platform"
            CareSystem.SHARED_PLAN -> "the shared plan"
            CareSystem.EMAR_LINK -> "the medicine record link"
            CareSystem.CALL_MONITORING -> "call monitoring"
            CareSystem.ROTA -> "the rota"
            CareSystem.EMAIL -> "e-mail"
            CareSystem.TELEPHONES -> "the office’s telephones"
        }

    fun reason(
        reason: Reason,
        event: EventKind?,
        system: CareSystem?,
    ): String =
        when (reason) {
            Reason.NEVER_CONFIRMED -> "Nobody has confirmed this yet."

            Reason.EVENT_SINCE -> "Not confirmed since ${event?.let(::event) ?: "something changed"}."

            Reason.CHECK_DATE -> "The clocks do not agree. Check the date before you rely on this."

            Reason.TOO_OLD -> "It is too long since somebody confirmed this."

            Reason.VALID_UNTIL_PASSED -> "This was to be used until a day that has passed."

            Reason.EXPIRED -> "This has a last day, and that day has passed."

            Reason.REVIEW_DUE -> "This is due to be looked at again."

            Reason.NOTHING_RECORDED -> "Something that must be known is not written."

            Reason.STATED_UNKNOWN -> "It was asked, and there is no answer yet. That is not “none”."

            Reason.DISPUTED -> "Two people wrote different things. Phone before you rely on either."

            Reason.READ_CAUTIOUSLY -> "Two people wrote different things. Go by the safer one."

            Reason.NOT_AUTHORISED -> "A restriction is disputed: not authorised now. Phone now. Take nothing away on your own."

            Reason.NONE_KNOWN_BESIDE_ITEM -> "It says “none known”, and there is one. Phone to settle it."

            Reason.TIME_CRITICAL_DISPUTED -> "A medicine that must not be late is disputed. Phone now. Do not leave it out or guess."

            Reason.CANNOT_BE_READ -> "Something here cannot be read by this version. Phone to ask."

            Reason.CHANGE_WAITING -> "Another system says this changed. Nobody has decided yet."

            Reason.SYSTEM_DOWN -> "${(
                system?.let(
                    ::system,
                ) ?: "A system"
            ).replaceFirstChar { it.uppercase() }} is down. Confirm this by phone."

            Reason.TOO_FEW_STAFF -> "It takes more people than are here."

            Reason.NOT_CHECKED -> "Nobody has checked this kind of task."

            Reason.MEDICINE_DOES_NOT_STAND -> "This medicine is not in the summary now."

            Reason.NO_RESTRICTION -> "No restriction is written in the summary."
        }

    /** What is missing is named: the end of each key says which kind. */
    private fun missing(keys: List<String>): String {
        val kinds = keys.joinToString { it.substringAfterLast('/').replace('-', ' ') }
        return if (kinds.isEmpty()) "Nothing is written here." else "Nothing is written about: $kinds."
    }

    fun ground(ground: GroundShown): String =
        if (ground.reason == Reason.NOTHING_RECORDED) missing(ground.keys) else reason(ground.reason, ground.event, null)

    fun finding(finding: FindingShown): String {
        val since = finding.since?.let { " ${since(it)}." }.orEmpty()
        val staff = finding.staff?.let { " It takes $it." }.orEmpty()
        val nothing = finding.reason == Reason.NOTHING_RECORDED
        val why = if (nothing) missing(finding.keys) else reason(finding.reason, finding.event, finding.system)
        return why + staff + since
    }

    fun measure(measure: Measure): String =
        when (measure) {
            Measure.NOTE -> "Go ahead, and tell the office."
            Measure.CONFIRM_BY_PHONE -> "Confirm by phone first."
            Measure.PAUSE_TASKS -> "What depends on it waits."
            Measure.SEND_SENIOR -> "What depends on it waits for a senior."
            Measure.DO_NOT_START -> "The visit does not start as planned."
        }

    fun instead(advice: TaskAdvice): String? = advice.instead

    fun skipped(skipped: Skipped): String =
        when (skipped) {
            Skipped.OUTSIDE_HOURS -> "not at this hour"
            Skipped.CHANNEL_DOWN -> "cannot be reached now"
            Skipped.NO_NUMBER -> "no number written"
        }

    fun reachBy(by: ReachBy): String =
        when (by) {
            ReachBy.PHONE -> "Phone"
            ReachBy.MOBILE -> "Mobile"
            ReachBy.TEXT -> "Text message"
            ReachBy.EMAIL -> "E-mail"
            ReachBy.RADIO -> "Radio"
            ReachBy.ALARM -> "Care alarm"
        }

    fun atTheHub(
        held: ULong,
        written: ULong,
    ): String = "$held of $written safe at the hub"

    fun receiptAt(
        at: Instant,
        now: Instant,
    ): String = "The hub signed for it ${at(at, now)}."

    fun tookIn(took: TakenIn): String = "Taken in: ${took.newEntries} new, ${took.known} known before."

    fun copied(label: String?): String = "${label ?: "A device"} was copied. Tell a manager now."

    fun syncing(state: SyncState): String {
        val trouble =
            when (state.trouble) {
                null -> null
                Trouble.UNREACHABLE -> "The hub could not be reached."
                Trouble.REFUSED -> "The hub did not take this."
                Trouble.NO_HUB -> "Nobody has said where the hub is. Ask a manager, or give a file."
                Trouble.NO_ROOM -> "There is no room on this phone for what the hub sends."
            }
        val ended =
            when (state.ended) {
                null, Ended.IN_SYNC -> null
                Ended.DIFFERS -> "Some differences remain. Tell the office."
                Ended.NOT_ENROLLED -> "The hub does not know this phone. Ask a manager."
                Ended.WITHDRAWN -> "This phone was withdrawn. Ask a manager."
            }
        val doing =
            when (val phase = state.phase) {
                is Phase.Idle -> if (trouble == null) null else "It tries again when there is a signal."
                is Phase.Running -> "Talking to the hub now."
                is Phase.Waiting -> if (trouble == null) null else "It tries again in ${waiting(phase.delay)}."
            }
        return listOfNotNull(trouble, ended, doing).joinToString(" ").ifEmpty { "It syncs by itself." }
    }

    private fun waiting(delay: kotlin.time.Duration): String {
        val minutes = delay.inWholeMinutes
        return if (minutes < 1) {
            "less than a minute"
        } else if (minutes == 1L) {
            "1 minute"
        } else {
            "$minutes minutes"
        }
    }
}
