import Foundation
import Holdfast

/// Every word on the screens, in English, until the catalogue takes its place: one file, with the same
/// names as Android's.
public struct Words: Sendable {
  private let zone: TimeZone

  public init() {
    // Where the care is given, wherever the phone thinks it is.
    zone = TimeZone(identifier: "Europe/London") ?? .gmt
  }

  private func written(_ at: Date, _ format: Date.FormatString, in zone: TimeZone) -> String {
    let locale = Locale(identifier: "en_GB")
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return at.formatted(
      Date.VerbatimFormatStyle(format: format, locale: locale, timeZone: zone, calendar: calendar))
  }

  public func time(_ at: Date) -> String {
    written(
      at,
      "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
      in: zone)
  }

  public func day(_ at: Date) -> String {
    written(at, "\(weekday: .wide) \(day: .defaultDigits) \(month: .wide)", in: zone)
  }

  private func short(_ at: Date, in zone: TimeZone) -> String {
    written(
      at, "\(day: .defaultDigits) \(month: .abbreviated) \(year: .defaultDigits)", in: zone)
  }

  public func day(_ day: Day) -> String {
    let parts = DateComponents(
      timeZone: .gmt, year: Int(day.year), month: Int(day.month), day: Int(day.day))
    guard let at = Calendar(identifier: .gregorian).date(from: parts) else {
      return "\(day.year)-\(day.month)-\(day.day)"
    }
    return short(at, in: .gmt)
  }

  /// A time, with its day where that is another one.
  public func at(_ at: Date, _ now: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.isDate(at, inSameDayAs: now) ? time(at) : "\(short(at, in: zone)), \(time(at))"
  }

  public func member(_ member: Member) -> String {
    member.name ?? "somebody this phone does not know yet"
  }
}

