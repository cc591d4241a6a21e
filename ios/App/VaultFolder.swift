import Foundation
import HoldfastModels

/// Where the vault lies: in the app's own folder, and in nobody's backup. A device is enrolled, never
/// copied.
///
/// The files can be read from the first time that the phone is unlocked after it was started, so that a
/// save or a conversation that is under way when the screen goes dark comes to its end. Every value in
/// them is sealed besides.
enum VaultFolder {
  private static var url: URL {
    get throws {
      try FileManager.default.url(
        for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true
      ).appending(path: "vault", directoryHint: .isDirectory)
    }
  }

  /// The folder, made if there is none. What is excluded and protected is said at every start.
  static func ready() throws -> URL {
    var folder = try url
    let protection: [FileAttributeKey: Any] = [
      .protectionKey: FileProtectionType.completeUntilFirstUserAuthentication
    ]
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: protection)
    try FileManager.default.setAttributes(protection, ofItemAtPath: folder.path)
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try folder.setResourceValues(values)
    return folder
  }

  /// Whether there is a vault in it.
  static func vault() throws -> VaultOnPhone { VaultOnPhone(in: try url) }
}
