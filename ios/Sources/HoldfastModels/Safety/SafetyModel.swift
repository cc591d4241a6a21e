import Holdfast
import Observation

/// What this device holds, what of it the hub holds, what waits and why.
@MainActor @Observable
public final class SafetyModel {
  /// A file name that says nothing about anybody.
  public static let bundle = "holdfast.bundle"

  public private(set) var page: SafetyPage?
  /// What the bundle that was just read brought.
  public private(set) var tookIn: TakenIn?
  public private(set) var wrong: Wrong?

  public let at: Unlocked
  private let syncing: Syncing

  public init(_ at: Unlocked, _ syncing: Syncing) {
    self.at = at
    self.syncing = syncing
    load()
    at.whenever { [weak self] in self?.load() }
  }

  /// Whether the phone has a network now.
  public var network: Signal { at.phone.networks.now }

  /// What background syncing does now.
  public var sync: SyncState { syncing.state }

  /// What was not applied, by why.
  public var notApplied: [(because: NotAppliedBecause, entries: Int)] {
    var groups: [(because: NotAppliedBecause, entries: Int)] = []
    for entry in page?.notApplied ?? [] {
      if let at = groups.firstIndex(where: { $0.because == entry.because }) {
        groups[at].entries += 1
      } else {
        groups.append((entry.because, 1))
      }
    }
    return groups
  }

  /// Draws it again.
  public func load() {
    at.act(refused) { [self] in page = try await at.ask { try $0.safety() } }
  }

  /// Tries the hub at once. The screen goes on meanwhile.
  public func syncNow() { syncing.now() }

  /// Gives everything as a file to the share sheet.
  public func bundleOut() {
    wrong = nil
    at.act(refused) { [self] in
      let bundle = try await at.ask { try $0.bundles().write(of: .everything) }
      try at.phone.share(bundle, called: Self.bundle)
    }
  }

  /// Takes a file in that somebody chooses.
  public func bundleIn() {
    (wrong, tookIn) = (nil, nil)
    at.act(refused) { [self] in
      guard let file = try await at.phone.chooseBundle() else { return }
      tookIn = try await at.ask { try $0.bundles().read(file: file) }
      load()
    }
  }

  private func refused(_ problem: Wrong) {
    wrong = problem
  }
}