// What is the same wherever it stands.
extension Words {
  public var back: String { "Back" }
  public var saved: String { "Saved on this phone" }
  public var save: String { "Save" }
  public var throwAway: String { "Throw away" }
  public var draftNotKept: String {
    "There is no room left on this phone. What you type is only on the screen. Free some room, then save."
  }
  public var notSetUp: String { "This phone is not set up" }
  public var notSetUpHelp: String { "It does not belong to an organisation yet. Ask your manager." }
  public var unlockTitle: String { "Open Holdfast" }
  public var unlockWithoutNetwork: String { "This works with no signal." }
  public var unlockPin: String { "Your PIN or passphrase" }
  public var unlockOpen: String { "Open" }
  public var unlockByPhone: String { "Use the phone’s own lock" }
  public var unlockForgotten: String { "Forgotten it?" }
  public var unlockForgottenHelp: String {
    "Nobody can look it up. Phone your manager: they can set this phone up again. What the hub holds is safe."
  }
  public var todayNone: String { "No visits today" }
  public var todayNoneHelp: String { "If you are called to somebody, choose them below." }
  public var todayOthers: String { "Everybody else" }
  public var todayOffline: String {
    "No signal. You can go on working: everything is saved on this phone."
  }
  public var todayUnplannedWhy: String { "Why are you going?" }
  public var todayUnplannedStart: String { "I am there now" }
  public var note: String { "Write a note" }
  public var safetyTitle: String { "Safe at the hub?" }
  public var visitHere: String { "Here now" }
  public var visitNobodyHere: String { "Nobody has arrived yet" }
  public var visitArrive: String { "I have arrived" }
  public var visitLeave: String { "I am leaving" }
  public var visitLeaveStill: String { "Leave now" }
  public var visitMayIStart: String { "May I start?" }
  public var visitTasks: String { "To do" }
  public var visitMedicines: String { "Medicines" }
  public var visitWritten: String { "Written so far" }
  public var visitMissing: String { "Not written yet" }
  public var visitMeasure: String { "Measure or observe" }
  public var visitDraft: String {
    "You began something and did not save it. It is kept on this phone."
  }
  public var visitGoOn: String { "Go on writing" }
  public var visitUnplanned: String { "Not planned:" }
  public var person: String { "About this person" }
  public var noteText: String { "What happened, in plain words" }
  public var noteTitle: String { "Note" }
  public var amend: String { "Correct this" }
  public var amendTitle: String { "Correct a note" }
  public var amendText: String { "What it should say" }
  public var amendReason: String { "Why you correct it" }
  public var amendKept: String { "What was written first stays beside it." }
  public var amendedFirst: String { "First written:" }
  public var struck: String { "Struck out" }
  public var afterLeaving: String { "written after leaving" }
  public var reason: String { "Why" }
  public var doseTitle: String { "Medicine" }
  public var doseRecord: String { "What came of it" }
  public var doseAmount: String { "How much was taken" }
  public var doseAdvice: String { "Who advised it" }
  public var doseNote: String { "Anything else" }
  public var doseOutcome: String { "What came of it?" }
  public var doubleDose: String { "Look first: this may be a double dose." }
  public var observationTitle: String { "Measure or observe" }
  public var observationReading: String { "What you read or saw" }
  public var observationNote: String { "Anything else" }
  public var leaveTitle: String { "Before you leave" }
  public var leaveNote: String { "Anything to hand over" }
  public var leaveNothingMissing: String { "Everything planned is written." }
  public var disputedSeePerson: String { "Two people say different things: see the person" }
  public var lookFirst: String { "look first: given not long ago" }
  public var readAndUnderstood: String { "Read and understood" }
  public var paramedic: String { "For a paramedic" }
  public var personSections: String { "What to know" }
  public var whatMatters: String { "What matters most to me" }
  public var sinceLastHere: String { "Since you were last here" }
  public var nothingChanged: String { "Nothing has changed." }
  public var disputes: String { "Two people say different things" }
  public var endedMedicines: String { "No longer given" }
  public var opened: String { "open" }
  public var closed: String { "closed" }
  public var nothingWritten: String { "Nothing is written here" }
  public var twoSay: String { "two different things are said" }
  public var removed: String { "Taken away" }
  public var notConfirmed: String { "Nobody has confirmed this yet" }
  public var before: String { "Before:" }
  public var phoneBeforeYouRely: String { "Phone before you rely on either." }
  public var settle: String { "Settle this" }
  public var whichStands: String { "Which is right?" }
  public var settleWhy: String { "Why: who told you, and how they know" }
  public var dateOfBirth: String { "Date of birth" }
  public var nhs: String { "NHS number" }
  public var allergies: String { "Allergies" }
  public var resuscitation: String { "Resuscitation and refusals" }
  public var inAnyDoubt: String { "In any doubt: call 999. Show the crew the original." }
  public var baseline: String { "What is usual" }
  public var communication: String { "Talking and listening" }
  public var alerts: String { "Alerts" }
  public var nextOfKin: String { "Next of kin" }
  public var neverTaken: String { "No time known when it was last taken" }
  public var mayStart: String { "You may start" }
  public var waitsTitle: String { "This waits" }
  public var taskNotHere: String { "A task that is not here" }
  public var meanwhileDo: String { "Until then" }
  public var whomToPhone: String { "Who to phone" }
  public var findings: String { "Why" }
  public var alwaysAllowed: String { "You may always" }
  public var goOnAlthough: String { "Go on, and say why" }
  public var goOnHelp: String {
    "Your manager will see this at the top of their list. It is not a fault."
  }
  public var goOnBecause: String { "Leaving or waiting was more dangerous because" }
  public var goOnSign: String { "Sign and go on" }
  public var oneMoreHere: String { "Somebody else is here too" }
  public var oneFewerHere: String { "One of us has gone" }
  public var clocksDisagree: String { "The clocks do not agree. Check the date on this phone." }
  public var syncNow: String { "Sync now" }
  public var takenIn: String { "What this phone took in" }
  public var counted: String { "Entries" }
  public var countedApplied: String { "used" }
  public var countedWaiting: String { "waiting" }
  public var countedQuarantined: String { "set aside" }
  public var countedCarried: String { "carried for others" }
  public var notApplied: String { "Not used, and why" }
  public var waitsForTitle: String { "Waiting for" }
  public var quarantined: String { "Set aside" }
  public var carried: String { "Carried for others: this phone has no key to read them" }
  public var bundles: String { "Without the hub" }
  public var bundlesHelp: String {
    "A file takes everything from one phone to another. It is sealed: only those who may can read it."
  }
  public var bundleOut: String { "Give a file" }
  public var bundleIn: String { "Take a file in" }
}

