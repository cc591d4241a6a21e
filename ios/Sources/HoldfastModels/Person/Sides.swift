import Foundation
import Holdfast

/// One of the things that may stand when a dispute is settled.
public struct Side: Sendable, Equatable {
  /// A word that a draft can keep.
  public let kept: String
  public let choice: Choice
  /// What is said; nothing where a list is kept as it is, or as empty.
  public let said: SaidShown?
  public let keep: Keep?
}

extension Dispute {
  /// What may be chosen.
  public var sides: [Side] {
    switch about {
    case .values(let item):
      item.values.map {
        Side(kept: $0.item.text, choice: .this(item: $0.item), said: $0, keep: nil)
      }
    case .noneKnown(let list, _, _):
      Keep.allCases.map {
        Side(kept: $0.kept, choice: .keep(list: list, keep: $0), said: nil, keep: $0)
      }
    }
  }

  /// The items of a dispute, for showing side by side.
  public var shown: [SummaryItem] {
    switch about {
    case .values(let item): [item]
    case .noneKnown(_, let statement, let items): [statement] + items
    }
  }
}

/// The first telephone number of a contact as the library writes it: "Sam Okoro, mobile 07700 900123".
public func numberIn(_ text: String) -> String? {
  let found = text.firstMatch(of: #/(?:phone|mobile) (\+?[0-9][0-9 ]{2,})/#)
  return found.map { $0.1.trimmingCharacters(in: .whitespaces) }
}
