import Foundation
import Holdfast

/// The words on the screens in one language. No word stands here: they come from the catalogue, `words/`;
/// here they are put together with what the library says.
public struct Words: Sendable {
  public let language: Language
  private let locale: Locale
  // Where the care is given, wherever the phone thinks it is.
  private let zone = TimeZone(identifier: "Europe/London") ?? .gmt

  public init(_ language: Language = .en) {
    self.language = language
    locale = Locale(identifier: "\(language.rawValue)_GB")
  }

  /// In the first of these languages that there are words in; else in English.
  public static func preferring(_ languages: [String]) -> Words {
    let spoken = languages.lazy.compactMap { tag in
      Locale(identifier: tag).language.languageCode.flatMap { Language(rawValue: $0.identifier) }
    }
    return Words(spoken.first ?? .en)
  }

  /// In the language that the phone is set to.
  public static func ofThePhone() -> Words { preferring(Locale.preferredLanguages) }

  private func written(_ at: Date, _ pattern: String, in zone: TimeZone) -> String {
    let format = DateFormatter()
    format.locale = locale
    format.timeZone = zone
    format.dateFormat = pattern
    return format.string(from: at)
  }

  public func time(_ at: Date) -> String { written(at, clockPattern, in: zone) }

  public func day(_ at: Date) -> String { written(at, dayPattern, in: zone) }

  public func day(_ day: Day) -> String {
    written(Int(day.year), Int(day.month), Int(day.day), shortDayPattern)
  }

  /// A day of the calendar, which is the same one everywhere.
  private func written(_ year: Int, _ month: Int, _ day: Int, _ pattern: String) -> String {
    let parts = DateComponents(timeZone: .gmt, year: year, month: month, day: day)
    guard let at = Calendar(identifier: .gregorian).date(from: parts) else {
      return "\(year)-\(month)-\(day)"
    }
    return written(at, pattern, in: .gmt)
  }

  private func short(_ at: Date) -> String { written(at, shortDayPattern, in: zone) }

  /// A time, with its day where that is another one.
  public func at(_ at: Date, _ now: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.isDate(at, inSameDayAs: now) ? time(at) : dayAndTime(short(at), time(at))
  }

  public func member(_ member: Member) -> String { member.name ?? somebodyUnknown }

  public func name(_ name: String?) -> String { name ?? nameNotHere }

  public func written(_ author: Member, _ at: Date, _ now: Date) -> String {
    whoWhen(member(author), self.at(at, now))
  }

  /// What the library says a field takes is in its own English; in another language the catalogue's word
  /// stands alone.
  public func wrong(_ wrong: Wrong) -> String {
    if wrong.keysGone { return keysGone }
    guard wrong.kind == .field, language == .en, let says = wrong.says else {
      return problem(wrong.kind)
    }
    return says
  }

  private func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}

// Today.
extension Words {
  public func todayHeard(_ at: Date?, _ now: Date) -> String {
    at.map { todayHeardAt(self.at($0, now)) } ?? todayHeardNever
  }

  public func todayFor(_ member: Member) -> String { self.member(member) }

  public func window(_ starts: Date?, _ ends: Date?) -> String {
    guard let starts else { return windowNone }
    guard let ends else { return windowFrom(time(starts)) }
    return windowFromTo(time(starts), time(ends))
  }

  /// What is new for whoever reads; nothing where they have read it as it stands.
  public func reading(_ reading: LastRead) -> String? { said(news(reading)) }

  public func safe(_ safe: Safe) -> String {
    switch safe {
    case .atTheHub: safeAtTheHub
    case .onlyHere(let entries): safeOnlyHere(Int(entries))
    case .nothing: safeNothing
    }
  }

  /// Nothing where there is no word for it.
  private func said(_ text: String) -> String? { text.isEmpty ? nil : text }
}

// A visit.
extension Words {
  public func doubleDoseFound(_ medicine: String?) -> String {
    doubleDoseOf(medicine ?? aMedicine)
  }

  public func field(_ field: FieldShown) -> String { capitalised(label(field.label)) }

  /// What a field says: a word of a closed set in this language, what somebody wrote as they wrote it.
  public func says(_ field: FieldShown) -> String {
    let parts = field.parts.map { part in
      switch part {
      case .word(let word): self.word(word)
      case .written(let text): text
      }
    }
    return parts.isEmpty ? field.text : parts.joined()
  }

  /// The same of several.
  public func says(_ fields: [FieldShown]) -> String {
    fields.map { says($0) }.joined(separator: ", ")
  }