// Today.
extension Words {
  public func wrong(_ wrong: Wrong) -> String {
    switch wrong.kind {
    case .locked: "This phone is locked. Open it again with your PIN."
    case .wrongPin: "That PIN is not right. Try again, or ask your manager."
    case .field: wrong.says ?? "Something is missing or cannot be read. Look at it again."
    case .notFound: "This is not on this phone. Sync, or ask the office."
    case .notAllowed: "You may not do this. Ask your manager."
    case .joining: "This phone does not belong to an organisation yet. Ask your manager."
    case .changed: "Somebody changed this meanwhile. Read it again as it is now."
    case .whose: "Two people may be one. Ask the office."
    case .file: "This file cannot be read. Choose another one."
    case .diskFull:
      "There is no room left on this phone. Nothing was saved. Free some room and save again. "
        + "What you typed is still here."
    case .damaged:
      "Something on this phone is damaged. Ask the office for help. Write on paper meanwhile."
    case .noKey: "The key for this has not come yet. Sync, or ask the office."
    case .hub: "The hub did not take this. All is saved on this phone. It will try again."
    case .other: "That did not work. Nothing was lost. Try again, or ask the office."
    }
  }

  public func todayHeard(_ at: Date?, _ now: Date) -> String {
    guard let at else { return "The hub was never heard yet." }
    return "The hub was last heard \(self.at(at, now))."
  }

  public func todayFor(_ member: Member) -> String { self.member(member) }

  public func unplannedTitle(_ name: String) -> String { "A visit to \(name)" }

  public func window(_ starts: Date?, _ ends: Date?) -> String {
    guard let starts else { return "No time yet" }
    guard let ends else { return "Since \(time(starts))" }
    return "\(time(starts)) to \(time(ends))"
  }

  public func name(_ name: String?) -> String { name ?? "Name not here yet" }

  public func visitState(_ state: VisitState) -> String {
    switch state {
    case .planned: "planned"
    case .stoodDown: "stood down"
    case .underWay: "under way"
    case .finished: "finished"
    }
  }

  /// What is new for whoever reads; nothing where they have read it as it stands.
  public func reading(_ reading: LastRead) -> String? {
    switch reading {
    case .never: "You have not read about them yet"
    case .beforeChanges: "Something changed since you read it"
    case .asItStands: nil
    }
  }

  public func tasks(_ count: Int) -> String { count == 1 ? "1 task" : "\(count) tasks" }

  public func entries(_ count: Int) -> String {
    count == 1 ? "1 thing written" : "\(count) things written"
  }

  public func safe(_ safe: Safe) -> String {
    switch safe {
    case .atTheHub: "All safe at the hub"
    case .onlyHere(entries: 1): "1 entry is only on this phone"
    case .onlyHere(let entries): "\(entries) entries are only on this phone"
    case .nothing: "Nothing written yet"
    }
  }
}

// A visit.
extension Words {
  public func doubleDoseFound(_ medicine: String?) -> String {
    "Possibly given twice: \(medicine ?? "a medicine")"
  }

  public func forExample(_ example: String) -> String { "For example: \(example)" }

  public func field(_ field: FieldShown) -> String { capitalised(field.label) }

