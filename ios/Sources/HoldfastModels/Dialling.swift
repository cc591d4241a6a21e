import Foundation

/// Telephone numbers as people write them, for a dialler.
public enum Dialling {
  /// The address that puts a number into the dialler: nothing where there is no number.
  ///
  /// Of "+44 (0)20 7946 0100" the nought is left out, as from abroad: with it the call does not go through.
  public static func address(_ number: String) -> URL? {
    var number = number
    let isInternational = number.drop { !$0.isDigit && $0 != "+" }.first == "+"
    if isInternational { number = number.replacing("(0)", with: "") }
    let digits = number.filter(\.isDigit)
    guard !digits.isEmpty else { return nil }
    return URL(string: "tel:\(isInternational ? "+" : "")\(digits)")
  }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isNumber }
}
