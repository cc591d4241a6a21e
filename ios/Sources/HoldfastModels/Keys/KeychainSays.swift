/// What the keychain says to a question, by the number it answers with.
///
/// The numbers are Apple's, from `SecBase.h`, and do not change: so what each means is decided here,
/// where it is tested, and not beside the calls, which only a phone makes.
public enum KeychainSays: Equatable, Sendable {
  /// It is done.
  case done
  /// There is no such item. The one answer after which a secret may be drawn.
  case absent
  /// There is one already.
  case there
  /// Whoever holds the phone did not pass its lock, or said no, or it has none.
  case notLetIn
  /// Not now: the phone itself is locked.
  case notNow
  /// Anything else. The secret may well be there.
  case failed(Int32)

  /// What a status means.
  public init(_ status: Int32) {
    self =
      switch status {
      case 0: .done  // errSecSuccess
      case -25_300: .absent  // errSecItemNotFound
      case -25_299: .there  // errSecDuplicateItem
      case -25_293, -128: .notLetIn  // errSecAuthFailed, errSecUserCanceled
      case -25_308: .notNow  // errSecInteractionNotAllowed
      default: .failed(status)
      }
  }
}

/// Why the keychain does not give a secret that it should have.
public enum KeychainTrouble: Error, Equatable, Sendable {
  /// Whoever holds the phone was not let in.
  case notLetIn
  /// The phone is locked. Later it may.
  case notNow
  /// It does not have it, or has something else in its place. It never will again.
  case lost
  /// A status that says no more. Later it may.
  case failed(Int32)
}
