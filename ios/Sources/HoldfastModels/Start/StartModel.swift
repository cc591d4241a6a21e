import Holdfast
import Observation

/// A task, with what is advised about it.
public struct TaskLine: Sendable, Equatable {
  /// What is to be done, in words; nothing for one that is not in the plan any more.
  public let what: String?
  public let advice: TaskAdvice
}

/// Advice before a visit. It is recorded with the visit, and never stands between a carer and a person.
@MainActor @Observable
public final class StartModel {
  /// Why somebody goes on although, while it is being written.
  @MainActor
  public final class GoingOn: Identifiable {
    public let form: FormModel

    init(_ form: FormModel) {
      self.form = form
    }
  }

  /// Why leaving or waiting was more dangerous.
  public static let because = "because"
  /// More than ever stand around one bed.
  public static let mostStaff = 4

  public private(set) var page: VisitPage?
  public private(set) var answer: MayIStart?
  /// How many carers are there.
  public private(set) var staff = 1
  public private(set) var wrong: Wrong?
  /// Set to nothing by whoever goes back to the advice: what was typed stays a draft.
  public var goingOn: GoingOn?

  public let visit: VisitId
  public let at: Unlocked
  private let arrived: @MainActor () -> Void

  public init(_ at: Unlocked, _ visit: VisitId, arrived: @escaping @MainActor () -> Void) {
    self.at = at
    self.visit = visit
    self.arrived = arrived
    load()
    at.whenever { [weak self] in self?.load() }
  }

  private var lines: [TaskLine] {
    (answer?.tasks ?? []).map { TaskLine(what: page?.task($0.key), advice: $0) }
  }

  /// What may start.
  public var mayStart: [TaskLine] { lines.filter { $0.advice.answer == .mayProceed } }

  /// What waits, and what nobody has checked.
  public var waits: [TaskLine] { lines.filter { $0.advice.answer != .mayProceed } }

  /// Whether going on although is offered: the answer was not to start as planned.
  public var offersGoingOn: Bool { answer.map { $0.advice != .proceed } ?? false }

  /// Why a task waits, each reason once.
  public func because(_ line: TaskLine) -> [FindingShown] {
    let findings = answer?.findings ?? []
    var named: [FindingShown] = []
    for finding in line.advice.because.compactMap({ findings[safe: Int($0)] })
    where !named.contains(where: { $0.isSame(as: finding) }) {
      named.append(finding)
    }
    return named
  }

  /// Asks again, for as many carers as are there.
  public func load() {
    let staff = staff
    at.act(refused) { [self, visit] in
      let (page, answer) = try await at.ask { device in
        let visits = device.visits()
        let answer = try visits.mayIStart(visit: visit, present: UInt32(staff))
        return (try visits.page(visit: visit), answer)
      }
      // What was asked for fewer carers is no answer for more.
      if staff == self.staff { (self.page, self.answer) = (page, answer) }
    }
  }

  /// How many carers are there.
  public func present(_ staff: Int) {
    self.staff = min(max(staff, 1), Self.mostStaff)
    load()
  }

  /// Arrives, with the advice that was on the screen beside it. Arriving comes first: it never waits for
  /// advice.
  public func arrive() {
    let shown = answer?.version
    at.act(refused) { [self, visit] in
      try await at.ask { try $0.visits().arrive(visit: visit) }
      if let shown { try await at.ask { try $0.visits().recordAdvice(visit: visit, shown: shown) } }
      if !at.life.isEnded { arrived() }
    }
  }

  /// Asks why somebody goes on although.
  public func goOn() {
    let shown = answer?.version
    let form = FormModel(at, slot: "went-on/\(visit.text)") { [at, visit] typed in
      let because = typed[Self.because] ?? ""
      try await at.ask {
        try $0.visits().wentOn(visit: visit, because: because, shown: shown)
      }
    } saved: { [weak self] in
      self?.goingOn = nil
      self?.arrived()
    }
    goingOn = GoingOn(form)
  }

  /// Opens the dialler.
  public func dial(_ number: String) { at.phone.dial(number) }

  private func refused(_ problem: Wrong) {
    wrong = problem
  }
}

extension MayIStart {
  /// The organisation's on-call phone, where no call above has it.
  public var onCallElsewhere: String? {
    onCall.flatMap { number in
      calls.contains { $0.reach.contains { $0.at == number } } ? nil : number
    }
  }
}

extension FindingShown {
  /// Whether it reads the same in short.
  fileprivate func isSame(as other: FindingShown) -> Bool {
    section == other.section && state == other.state && task == other.task
      && (section != nil || reason == other.reason)
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
