import Foundation
import HoldfastModels
import Security

/// The keychain's calls for the vault's secrets, and no decision: what an answer means is
/// `KeychainSays`'s to say.
///
/// Both are readable while the phone is unlocked, on this phone alone, and in no backup and no iCloud.
/// The master asks for a face, a finger or the phone's passcode; a new finger or a passcode that is
/// changed does not lose it. Nothing reads either of them out of sight.
struct VaultKey: Keychain {
  private static var access: CFString { kSecAttrAccessibleWhenUnlockedThisDeviceOnly }

  func read(_ secret: Secret) -> (status: Int32, bytes: Data?) {
    var query = item(secret)
    query[kSecMatchLimit as String] = kSecMatchLimitOne
    query[kSecReturnData as String] = true
    var found: CFTypeRef?
    let status = SecItemCopyMatching(query as CFDictionary, &found)
    return (status, found as? Data)
  }

  func add(_ secret: Secret, _ bytes: Data) -> Int32 {
    var attributes = item(secret)
    attributes[kSecValueData as String] = bytes
    switch secret {
    case .pepper: attributes[kSecAttrAccessible as String] = Self.access
    case .master:
      guard let control = SecAccessControlCreateWithFlags(nil, Self.access, .userPresence, nil)
      else { return errSecParam }
      attributes[kSecAttrAccessControl as String] = control
    }
    return SecItemAdd(attributes as CFDictionary, nil)
  }

  func draw(_ length: Int) -> (status: Int32, bytes: Data) {
    var bytes = [UInt8](repeating: 0, count: length)
    let status = SecRandomCopyBytes(kSecRandomDefault, length, &bytes)
    return (status, Data(bytes))
  }

  private func item(_ secret: Secret) -> [String: Any] {
    [
      kSecClass as String: kSecClassGenericPassword,
      kSecAttrService as String: "org.holdfast.vault",
      kSecAttrAccount as String: secret.rawValue,
      kSecAttrSynchronizable as String: false,
    ]
  }
}
