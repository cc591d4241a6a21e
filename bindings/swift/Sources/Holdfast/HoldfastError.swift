import Foundation

/// A sentence for the person: what was expected, what was found, what to do. Nothing about anybody.
extension HoldfastError: LocalizedError {
  /// ``HoldfastError/message()``.
  public var errorDescription: String? { message() }
}

/// The kind, for a log: it says nothing about anybody either.
extension HoldfastError: CustomStringConvertible {
  /// The kind, and the sentence.
  public var description: String { "\(kind()): \(message())" }
}
