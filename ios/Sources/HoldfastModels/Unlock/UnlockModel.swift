import Holdfast
import Observation

/// Opens the vault: by the phone's keychain at once, else by PIN. It needs no network and asks for none.
/// A PIN is never kept as a draft.
@MainActor @Observable
public final class UnlockModel {
  /// Where it stands.
  public enum Phase {
    /// The vault is asked.
    case trying
    /// A PIN is asked for.
    case asking
    /// It is open.
    case open
  }

  public var pin = "" {
    didSet { if !pin.isEmpty { wrong = nil } }
  }
  public private(set) var phase = Phase.asking
  public private(set) var wrong: Wrong?

  public let life = Life()
  private let device: DeviceActor
  private let phone: any Phone
  private let opened: @MainActor () -> Void

  public init(_ device: DeviceActor, _ phone: any Phone, opened: @escaping @MainActor () -> Void) {
    self.device = device
    self.phone = phone
    self.opened = opened
  }

  /// Whether a tap on Open would do anything.
  public var canOpen: Bool { phase == .asking && !pin.isEmpty }

  /// Asks the phone's keychain: at opening, and when somebody taps for it.
  public func byKeystore() {
    attempt { device, answer in
      if let wrong = answer.toTell { throw wrong }
      guard case .opened(let secrets) = answer else { return .asking }
      try await device.ask { try $0.unlockWithKeystore(keystore: secrets) }
      return .open
    }
  }

  /// Asks the vault.
  public func byPin() {
    guard canOpen else { return }
    let pin = pin
    attempt { device, answer in
      let secrets = answer.forPin
      try await device.ask { try $0.unlockWithPin(member: nil, pin: pin, keystore: secrets) }
      return .open
    }
  }

  private func attempt(
    _ open: @escaping @MainActor (DeviceActor, KeystoreAnswer) async throws -> Phase
  ) {
    guard phase == .asking else { return }
    phase = .trying
    wrong = nil
    life.act { [self] in
      do {
        phase = try await open(device, try await phone.keystore())
        if phase == .open {
          pin = ""
          opened()
        }
      } catch {
        phase = .asking
        pin = ""
        wrong = Wrong(error)
      }
    }
  }
}
