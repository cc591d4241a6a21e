import Foundation
import Holdfast
import Observation

/// A visit: arriving, what is recorded, leaving. Nothing here asks whether the visit may start.
@MainActor @Observable
public final class VisitModel {
  /// Something that is being written, with its form.
  @MainActor @Observable
  public final class Writing: Identifiable {
    public let editor: Editor
    public let form: FormModel
    /// For a dose: the offer with which one more now may be a double dose.
    public fileprivate(set) var lookFirst: OfferShown?

    init(_ editor: Editor, _ form: FormModel) {
      self.editor = editor
      self.form = form
    }

    /// Whether a tap on Save would do anything.
    public var canSave: Bool { form.phase == .writing && editor.isReady(form.values) }
  }

  /// What the library says; nothing until it has said so for the first time.
  public private(set) var page: VisitPage?
  /// Who looks.
  public private(set) var me: MemberId?
  /// Now, by this device's clock.
  public private(set) var now = Date(timeIntervalSince1970: 0)
  /// What was begun here and not saved.
  public private(set) var begun: [Editor] = []
  /// Whether the last act is saved: it says so only when the call has returned.
  public private(set) var isSaved = false
  public private(set) var wrong: Wrong?
  /// Set to nothing by whoever goes back to the visit: what was typed stays a draft.
  public var writing: Writing? {
    didSet { if writing == nil { load() } }
  }

  public let visit: VisitId
  public let at: Unlocked

  public init(_ at: Unlocked, _ visit: VisitId) {
    self.at = at
    self.visit = visit
    load()
    at.whenever { [weak self] in self?.load() }
  }

  /// Whether whoever looks is there.
  public var iAmHere: Bool { page?.present.contains { $0.member == me } ?? false }

  /// Draws it again.
  public func load() {
    at.act(refused) { [self, visit] in
      let (page, today, begun) = try await at.ask { device in
        let page = try device.visits().page(visit: visit)
        let begun = try [Editor.note, .observe].filter {
          try device.drafts().kept(slot: $0.slot(visit)) != nil
        }
        return (page, try device.visits().today(), begun)
      }
      (self.page, me, now, self.begun) = (page, today.me.member, today.now, begun)
    }
  }

  /// Arrived. Never refused by anything this screen knows.
  public func arrive() {
    act { device, visit in try device.visits().arrive(visit: visit) }
  }

  /// A planned task was done, or asks why not.
  public func task(_ task: PlannedTask, _ done: TaskDone) {
    guard done == .done else { return edit(.task(task, done)) }
    act { device, visit in try device.visits().task(visit: visit, key: task.key, done: done) }
  }

  /// Begins to write something, or goes on with it.
  public func edit(_ editor: Editor) {
    (isSaved, wrong) = (false, nil)
    let visit = visit
    let form = FormModel(at, slot: editor.slot(visit), start: editor.start) { [at] typed in
      try await at.ask { try editor.save($0, visit, typed) }
    } saved: { [weak self] in
      self?.isSaved = true
      self?.writing = nil
    }
    writing = Writing(editor, form)
    if case .dose(let medicine, let due) = editor { lookFirst(medicine, due) }
  }

  private func lookFirst(_ medicine: MedicineAtVisit, _ due: Date?) {
    at.act(refused) { [self, visit] in
      writing?.lookFirst = try await at.ask {
        try $0.visits().beforeTheTap(visit: visit, medicine: medicine.medicine.key, due: due)
      }
    }
  }

  /// Throws away what was typed.
  public func discard() {
    writing?.form.discard()
    writing = nil
  }

  private func act(_ save: @escaping @Sendable (Device, VisitId) throws -> Void) {
    (isSaved, wrong) = (false, nil)
    at.act(refused) { [self, visit] in
      try await at.ask { try save($0, visit) }
      isSaved = true
      load()
    }
  }

  private func refused(_ problem: Wrong) {
    wrong = problem
  }
}

extension VisitPage {
  /// A planned task in words.
  public func task(_ key: String) -> String? { tasks.first { $0.key == key }?.what }

  /// A medicine in words.
  public func medicine(_ key: String) -> String? {
    medicines.first { $0.medicine.key == key }?.medicine.medicineName
  }
}

extension Recorded {
  /// References to other things say nothing to a person: a member, a task and a medicine stand by name
  /// beside them.
  private static let references: Set = [
    "member", "task", "medicine", "version", "plan", "summary_age", "assessment",
  ]

  /// What it says to a person.
  public var shown: [FieldShown] { Self.shown(says) }

  /// What one wording of it says to a person.
  public static func shown(_ says: [FieldShown]) -> [FieldShown] {
    says.filter { !references.contains($0.field) }
  }
}
