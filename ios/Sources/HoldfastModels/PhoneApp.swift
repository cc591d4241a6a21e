import Holdfast
import Observation

/// The app on a phone, from the first moment: whether there is a vault, whether it opens, and what is done
/// as the app goes out of sight. Nothing that it finds ends it: coming back into sight it tries again.
@MainActor @Observable
public final class PhoneApp {
  /// What was found.
  public enum Standing {
    /// There is no vault: a phone that was never set up.
    case notSetUp
    /// There is one, and it does not open.
    case cannotOpen(Wrong)
    /// There is one.
    case ready(AppModel)
  }

  public private(set) var standing: Standing
  /// Whether what is on the screen is hidden.
  public var isCovered: Bool { sight.isCovered }

  private var sight = Sight()
  @ObservationIgnored private let start: @MainActor () throws -> AppModel

  /// `start` opens the vault's folder.
  public init(_ start: @escaping @MainActor () throws -> AppModel) {
    self.start = start
    standing = .notSetUp
    begin()
  }

  /// Tries to open the vault again, where it did not.
  public func again() {
    if app == nil { begin() }
  }

  private func begin() {
    do {
      standing = .ready(try start())
    } catch {
      let wrong = Wrong(error)
      standing = wrong.kind == .notFound ? .notSetUp : .cannotOpen(wrong)
    }
  }

  private var app: AppModel? {
    if case .ready(let app) = standing { app } else { nil }
  }

  /// Something happened to the app's window.
  ///
  /// What is to be finished while the app is out of sight takes as long as `finishing` says.
  public func happened(
    _ event: SightEvent, at now: ContinuousClock.Instant = .now,
    finishing: @MainActor (@escaping @MainActor () async -> Void) -> Void = { work in
      Task { await work() }
    }
  ) {
    if event == .returned { again() }
    for act in sight.happened(event, at: now) {
      switch act {
      case .finish: if let app { finishing(app.finish) }
      case .lock: app?.locking()
      case .ask: app?.seen()
      }
    }
  }

  /// A turn that iOS gave the app while it is out of sight: one conversation with the hub. Where the task
  /// is cancelled, because the time is up, it ends at once.
  public func background() async -> BackgroundTurn {
    guard let app else { return .nothing }
    do {
      return try await app.syncOnce() == nil ? .nothing : .done
    } catch {
      return Task.isCancelled ? .cutShort : .failed
    }
  }
}
