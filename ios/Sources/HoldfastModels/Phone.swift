import Foundation
import Holdfast
import Observation

/// Whether there is a network now.
public enum Signal: Sendable {
  /// There is one. It says nothing about the hub.
  case there
  /// There is none.
  case gone
}

/// What the phone says about its network, kept up to date by whoever watches it.
@MainActor @Observable
public final class Networks {
  /// What it said last.
  public private(set) var now: Signal

  @ObservationIgnored
  public var heard: (@MainActor (Signal) -> Void)?

  /// A phone that says so at first.
  public init(_ now: Signal = .there) {
    self.now = now
  }

  /// The phone says something else.
  public func becomes(_ network: Signal) {
    guard network != now else { return }
    now = network
    heard?(network)
  }
}

/// What the phone's keychain answers.
public enum KeystoreAnswer: Sendable {
  /// The two secrets.
  case opened(Keystore)
  /// Only the PIN's part: the phone's own lock was not passed, or there is none.
  case pinOnly(Keystore)

  var forPin: Keystore {
    switch self {
    case .opened(let secrets), .pinOnly(let secrets): secrets
    }
  }
}

/// What only the phone can do. The whole seam between the screens and iOS.
@MainActor
public protocol Phone: AnyObject {
  /// Whether there is a network now.
  var networks: Networks { get }

  /// The two secrets of the keychain.
  func keystore() async -> KeystoreAnswer

  /// Opens the dialler with a number in it. It never calls by itself.
  func dial(_ number: String)

  /// Gives a bundle to the share sheet.
  func share(_ bundle: Data, called: String)

  /// Lets the person choose a bundle; nothing if they choose none.
  func chooseBundle() async -> Data?
}