  public func editor(_ editor: Editor) -> String {
    switch editor {
    case .note: noteTitle
    case .amend: amendTitle
    case .task(_, let done): taskDone(done)
    case .dose: doseTitle
    case .observe: observationTitle
    case .leave: leaveTitle
    }
  }

  public func recorded(_ kind: RecordedKind) -> String {
    switch kind {
    case .arrived: "Arrived"
    case .notAttended: "Nobody came"
    case .advice: "What the phone advised"
    case .wentOn: "Went on although"
    case .task: "Task"
    case .medicine: "Medicine"
    case .observation: "Measured or seen"
    case .note: "Note"
    case .instruction: "Asked by phone"
    case .left: "Left"
    }
  }

  public func offered(_ offer: OfferShown, _ now: Date) -> String {
    "\(at(offer.at, now)): \(outcome(offer.outcome))"
  }

  public func due(_ at: Date) -> String { "Due \(time(at))" }

  public func written(_ author: Member, _ at: Date, _ now: Date) -> String {
    "\(member(author)), \(self.at(at, now))"
  }

  public func taskDone(_ done: TaskDone) -> String {
    switch done {
    case .done: "Done"
    case .partly: "In part"
    case .notDone: "Not done"
    }
  }

  public func outcome(_ outcome: Outcome) -> String {
    switch outcome {
    case .takenSeen: "Taken, I saw it"
    case .takenReported: "Taken, I was told"
    case .partial: "Taken in part"
    case .declined: "Declined"
    case .alreadyTaken: "Already taken"
    case .asleepOrUnable: "Asleep or unable"
    case .notAvailable: "Not there"
    case .away: "Person away"
    case .withheldOnAdvice: "Held back on advice"
    case .notRequired: "Not needed"
    case .spoiled: "Spoiled"
    case .vomited: "Vomited"
    case .uncertain: "Not sure"
    case .errorSuspected: "A mistake, I think"
    case .notOffered: "Not offered"
    }
  }

  public func observation(_ kind: ObservationKind) -> String {
    switch kind {
    case .fluid: "Drink"
    case .food: "Food"
    case .weight: "Weight"
    case .temperature: "Temperature"
    case .pulse: "Pulse"
    case .bloodPressure: "Blood pressure"
    case .glucose: "Blood glucose"
    case .mood: "Mood"
    case .pain: "Pain"
    case .skin: "Skin"
    case .bowel: "Bowels"
    case .freeText: "Something else"
    }
  }

  /// An example of what each kind takes.
  public func example(_ kind: ObservationKind) -> String? {
    switch kind {
    case .fluid: "200 ml"
    case .food: "half"
    case .weight: "61.5 kg"
    case .temperature: "37.2"
    case .pulse: "72"
    case .bloodPressure: "120/80"
    case .glucose: "6.4"
    case .mood: "calm"
    case .pain: "3"
    case .skin: "left heel: red"
    case .bowel: "4"
    case .freeText: nil
    }
  }

  public func gap(_ gap: Gap, task: String?, medicine: String?) -> String {
    switch gap {
    case .noArrival: "No arrival is written"
    case .taskNotRecorded: "Task: \(task ?? "one that is not here")"
    case .medicineNotRecorded(_, let due):
      "Medicine: \(medicine ?? "one that is not here")" + (due.map { ", due \(time($0))" } ?? "")
    case .noLeavingTime(let member): "No leaving time for \(self.member(member))"
    case .fewerStaff(let needed, let came): "\(came) came, \(needed) are needed"
    }
  }
}

// May I start?
extension Words {
  public func section(_ section: SummarySection) -> String {
    switch section {
    case .risksAndTriggers: "Risks and triggers"
    case .medication: "Medicines"
    case .mobilityAndFalls: "Moving and falls"
    case .communication: "Talking and listening"
    case .consentAndCapacity: "Consent and capacity"
    case .escalationRoute: "Who to phone"
    }
  }

