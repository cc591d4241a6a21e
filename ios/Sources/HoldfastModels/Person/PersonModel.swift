import Holdfast
import Observation

/// A person: what is known, how sure it is, what changed.
@MainActor @Observable
public final class PersonModel {
  /// A dispute that is being settled: which side stands, and why.
  @MainActor @Observable
  public final class Settling: Identifiable {
    public fileprivate(set) var dispute: Dispute
    public let form: FormModel

    init(_ dispute: Dispute, _ form: FormModel) {
      self.dispute = dispute
      self.form = form
    }

    /// The side that is chosen.
    public var chosen: Side? {
      let kept = form.values[PersonModel.side]
      return dispute.sides.first { $0.kept == kept }
    }

    /// Whether a tap on Save would do anything.
    public var canSave: Bool { form.phase == .writing && chosen != nil }
  }

  /// Which side stands.
  public static let side = "side"
  /// Why.
  public static let why = "reason"

  /// What the library says; nothing until it has said so for the first time.
  public private(set) var page: PersonPage?
  /// Sections whose items are shown.
  public private(set) var open: Set<SummarySection> = []
  /// The organisation's on-call phone.
  public private(set) var onCall: String?
  /// Whether the last act is saved: it says so only when the call has returned.
  public private(set) var isSaved = false
  public private(set) var wrong: Wrong?
  /// Set to nothing by whoever goes back to the person: what was typed stays a draft.
  public var settling: Settling?

  public let person: PersonId
  public let at: Unlocked

  public init(_ at: Unlocked, _ person: PersonId) {
    self.at = at
    self.person = person
    load()
    at.whenever { [weak self] in self?.load() }
  }

  /// Whether "read and understood" is offered: there is something this reader has not acknowledged.
  public var asksToBeRead: Bool { page.map { $0.reading != .asItStands } ?? false }

  /// Draws it again. What is open stays open.
  public func load() {
    at.act(refused) { [self, person] in
      let (page, onCall) = try await at.ask {
        (try $0.people().page(person: person), try $0.onCall())
      }
      (self.page, self.onCall) = (page, onCall)
    }
  }

  /// Shows the items of a section, or hides them.
  public func toggle(_ section: SummarySection) {
    open.formSymmetricDifference([section])
  }

  /// Read and understood: exactly what is on the screen, and nothing that came in since it was drawn.
  public func acknowledge() {
    guard let shown = page?.version else { return }
    (isSaved, wrong) = (false, nil)
    at.act { [self] problem in
      wrong = problem
      load()
    } _: { [self] in
      try await at.ask { try $0.people().acknowledge(shown: shown) }
      isSaved = true
      load()
    }
  }

  /// Asks which side stands, and why.
  public func settle(_ dispute: Dispute) {
    (isSaved, wrong) = (false, nil)
    let slot = "settle/\(person.text)/\(dispute.key)"
    let form = FormModel(at, slot: slot) { [weak self] typed in
      guard let self else { throw CancellationError() }
      try await stands(typed)
    } saved: { [weak self] in
      self?.settling = nil
      self?.isSaved = true
      self?.load()
    }
    settling = Settling(dispute, form)
  }

  /// Settles what is on the screen, and nothing that came in since it was drawn: that is shown first.
  private func stands(_ typed: [String: String]) async throws {
    // Without a side Save is not offered.
    guard let settling, let side = settling.chosen else { throw CancellationError() }
    let (shown, why) = (settling.dispute, typed[Self.why] ?? "")
    do {
      try await at.ask {
        try $0.disputes().settle(shown: shown.version, choice: side.choice, why: why)
      }
    } catch let error as HoldfastError where error.kind() == .changed {
      let page = try await at.ask { [person] in try $0.people().page(person: person) }
      self.page = page
      if let now = page.disputes.first(where: { $0.key == shown.key }) { settling.dispute = now }
      throw error
    }
  }

  /// Opens the dialler.
  public func dial(_ number: String) { at.phone.dial(number) }

  private func refused(_ problem: Wrong) {
    wrong = problem
  }
}

extension PersonPage {
  /// Everything in the six sections.
  private var items: [SummaryItem] { sections.flatMap(\.items) }

  private var identity: [SummaryItem] { beside.first { $0.place == .identity }?.items ?? [] }

  /// The full name, where it is another than what they are called.
  public var otherName: String? { full == preferred ? nil : full }

  /// The day they were born, as the library writes it.
  public var dateOfBirth: String? { only(.dateOfBirth, "date") }

  public var nhsNumber: String? { only(.nhsNumber, "number") }

  /// What matters most to them.
  public var whatMatters: [SaidShown] {
    identity.filter { $0.slot == .whatMatters }.flatMap(\.values)
  }

  public var alerts: [SummaryItem] { items.filter { $0.slot == .alert } }

  public var endedMedicines: [SummaryItem] { items.filter { $0.slot == .endedMedicine } }

  private func only(_ slot: Slot, _ field: String) -> String? {
    identity.first { $0.slot == slot }?.only?.says.text(field)
  }
}

extension SectionShown {
  /// What stands in it now: ended medicines stand apart.
  public var standing: [SummaryItem] { items.filter { $0.slot != .endedMedicine } }
}
