/// What happens to the app's window, as iOS calls it.
public enum SightEvent: Sendable {
  /// Something else is about to be in front: the app switcher, a call, the question for a face.
  case resigned
  /// It is out of sight.
  case left
  /// It is about to be in sight again.
  case returned
  /// It is in front, and can be touched.
  case active
}

/// What the app does as it goes out of sight and comes back: no clock, no window.
public struct Sight: Equatable, Sendable {
  /// What is to be done now.
  public enum Act: Equatable, Sendable {
    /// Ends what is under way with the hub, while iOS still gives it time.
    case finish
    /// Locks the vault.
    case lock
    /// Asks the keychain to open it.
    case ask
  }

  /// Out of sight for longer than this, it asks who is there. The same as Android's.
  public static let lockAfter = Duration.seconds(5 * 60)

  /// Whether what is on the screen is hidden: from before iOS takes its picture for the app switcher
  /// until somebody can see the app itself.
  public private(set) var isCovered = true
  private var leftAt: ContinuousClock.Instant?
  /// The keychain is asked once each time that the app comes into sight. Its question for a face takes
  /// the app out of front and gives it back: who says no there must not be asked again at once.
  private var hasAsked = false

  public init() {}

  /// What comes of an event.
  public mutating func happened(_ event: SightEvent, at now: ContinuousClock.Instant) -> [Act] {
    switch event {
    case .resigned:
      isCovered = true
      return []
    case .left:
      (isCovered, leftAt, hasAsked) = (true, now, false)
      return [.finish]
    case .returned:
      defer { leftAt = nil }
      return leftAt.map { now - $0 > Self.lockAfter } ?? false ? [.lock] : []
    case .active:
      isCovered = false
      defer { hasAsked = true }
      return hasAsked ? [] : [.ask]
    }
  }
}
