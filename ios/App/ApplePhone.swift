import Foundation
import Holdfast
import HoldfastModels
import UIKit
import UniformTypeIdentifiers

/// What only the phone can do. It outlives a window, and uses whichever is in sight.
@MainActor
final class ApplePhone: Phone {
  let networks = Networks()
  private let watch: NetworkWatch
  private let chooser = Chooser()
  /// The keychain's calls wait for a person: on a thread of their own.
  private let keys = DispatchQueue(label: "org.holdfast.keys", qos: .userInitiated)

  init() {
    watch = NetworkWatch(tells: networks)
  }

  func keystore() async throws -> KeystoreAnswer {
    try await withCheckedThrowingContinuation { waiting in
      keys.async {
        waiting.resume(
          with: Result { try VaultSecrets(in: VaultKey()).answer(try VaultFolder.vault()) })
      }
    }
  }

  func dial(_ number: String) {
    guard let address = Dialling.address(number) else { return }
    // iOS asks before it calls. On an iPad without a phone nothing happens: the number stays on the screen.
    UIApplication.shared.open(address)
  }

  func share(_ bundle: Data, called: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: called)
    try bundle.write(to: file, options: [.atomic, .completeFileProtection])
    let sheet = UIActivityViewController(activityItems: [file], applicationActivities: nil)
    sheet.completionWithItemsHandler = { _, _, _, _ in
      try? FileManager.default.removeItem(at: file)
    }
    present(sheet)
  }

  func chooseBundle() async throws -> Data? {
    let picker = UIDocumentPickerViewController(forOpeningContentTypes: [.data], asCopy: true)
    picker.delegate = chooser
    guard present(picker), let file = await chooser.chosen() else { return nil }
    return try await Task.detached {
      defer { try? FileManager.default.removeItem(at: file) }
      return try Data(contentsOf: file)
    }.value
  }

  /// Over whatever is on top, in the middle of an iPad's screen; false where there is no window.
  @discardableResult
  private func present(_ sheet: UIViewController) -> Bool {
    let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
    guard var top = scenes.compactMap(\.keyWindow).first?.rootViewController else {
      return false
    }
    while let over = top.presentedViewController { top = over }
    sheet.popoverPresentationController?.sourceView = top.view
    sheet.popoverPresentationController?.sourceRect = CGRect(
      x: top.view.bounds.midX, y: top.view.bounds.midY, width: 0, height: 0)
    top.present(sheet, animated: true)
    return true
  }
}

/// Waits for somebody to choose a file, or to go back.
@MainActor
private final class Chooser: NSObject, UIDocumentPickerDelegate {
  private var waiting: CheckedContinuation<URL?, Never>?

  func chosen() async -> URL? {
    await withCheckedContinuation {
      answer(nil)
      waiting = $0
    }
  }

  private func answer(_ file: URL?) {
    waiting?.resume(returning: file)
    waiting = nil
  }

  func documentPicker(
    _ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL]
  ) { answer(urls.first) }

  func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController) { answer(nil) }
}
