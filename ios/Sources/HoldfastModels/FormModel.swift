import Foundation
import Holdfast
import Observation

/// Something a person writes: kept as a draft with every letter, saved once, never lost between.
@MainActor @Observable
public final class FormModel {
  /// Where it stands.
  public enum Phase {
    /// Somebody writes.
    case writing
    /// It is being saved: a second tap does nothing.
    case saving
    /// The call that saves has returned.
    case saved
  }

  /// Whether what is typed would survive the app being killed.
  public enum Draft {
    /// It would.
    case kept
    /// There was no room for it: it is on the screen only.
    case noRoom
  }

  public private(set) var values: [String: String]
  public private(set) var phase = Phase.writing
  public private(set) var draft = Draft.kept
  public private(set) var wrong: Wrong?

  private let at: Unlocked
  private let slot: String
  private let save: @MainActor ([String: String]) async throws -> Void
  private let saved: @MainActor () -> Void
  @ObservationIgnored private var isKeeping = false
  @ObservationIgnored private var lastKept: [String: String]?

  /// `slot` names the draft with ids and fixed words only. `save` returns when what was written
  /// survives a power cut; only then is the draft forgotten and, where the screen is still there, `saved`
  /// called.
  public init(
    _ at: Unlocked, slot: String, start: [String: String] = [:],
    save: @escaping @MainActor ([String: String]) async throws -> Void,
    saved: @escaping @MainActor () -> Void
  ) {
    self.at = at
    self.slot = slot
    self.save = save
    self.saved = saved
    values = start
    at.act(refused) { [weak self] in
      guard let kept = try await at.ask({ try $0.drafts().kept(slot: slot) }) else { return }
      // Whoever was quicker than the disk keeps what they typed.
      if let self, values == start { values.merge(FormText.read(kept)) { _, kept in kept } }
    }
  }

  public subscript(field: String) -> String {
    get { values[field] ?? "" }
    set { set(field, to: newValue) }
  }

  private func set(_ field: String, to text: String) {
    guard phase == .writing, values[field] != text else { return }
    values[field] = text
    wrong = nil
    keep()
  }

  /// Keeps what is typed, and what is typed while it does. Only one at a time: the newest counts.
  private func keep() {
    guard !isKeeping else { return }
    isKeeping = true
    at.act(notKept) { [self] in
      defer { isKeeping = false }
      while phase == .writing, values != lastKept {
        let (now, text, slot) = (values, try FormText.write(values), slot)
        try await at.ask { try $0.drafts().keep(slot: slot, contents: text) }
        lastKept = now
        draft = .kept
      }
    }
  }

  /// Saves it, once.
  public func submit() {
    guard phase == .writing else { return }
    phase = .saving
    wrong = nil
    at.act(refused) { [self] in
      try await save(values)
      phase = .saved
      // What was saved is saved: a draft that cannot be forgotten is only shown once more.
      try? await forget()
      if !at.life.isEnded { saved() }
    }
  }

  /// Throws it away, because somebody said so.
  public func discard() {
    phase = .saved
    at.act({ _ in }, forget)
  }

  /// The device answers in the order of asking, so a draft that is being kept goes too.
  private func forget() async throws {
    let slot = slot
    try await at.ask { try $0.drafts().forget(slot: slot) }
  }

  private func notKept(_ problem: Wrong) {
    if problem.kind == .diskFull { draft = .noRoom } else { wrong = problem }
  }

  private func refused(_ problem: Wrong) {
    phase = .writing
    wrong = problem
    keep()
  }
}

/// A form's fields as one text.
public enum FormText {
  /// For keeping: in an order of its own, so that the same fields are the same text.
  public static func write(_ values: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(values), as: UTF8.self)
  }

  /// What was kept; nothing where it is none of ours.
  public static func read(_ kept: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(kept.utf8))) ?? [:]
  }
}
