/// What became of a turn that iOS gave the app while it was out of sight.
public enum BackgroundTurn: Equatable, Sendable {
  /// The vault is locked, or there is none: there was nothing it could do.
  case nothing
  /// The hub and this phone hold the same.
  case done
  /// The time was up. Each step until then is whole.
  case cutShort
  /// The hub could not be reached, or refused. Nothing is lost by that.
  case failed

  /// How long until the next turn at least, the same as Android's. iOS decides when it really comes.
  public static let period = Duration.seconds(60 * 60)

  /// How long to wait for the next turn. None is asked for where none could do anything: the next one
  /// is when somebody leaves the app with the vault open.
  public var wait: Duration? {
    switch self {
    case .nothing: nil
    case .done: Self.period
    case .cutShort, .failed: SyncState.period
    }
  }
}