  public func sectionState(_ state: SectionState) -> String {
    switch state {
    case .current: "current"
    case .reviewDue: "review due"
    case .stale: "stale"
    case .unconfirmed: "unconfirmed"
    case .missing: "missing"
    case .disputed: "disputed"
    }
  }

  public func advice(_ advice: Advice) -> String {
    switch advice {
    case .proceed: "You may start as planned."
    case .proceedWithChanges: "You may start, with changes."
    case .doNotStart: "Do not start the planned tasks. Phone first."
    }
  }

  public func answer(_ answer: TaskAnswer) -> String {
    switch answer {
    case .mayProceed: "may start"
    case .paused: "waits"
    case .notChecked: "not checked"
    case .escalateAtOnce: "phone now"
    }
  }

  public func meanwhile(_ may: Meanwhile) -> String {
    switch may {
    case .stay: "Stay with them"
    case .comfort: "Comfort, company, warmth"
    case .foodAndDrink: "Food and drink you know is safe for them"
    case .emergencyHelp: "999 and first aid"
    case .write: "Write notes and concerns"
    case .carryOn: "If you can reach nobody and waiting is more dangerous, go on and say why"
    }
  }

  public func role(_ role: LadderRole) -> String {
    switch role {
    case .senior: "senior on shift"
    case .onCallManager: "on-call manager"
    case .dutyManager: "duty manager"
    case .office: "office"
    case .coordinator: "coordinator"
    case .registeredManager: "registered manager"
    case .safeguardingLead: "safeguarding lead"
    case .primeOnCall: "commissioner’s on-call manager"
    case .nominatedIndividual: "nominated individual"
    case .gp: "GP practice"
    case .pharmacy: "pharmacy"
    case .nhs111: "NHS 111"
    case .communityNurse: "community nurse"
    case .localAuthority: "local authority"
    case .nextOfKin: "family"
    }
  }

  public func staffHere(_ count: Int) -> String {
    count == 1 ? "You are here alone" : "\(count) of you are here"
  }

  public func phoneOnCall(_ number: String) -> String { "Phone on call: \(number)" }

  public func dial(_ number: String) -> String { "Phone \(number)" }

  public func event(_ event: EventKind) -> String {
    switch event {
    case .admission: "they went into hospital"
    case .discharge: "they came home from hospital"
    case .fall: "they fell"
    case .medicineChange: "a medicine changed"
    case .safeguardingConcern: "there was a concern"
    case .restrictionUsed: "a restriction was used"
    }
  }

  public func system(_ system: CareSystem) -> String {
    switch system {
    case .referralPortal: "the referral portal"
    case .dischargePlatform: "the discharge platform"
    case .sharedPlan: "the shared plan"
    case .emarLink: "the medicine record link"
    case .callMonitoring: "call monitoring"
    case .rota: "the rota"
    case .email: "e-mail"
    case .telephones: "the office’s telephones"
    }
  }

  public func reason(_ reason: Reason, _ event: EventKind?, _ system: CareSystem?) -> String {
    switch reason {
    case .neverConfirmed: "Nobody has confirmed this yet."
    case .eventSince: "Not confirmed since \(event.map(self.event) ?? "something changed")."
    case .checkDate: "The clocks do not agree. Check the date before you rely on this."
    case .tooOld: "It is too long since somebody confirmed this."
    case .validUntilPassed: "This was to be used until a day that has passed."
    case .expired: "This has a last day, and that day has passed."
    case .reviewDue: "This is due to be looked at again."
    case .nothingRecorded: "Something that must be known is not written."
    case .statedUnknown: "It was asked, and there is no answer yet. That is not “none”."
    case .disputed: "Two people wrote different things. Phone before you rely on either."
    case .readCautiously: "Two people wrote different things. Go by the safer one."
    case .notAuthorised:
      "A restriction is disputed: not authorised now. Phone now. Take nothing away on your own."
    case .noneKnownBesideItem: "It says “none known”, and there is one. Phone to settle it."
    case .timeCriticalDisputed:
      "A medicine that must not be late is disputed. Phone now. Do not leave it out or guess."
    case .cannotBeRead: "Something here cannot be read by this version. Phone to ask."
    case .changeWaiting: "Another system says this changed. Nobody has decided yet."
    case .systemDown:
      "\(capitalised(system.map(self.system) ?? "a system")) is down. Confirm this by phone."
    case .tooFewStaff: "It takes more people than are here."
    case .notChecked: "Nobody has checked this kind of task."
    case .medicineDoesNotStand: "This medicine is not in the summary now."
    case .noRestriction: "No restriction is written in the summary."
    }
  }

