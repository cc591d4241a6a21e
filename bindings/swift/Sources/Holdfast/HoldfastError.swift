import Foundation

/// A sentence for the person: what was expected, what was found, what to do. Nothing about anybody.
extension HoldfastError: LocalizedError {
  /// ``HoldfastError/message()``.
  public var errorDescription: String? { message() }
}
