import Foundation
import Holdfast

/// Names of what can be typed at a visit: also the names of the library's fields, so that a refused one
/// is marked.
public enum Typed {
  public static let text = "text"
  public static let reason = "reason"
  public static let outcome = "outcome"
  public static let amount = "amount"
  public static let adviceBy = "advice_by"
  public static let kind = "kind"
  public static let value = "value"
  public static let note = "note"
}

/// Something that is being written at a visit.
public enum Editor: Equatable, Sendable {
  /// A note.
  case note
  /// A note that is corrected; what was first written stays.
  case amend(Recorded)
  /// Why a task was not done, or only in part.
  case task(PlannedTask, TaskDone)
  /// What came of a medicine, for one due time where there is one.
  case dose(MedicineAtVisit, due: Date?)
  /// Something measured or seen.
  case observe
  /// Leaving, with what is not written yet in view.
  case leave

  /// Which it is, for a list of what was begun.
  public var name: String {
    switch self {
    case .note: "note"
    case .amend: "amend"
    case .task: "task"
    case .dose: "dose"
    case .observe: "observe"
    case .leave: "leave"
    }
  }

  /// Where its draft is kept: ids and fixed words only.
  public func slot(_ visit: VisitId) -> String {
    switch self {
    case .note: "note/\(visit.text)"
    case .amend(let note): "amend/\(visit.text)/\(note.item.text)"
    case .task(let task, let done): "task/\(visit.text)/\(task.key)/\(done.kept)"
    case .dose(let medicine, let due):
      "dose/\(visit.text)/\(medicine.medicine.key)/"
        + (due.map { String(Int64($0.timeIntervalSince1970 * 1000)) } ?? "any")
    case .observe: "observe/\(visit.text)"
    case .leave: "leave/\(visit.text)"
    }
  }

  /// What the form begins with.
  var start: [String: String] {
    guard case .amend(let note) = self else { return [:] }
    return [Typed.text: note.says.text("text") ?? ""]
  }

  /// Whether what must be chosen is chosen. What must be typed the library says itself.
  public func isReady(_ typed: [String: String]) -> Bool {
    switch self {
    case .dose: Outcome.kept(typed[Typed.outcome]) != nil
    case .observe: ObservationKind.kept(typed[Typed.kind]) != nil
    case .note, .amend, .task, .leave: true
    }
  }

  /// Saves it. Returns when it is saved.
  func save(_ device: Device, _ visit: VisitId, _ typed: [String: String]) throws {
    let visits = device.visits()
    let text = typed[Typed.text] ?? ""
    let reason = typed[Typed.reason] ?? ""
    switch self {
    case .note: try visits.note(visit: visit, text: text)
    case .amend(let note):
      try visits.amendNote(visit: visit, note: note.item, text: text, reason: reason)
    case .task(let task, let done):
      try visits.task(visit: visit, key: task.key, done: done, reason: reason)
    case .dose(let medicine, let due):
      // Without an outcome Save is not offered.
      guard let outcome = Outcome.kept(typed[Typed.outcome]) else { return }
      try visits.medicine(visit: visit, dose: medicine.dose(due, outcome, typed))
    case .observe:
      guard let kind = ObservationKind.kept(typed[Typed.kind]) else { return }
      let (reading, note) = (typed[Typed.value] ?? "", typed.said(Typed.note))
      try visits.observe(visit: visit, kind: kind, reading: reading, note: note)
    case .leave: try visits.leave(visit: visit, note: typed.said(Typed.note))
    }
  }
}

extension MedicineAtVisit {
  fileprivate func dose(_ due: Date?, _ outcome: Outcome, _ typed: [String: String]) -> Dose {
    Dose(
      medicine: medicine.key,
      name: medicine.medicineName,
      outcome: outcome,
      version: medicine.only?.item,
      dose: medicine.only?.says.text("dose"),
      due: due,
      amount: typed.said(Typed.amount),
      adviceBy: typed.said(Typed.adviceBy),
      note: typed.said(Typed.note))
  }
}

extension [String: String] {
  /// What was typed, if anything was.
  fileprivate func said(_ field: String) -> String? {
    guard let said = self[field]?.trimmingCharacters(in: .whitespacesAndNewlines) else {
      return nil
    }
    return said.isEmpty ? nil : said
  }
}