  /// What is missing is named: the end of each key says which kind.
  private func missing(_ keys: [String]) -> String {
    let kinds = keys.map { key in
      (key.split(separator: "/").last ?? "").replacing("-", with: " ")
    }
    if kinds.isEmpty { return "Nothing is written here." }
    return "Nothing is written about: \(kinds.joined(separator: ", "))."
  }

  public func ground(_ ground: GroundShown) -> String {
    ground.reason == .nothingRecorded
      ? missing(ground.keys) : reason(ground.reason, ground.event, nil)
  }

  public func finding(_ finding: FindingShown) -> String {
    let why =
      finding.reason == .nothingRecorded
      ? missing(finding.keys) : reason(finding.reason, finding.event, finding.system)
    let staff = finding.staff.map { " It takes \($0)." } ?? ""
    let since = finding.since.map { " \(self.since($0))." } ?? ""
    return why + staff + since
  }

  public func measure(_ measure: Measure) -> String {
    switch measure {
    case .note: "Go ahead, and tell the office."
    case .confirmByPhone: "Confirm by phone first."
    case .pauseTasks: "What depends on it waits."
    case .sendSenior: "What depends on it waits for a senior."
    case .doNotStart: "The visit does not start as planned."
    }
  }

  public func skipped(_ skipped: Skipped) -> String {
    switch skipped {
    case .outsideHours: "not at this hour"
    case .channelDown: "cannot be reached now"
    case .noNumber: "no number written"
    }
  }

  public func reachBy(_ by: ReachBy) -> String {
    switch by {
    case .phone: "Phone"
    case .mobile: "Mobile"
    case .text: "Text message"
    case .email: "E-mail"
    case .radio: "Radio"
    case .alarm: "Care alarm"
    }
  }
}

// A person.
extension Words {
  /// A day as the library writes it, 1941-03-07, in words.
  public func born(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    let day = DateComponents(
      timeZone: .gmt, year: parts.first, month: parts.dropFirst().first,
      day: parts.dropFirst(2).first)
    guard parts.count == 3, let at = Calendar(identifier: .gregorian).date(from: day) else {
      return "\(dateOfBirth): \(date)"
    }
    let format: Date.FormatString =
      "\(day: .defaultDigits) \(month: .wide) \(year: .defaultDigits)"
    return "\(dateOfBirth): \(written(at, format, in: .gmt))"
  }

  public func nhsNumber(_ number: String) -> String { "\(nhs): \(number)" }

  public func notWritten(_ what: String) -> String { "\(what): not written" }

  public func likesToBeCalled(_ name: String) -> String { "Likes to be called \(name)" }

  public func similarName(_ name: String) -> String {
    "Somebody else is called \(name). Make sure who this is."
  }

  public func lastRead(_ at: Date, _ now: Date) -> String { "You read this \(self.at(at, now))" }

  public func lastTaken(_ at: Date, _ now: Date) -> String { "Last taken \(self.at(at, now))" }

  public func since(_ at: Date) -> String { "Since \(short(at, in: zone))" }

  public func itemCount(_ count: Int) -> String { entries(count) }

  public func entryCount(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }

