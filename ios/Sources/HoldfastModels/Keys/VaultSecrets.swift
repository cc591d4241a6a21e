import Foundation
import Holdfast

/// One of the vault's two secrets.
public enum Secret: String, CaseIterable, Sendable {
  /// Opens the vault by itself: the keychain gives it only to who passes the phone's lock.
  case master
  /// Goes with every PIN: the keychain gives it whenever the phone is unlocked.
  case pepper

  /// How many bytes each has.
  public static let length = 32
}

/// Whether there is a vault on this phone.
public enum VaultOnPhone: Equatable, Sendable {
  /// There is one, under secrets that were drawn for it.
  case there
  /// There is none yet.
  case none

  /// Whether there is one in a folder. What cannot be looked at, and what is not known, counts as one:
  /// only beside nothing at all may secrets be drawn.
  public init(in folder: URL) {
    do {
      let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      self = found.isEmpty ? .none : .there
    } catch CocoaError.fileReadNoSuchFile {
      self = .none
    } catch {
      self = .there
    }
  }
}

/// The calls that only a phone can make. Each blocks until it is answered, which may take a person.
public protocol Keychain: Sendable {
  /// Asks for a secret: a status, and with it what was found.
  func read(_ secret: Secret) -> (status: Int32, bytes: Data?)

  /// Keeps a secret, on this phone alone.
  func add(_ secret: Secret, _ bytes: Data) -> Int32

  /// So many bytes that nobody can guess, and whether that worked.
  func draw(_ length: Int) -> (status: Int32, bytes: Data)
}

/// The vault's two secrets in the keychain.
///
/// They are drawn for a vault that is not there yet, and only where the keychain says that it has
/// none. Beside a vault, a secret that is not there is lost: another one would open nothing, and every
/// PIN would be called wrong for ever after. Whatever else the keychain says is told, and is never read
/// as "none".
public struct VaultSecrets: Sendable {
  private let keychain: any Keychain

  public init(in keychain: any Keychain) {
    self.keychain = keychain
  }

  /// Both secrets, or what a PIN needs.
  ///
  /// - Throws: ``KeychainTrouble`` where not even a PIN can open the vault now, or none can be made.
  public func answer(_ vault: VaultOnPhone) throws -> KeystoreAnswer {
    let pepper = try secret(.pepper, vault)
    do {
      return .opened(Keystore(master: try secret(.master, vault), pepper: pepper))
    } catch let trouble as KeychainTrouble where vault == .there {
      // A PIN is tried against the pepper alone: nothing reads what stands for the master here.
      let forPin = Keystore(master: Data(count: Secret.length), pepper: pepper)
      return .pinOnly(forPin, because: trouble)
    }
  }

  private func secret(_ secret: Secret, _ vault: VaultOnPhone) throws -> Data {
    let (status, bytes) = keychain.read(secret)
    switch KeychainSays(status) {
    case .done:
      guard let bytes, bytes.count == Secret.length else { throw KeychainTrouble.lost }
      return bytes
    case .absent where vault == .none: return try drawn(secret)
    case .absent: throw KeychainTrouble.lost
    case .notLetIn: throw KeychainTrouble.notLetIn
    case .notNow: throw KeychainTrouble.notNow
    case .there, .failed: throw KeychainTrouble.failed(status)
    }
  }

  private func drawn(_ secret: Secret) throws -> Data {
    let (status, bytes) = keychain.draw(Secret.length)
    guard KeychainSays(status) == .done, bytes.count == Secret.length else {
      throw KeychainTrouble.failed(status)
    }
    let kept = keychain.add(secret, bytes)
    guard KeychainSays(kept) == .done else { throw KeychainTrouble.failed(kept) }
    return bytes
  }
}
