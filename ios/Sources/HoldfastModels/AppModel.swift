import Holdfast
import Observation

/// A screen that was gone to, with its model.
public enum Showing: Hashable {
  /// A visit.
  case visit(VisitModel)
  /// May I start?
  case start(StartModel)
  /// A person.
  case person(PersonModel)
  /// For a paramedic.
  case paramedic(ParamedicModel)
  /// Safe at the hub?
  case safety(SafetyModel)

  /// What it does ends with it.
  @MainActor var life: Life {
    switch self {
    case .visit(let model): model.at.life
    case .start(let model): model.at.life
    case .person(let model): model.at.life
    case .paramedic(let model): model.at.life
    case .safety(let model): model.at.life
    }
  }

  private var model: ObjectIdentifier {
    switch self {
    case .visit(let model): ObjectIdentifier(model)
    case .start(let model): ObjectIdentifier(model)
    case .person(let model): ObjectIdentifier(model)
    case .paramedic(let model): ObjectIdentifier(model)
    case .safety(let model): ObjectIdentifier(model)
    }
  }

  public static func == (one: Showing, other: Showing) -> Bool { one.model == other.model }

  public func hash(into hasher: inout Hasher) { hasher.combine(model) }
}

/// The app on one device: locked, or Today with what was gone to from there. What survives a kill is the
/// vault and the drafts in it.
@MainActor @Observable
public final class AppModel {
  /// What is shown.
  public enum Standing {
    /// The vault is locked.
    case locked(UnlockModel)
    /// It is open: Today, and syncing while it is.
    case open(TodayModel, Syncing)
  }

  public private(set) var standing: Standing
  /// What was gone to from Today, the last on top. Somebody who goes back shortens it.
  public var path: [Showing] = [] {
    didSet {
      for place in oldValue where !path.contains(place) { place.life.end() }
    }
  }

  private let device: DeviceActor
  private let phone: any Phone
  private let transport: any Transport

  /// The app on a device that was set up.
  public init(_ device: Device, _ phone: any Phone, over transport: any Transport) {
    self.device = DeviceActor(device)
    self.phone = phone
    self.transport = transport
    standing = .locked(UnlockModel(self.device, phone) {})
    if device.lockState() == .unlocked { opened() } else { askWho() }
  }

  /// Locks the vault and shows nothing of it any more. Returns when its keys are gone.
  public func lock() async { await locking()?.value }

  /// The same, for who cannot wait: nothing is shown of the vault when this returns, and it is locked
  /// before anything that is asked after it.
  @discardableResult
  public func locking() -> Task<Void, Never>? {
    guard case .open(let today, let syncing) = standing else { return nil }
    syncing.end()
    today.at.life.end()
    path = []
    askWho()
    // After whatever is being kept: the device answers in the order of asking.
    return Task { [device] in try? await device.ask { $0.lock() } }
  }

  /// The app came into sight: where the vault is locked, the keychain may open it at once.
  public func seen() {
    if case .locked(let unlock) = standing { unlock.byKeystore() }
  }

  private func askWho() {
    standing = .locked(UnlockModel(device, phone) { [weak self] in self?.opened() })
  }

  private func opened() {
    let today = TodayModel(Unlocked(device, phone)) { [weak self] in self?.openVisit($0) }
    standing = .open(today, Syncing(device, over: transport, phone.networks))
  }

  /// One conversation with the hub, for when iOS wakes the app out of sight. It opens nothing: where the
  /// vault is locked there is nothing it could do, and nothing is returned.
  ///
  /// - Throws: What kept the hub from being reached, or the hub from taking it. Nothing is lost by that.
  @discardableResult
  public func syncOnce() async throws -> SyncSummary? {
    guard device.device.lockState() == .unlocked else { return nil }
    return try await device.sync(over: transport)
  }

  /// What was saved a moment ago goes to the hub before the app sleeps.
  public func finish() async {
    if case .open(_, let syncing) = standing { await syncing.finish() }
  }

  /// Shows a visit.
  public func openVisit(_ visit: VisitId) {
    path.append(.visit(VisitModel(Unlocked(device, phone), visit)))
  }

  /// Shows a visit with a note begun: the second tap saves it.
  public func note(_ visit: VisitId) {
    let model = VisitModel(Unlocked(device, phone), visit)
    model.edit(.note)
    path.append(.visit(model))
  }

  /// Shows the advice about a visit. Once arrived, the visit is behind it.
  public func mayIStart(_ visit: VisitId) {
    let model = StartModel(Unlocked(device, phone), visit) { [weak self] in self?.back() }
    path.append(.start(model))
  }

  /// Shows a person.
  public func openPerson(_ person: PersonId) {
    path.append(.person(PersonModel(Unlocked(device, phone), person)))
  }

  /// Shows what an ambulance crew needs.
  public func paramedic(_ person: PersonId) {
    path.append(.paramedic(ParamedicModel(Unlocked(device, phone), person)))
  }

  /// Shows whether what was written is safe.
  public func safety() {
    guard case .open(_, let syncing) = standing else { return }
    path.append(.safety(SafetyModel(Unlocked(device, phone), syncing)))
  }

  /// Back, one screen.
  public func back() {
    if !path.isEmpty { path.removeLast() }
  }

  /// Returns when nothing on the screen is being done. What watches goes on.
  public func quiet() async {
    switch standing {
    case .locked(let unlock): await unlock.life.quiet()
    case .open(let today, _):
      await today.at.life.quiet()
      for place in path { await place.life.quiet() }
    }
  }
}