  public func unreadable(_ count: Int) -> String {
    "\(itemCount(count)) that this version cannot read. Tell the office."
  }

  public func slot(_ item: SummaryItem) -> String { capitalised(item.name) }

  public func validUntil(_ day: Day) -> String { "To be relied on until \(self.day(day))" }

  public func confirmed(_ by: ConfirmationShown, _ now: Date) -> String {
    "Confirmed by \(member(by.by)), \(at(by.at, now))"
  }

  public func source(_ said: SaidShown, _ now: Date) -> String {
    let who = written(said.author, said.written, now)
    return switch said.source {
    case .person: "They said so. \(who)"
    case .author: who
    case .told(let by, _): "\(by) said so. \(who)"
    case .imported: "From another system. \(who)"
    case .paper(let paper): "From paper: \(paper). \(who)"
    }
  }

  public func keep(_ keep: Keep) -> String {
    switch keep {
    case .items: "What is listed stands"
    case .noneKnown: "None known stands"
    }
  }

  public func caution(_ caution: Caution) -> String {
    switch caution {
    case .noReading: phoneBeforeYouRely
    case .goBy: "Go by the safer one until it is settled."
    case .notAuthorised: "Not authorised until it is settled."
    case .paused: "It waits until it is settled."
    }
  }

  public func differs(_ differs: Differs) -> String {
    switch differs {
    case .new: "new"
    case .changed: "changed"
    case .removed: "taken away"
    case .disputed: "disputed"
    case .confirmed: "confirmed"
    case .cannotBeRead: "cannot be read here"
    }
  }

  private func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

// Safe at the hub?
extension Words {
  public func waitsFor(_ waits: WaitsFor) -> String {
    switch waits {
    case .earlierEntry: "the entry before it"
    case .key: "its key"
    case .grant: "proof that its author may write it"
    case .card: "word of which record it is for"
    case .earlierChange: "an earlier change"
    }
  }

  public func atTheHub(_ held: UInt64, _ written: UInt64) -> String {
    "\(held) of \(written) safe at the hub"
  }

  public func receiptAt(_ at: Date, _ now: Date) -> String {
    "The hub signed for it \(self.at(at, now))."
  }

  public func tookIn(_ took: TakenIn) -> String {
    "Taken in: \(took.newEntries) new, \(took.known) known before."
  }

  public func copied(_ label: String?) -> String {
    "\(label ?? "A device") was copied. Tell a manager now."
  }

  public func syncing(_ state: SyncState) -> String {
    let said = [state.trouble.map(trouble), state.ended.flatMap(ended), doing(state)]
    let words = said.compactMap { $0 }.joined(separator: " ")
    return words.isEmpty ? "It syncs by itself." : words
  }

  private func trouble(_ trouble: Trouble) -> String {
    switch trouble {
    case .unreachable: "The hub could not be reached."
    case .refused: "The hub did not take this."
    case .noHub: "Nobody has said where the hub is. Ask a manager, or give a file."
    case .noRoom: "There is no room on this phone for what the hub sends."
    }
  }

  private func ended(_ ended: Ended) -> String? {
    switch ended {
    case .inSync: nil
    case .differs: "Some differences remain. Tell the office."
    case .notEnrolled: "The hub does not know this phone. Ask a manager."
    case .withdrawn: "This phone was withdrawn. Ask a manager."
    }
  }

  private func doing(_ state: SyncState) -> String? {
    switch state.phase {
    case .running: "Talking to the hub now."
    case .idle: state.trouble == nil ? nil : "It tries again when there is a signal."
    case .waiting(let wait): state.trouble == nil ? nil : "It tries again in \(waiting(wait))."
    }
  }

  private func waiting(_ wait: Duration) -> String {
    let minutes = wait.components.seconds / 60
    return switch minutes {
    case ..<1: "less than a minute"
    case 1: "1 minute"
    default: "\(minutes) minutes"
    }
  }
}
