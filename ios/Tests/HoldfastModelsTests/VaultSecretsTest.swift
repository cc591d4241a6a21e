import Foundation
import Holdfast
import HoldfastModels
import Testing

/// A keychain in memory, that answers as it is told.
private final class FakeKeychain: Keychain, @unchecked Sendable {
  var kept: [Secret: Data] = [:]
  /// What it answers about a secret in place of the truth.
  var says: [Secret: Int32] = [:]
  var adding: Int32 = 0
  private(set) var drawn = 0

  func read(_ secret: Secret) -> (status: Int32, bytes: Data?) {
    if let status = says[secret] { return (status, nil) }
    return kept[secret].map { (0, $0) } ?? (-25_300, nil)
  }

  func add(_ secret: Secret, _ bytes: Data) -> Int32 {
    if adding == 0 { kept[secret] = bytes }
    return adding
  }

  func draw(_ length: Int) -> (status: Int32, bytes: Data) {
    drawn += 1
    return (0, Data(repeating: UInt8(drawn), count: length))
  }
}

@Suite struct VaultSecretsTest {
  private let keychain = FakeKeychain()

  private func answer(_ vault: VaultOnPhone) throws -> KeystoreAnswer {
    try VaultSecrets(in: keychain).answer(vault)
  }

  private func keep() -> Keystore {
    let secrets = Keystore(
      master: Data(repeating: 7, count: 32), pepper: Data(repeating: 8, count: 32))
    keychain.kept = [.master: secrets.master, .pepper: secrets.pepper]
    return secrets
  }

  @Test func onlyOneStatusMeansThatThereIsNone() {
    let absent = (Int32(-35_000)...1).filter { KeychainSays($0) == .absent }
    #expect(absent == [-25_300])
    #expect(KeychainSays(0) == .done)
    #expect(KeychainSays(-25_308) == .notNow)
    #expect(KeychainSays(-128) == .notLetIn)
    #expect(KeychainSays(-34_018) == .failed(-34_018))
  }

  @Test func theTwoSecretsAreMadeOnceAndComeBack() throws {
    guard case .opened(let first) = try answer(.none) else {
      Issue.record("expected both secrets")
      return
    }
    #expect(first.master.count == 32 && first.pepper.count == 32)
    #expect(first.master != first.pepper)
    guard case .opened(let again) = try answer(.there) else {
      Issue.record("expected both secrets")
      return
    }
    #expect(again == first)
    #expect(keychain.drawn == 2)
  }

  @Test(arguments: [-25_308, -25_293, -34_018, -50, -26_275, -25_291] as [Int32])
  func noPepperButTheVaultsOwn(status: Int32) throws {
    _ = keep()
    keychain.says = [.pepper: status]
    for vault in [VaultOnPhone.there, .none] {
      #expect(throws: KeychainTrouble.self) { try answer(vault) }
    }
    #expect(keychain.drawn == 0)
    keychain.says = [:]
    guard case .opened = try answer(.there) else {
      Issue.record("expected both secrets, once the keychain answers")
      return
    }
  }

  @Test func besideAVaultAPepperThatIsGoneIsLostAndNotDrawnAnew() throws {
    keychain.kept = [.master: Data(repeating: 7, count: 32)]
    #expect(throws: KeychainTrouble.lost) { try answer(.there) }
    #expect(keychain.drawn == 0)
    #expect(Words().wrong(Wrong(KeychainTrouble.lost)) == Words().keysGone)
  }

  @Test func aPepperOfAnotherLengthIsLost() throws {
    _ = keep()
    keychain.kept[.pepper] = Data()
    #expect(throws: KeychainTrouble.lost) { try answer(.there) }
    #expect(throws: KeychainTrouble.lost) { try answer(.none) }
  }

  @Test(
    arguments: [
      (-128, KeychainTrouble.notLetIn), (-25_293, .notLetIn), (-25_308, .notNow),
      (-25_300, .lost), (-34_018, .failed(-34_018)),
    ] as [(Int32, KeychainTrouble)])
  func withoutTheMasterThePINIsLeft(status: Int32, why: KeychainTrouble) throws {
    let secrets = keep()
    keychain.says = [.master: status]
    guard case .pinOnly(let forPin, let because) = try answer(.there) else {
      Issue.record("expected what a PIN needs")
      return
    }
    #expect(forPin.pepper == secrets.pepper)
    #expect(forPin.master != secrets.master)
    #expect(because == why)
    #expect(keychain.drawn == 0)
  }

  @Test func aSecretThatWasNotKeptIsNotUsed() throws {
    keychain.adding = -34_018
    #expect(throws: KeychainTrouble.failed(-34_018)) { try answer(.none) }
    keychain.adding = -25_299
    #expect(throws: KeychainTrouble.failed(-25_299)) { try answer(.none) }
  }

  @Test func whatCannotBeLookedAtCountsAsAVault() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "holdfast-\(UUID().uuidString)")
    #expect(VaultOnPhone(in: folder) == .none)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(VaultOnPhone(in: folder) == .none)
    let file = folder.appendingPathComponent("vault.db.damaged-1")
    try Data().write(to: file)
    #expect(VaultOnPhone(in: folder) == .there)
    #expect(VaultOnPhone(in: file) == .there)
  }
}
