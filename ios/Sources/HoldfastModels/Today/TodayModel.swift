import Holdfast
import Observation

/// The first screen after unlocking.
@MainActor @Observable
public final class TodayModel {
  /// An unplanned visit that is about to begin: the form asks why.
  @MainActor
  public final class Unplanned: Identifiable {
    public let person: PersonRow
    public let form: FormModel

    init(_ person: PersonRow, _ form: FormModel) {
      self.person = person
      self.form = form
    }
  }

  /// The one field of an unplanned visit.
  public static let because = "because"

  /// What the library says; nothing until it has said so for the first time.
  public private(set) var today: Today?
  public private(set) var wrong: Wrong?
  /// Set to nothing by whoever goes back: what was typed stays a draft.
  public var unplanned: Unplanned?

  public let at: Unlocked
  private let opened: @MainActor (VisitId) -> Void

  public init(_ at: Unlocked, opened: @escaping @MainActor (VisitId) -> Void) {
    self.at = at
    self.opened = opened
    load()
    at.whenever { [weak self] in self?.load() }
  }

  /// Whether the phone has a network now.
  public var network: Signal { at.phone.networks.now }

  /// Draws it again, from one call.
  public func load() {
    at.act({ [self] in wrong = $0 }) { [self] in
      today = try await at.ask { try $0.visits().today() }
      wrong = nil
    }
  }

  /// Somebody was called to a person without a plan.
  public func begin(_ person: PersonRow) {
    var begun: VisitId?
    let form = FormModel(at, slot: "unplanned/\(person.person.text)") { [at] typed in
      let because = typed[Self.because] ?? ""
      begun = try await at.ask {
        try $0.visits().startUnplanned(person: person.person, because: because)
      }
    } saved: { [self] in
      unplanned = nil
      if let begun { opened(begun) }
    }
    unplanned = Unplanned(person, form)
  }
}
