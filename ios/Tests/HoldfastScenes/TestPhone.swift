import Foundation
import Holdfast
import HoldfastModels

/// What a phone can do, in a test's hands.
@MainActor
public final class TestPhone: Phone {
  public let networks = Networks()
  /// Whether the keychain opens at once.
  public var opensAtOnce = false
  /// What it has to say where it does not open.
  public var trouble: KeychainTrouble?
  /// Why it has not even what a PIN needs.
  public var shut: KeychainTrouble?
  public private(set) var dialled: [String] = []
  public private(set) var shared: [Data] = []
  public var toChoose: Data?
  private let secrets: Keystore

  public init(_ secrets: Keystore) {
    self.secrets = secrets
  }

  public func keystore() async throws -> KeystoreAnswer {
    if let shut { throw shut }
    return opensAtOnce ? .opened(secrets) : .pinOnly(secrets, because: trouble)
  }

  public func dial(_ number: String) { dialled.append(number) }

  public func share(_ bundle: Data, called: String) { shared.append(bundle) }

  public func chooseBundle() async -> Data? { toChoose }
}