  /// A word to choose.
  public func choice(_ word: String) -> String { capitalised(self.word(word)) }

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

  public func offered(_ offer: OfferShown, _ now: Date) -> String {
    offeredAt(at(offer.at, now), outcome(offer.outcome))
  }

  public func due(_ at: Date) -> String { dueAt(time(at)) }

  /// An example of what each kind takes.
  public func example(_ kind: ObservationKind) -> String? { said(readingExample(kind)) }

  public func gap(_ gap: Gap, task: String?, medicine: String?) -> String {
    switch gap {
    case .noArrival: return gapNoArrival
    case .taskNotRecorded: return gapTask(task ?? oneNotHere)
    case .medicineNotRecorded(_, let due):
      let name = medicine ?? oneNotHere
      return due.map { gapMedicineDue(name, time($0)) } ?? gapMedicine(name)
    case .noLeavingTime(let member): return gapNoLeaving(self.member(member))
    case .fewerStaff(let needed, let came): return gapFewerStaff(Int(came), Int(needed))
    }
  }
}

// May I start?
extension Words {
  public func reason(_ reason: Reason, _ event: EventKind?, _ system: CareSystem?) -> String {
    switch (reason, event, system) {
    case (.eventSince, let event?, _): notConfirmedSince(event)
    case (.systemDown, _, let system?): systemDown(system)
    default: why(reason)
    }
  }

  /// What is missing is named.
  private func missing(_ kinds: [Slot]) -> String {
    kinds.isEmpty
      ? nothingIsWritten : nothingWrittenAbout(kinds.map(kind).joined(separator: ", "))
  }

  public func ground(_ ground: GroundShown) -> String {
    ground.reason == .nothingRecorded
      ? missing(ground.kinds) : reason(ground.reason, ground.event, nil)
  }

  public func finding(_ finding: FindingShown) -> String {
    let why =
      finding.reason == .nothingRecorded
      ? missing(finding.kinds) : reason(finding.reason, finding.event, finding.system)
    let staff = finding.staff.map { staffItTakes(Int($0)) }
    let since = finding.since.map { findingSince(short($0)) }
    return [why, staff, since].compactMap { $0 }.joined(separator: " ")
  }
}

// A person.
extension Words {
  /// A day as the library writes it, 1941-03-07, in words.
  public func born(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return bornOn(date) }
    return bornOn(written(parts[0], parts[1], parts[2], longDayPattern))
  }

  public func lastRead(_ at: Date, _ now: Date) -> String { readAt(self.at(at, now)) }

  public func lastTaken(_ at: Date, _ now: Date) -> String { takenAt(self.at(at, now)) }

  public func since(_ at: Date) -> String { sinceDay(short(at)) }

  public func itemCount(_ count: Int) -> String { entries(count) }

  public func slot(_ item: SummaryItem) -> String { capitalised(kind(item.slot)) }

  public func validUntil(_ day: Day) -> String { validUntilDay(self.day(day)) }

  public func confirmed(_ by: ConfirmationShown, _ now: Date) -> String {
    confirmedBy(member(by.by), at(by.at, now))
  }

  public func source(_ said: SaidShown, _ now: Date) -> String {
    let who = written(said.author, said.written, now)
    return switch said.source {
    case .person: sourcePerson(who)
    case .author: who
    case .told(let by, _): sourceTold(by, who)
    case .imported: sourceImported(who)
    case .paper(let paper): sourcePaper(paper, who)
    }
  }
}

// Safe at the hub?
extension Words {
  public func atTheHub(_ held: UInt64, _ written: UInt64) -> String {
    heldAtTheHub(Int(held), Int(written))
  }

  public func receiptAt(_ at: Date, _ now: Date) -> String { signedAt(self.at(at, now)) }

  public func tookIn(_ took: TakenIn) -> String {
    tookInCounts(Int(took.newEntries), Int(took.known))
  }

  public func copied(_ label: String?) -> String { wasCopied(label ?? aDevice) }

  public func syncing(_ state: SyncState) -> String {
    let trouble = state.trouble.map(self.trouble)
    let ended = state.ended.flatMap { said(ending($0)) }
    let doing: String? =
      switch state.phase {
      case .running: syncingNow
      case .idle: trouble.map { _ in triesWithSignal }
      case .waiting(let wait): trouble.map { _ in triesAgain(Int(wait.components.seconds / 60)) }
      }
    return said([trouble, ended, doing].compactMap { $0 }.joined(separator: " "))
      ?? syncsByItself
  }
}
