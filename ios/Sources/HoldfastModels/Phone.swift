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
  /// Only the PIN's part, and why. No reason is the everyday one: the phone's own lock was not passed,
  /// or there is none.
  case pinOnly(Keystore, because: KeychainTrouble? = nil)

  var forPin: Keystore {
    switch self {
    case .opened(let secrets), .pinOnly(let secrets, _): secrets
    }
  }

  /// What somebody has to be told who wanted to open the vault without a PIN.
  var toTell: Wrong? {
    switch self {
    case .opened, .pinOnly(_, nil), .pinOnly(_, .notLetIn), .pinOnly(_, .notNow): nil
    // The phone's own lock opens it no more. A PIN does.
    case .pinOnly(_, .lost): Wrong(.wrongKey)
    case .pinOnly(_, .failed): Wrong(.other)
    }
  }
}

/// What only the phone can do. The whole seam between the screens and iOS.
@MainActor
public protocol Phone: AnyObject {
  /// Whether there is a network now.
  var networks: Networks { get }

  /// The two secrets of the keychain.
  ///
  /// - Throws: ``KeychainTrouble`` where it has not even what a PIN needs.
  func keystore() async throws -> KeystoreAnswer

  /// Opens the dialler with a number in it. It never calls by itself.
  func dial(_ number: String)

  /// Gives a bundle to the share sheet.
  ///
  /// - Throws: Whatever says that there is no room for the file.
  func share(_ bundle: Data, called: String) throws

  /// Lets the person choose a bundle; nothing if they choose none.
  ///
  /// - Throws: Whatever says that the file cannot be read.
  func chooseBundle() async throws -> Data?
}
