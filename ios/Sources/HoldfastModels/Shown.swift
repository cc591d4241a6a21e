import Holdfast

extension [FieldShown] {
  /// What one field says.
  public func text(_ field: String) -> String? { first { $0.field == field }?.text }
}

extension SummaryItem {
  /// What the one thing that stands says, where people agree on it.
  public var only: SaidShown? { values.count == 1 ? values.first : nil }

  /// A medicine as a carer names it: its name and strength. Of one in dispute, the first side's.
  public var medicineName: String {
    let says = values.first?.says ?? []
    let named = ["name", "strength"].compactMap(says.text).joined(separator: " ")
    return named.isEmpty ? name : named
  }
}

extension PersonRow {
  /// What somebody is called.
  public var called: String? { preferred ?? full }
}

extension CaseIterable {
  /// A word of a closed set as a draft keeps it.
  public var kept: String { String(describing: self) }

  /// The word that a draft kept; nothing where there is no such word any more.
  public static func kept(_ word: String?) -> Self? { allCases.first { $0.kept == word } }
}
