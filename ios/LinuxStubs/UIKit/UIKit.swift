// Signatures of the UIKit that the app uses, for Linux only: our rendering of Apple's documentation, and
// nothing that it does not have. Nothing here does anything, and no test runs it.
@_exported import Foundation
import UniformTypeIdentifiers

@MainActor open class UIResponder: NSObject {}

@MainActor open class UIView: UIResponder {
  public var bounds: CGRect { .zero }
  public var isHidden = false
}

@MainActor open class UIViewController: UIResponder {
  // swift-format-ignore: NeverUseImplicitlyUnwrappedOptionals
  public var view: UIView! = UIView()
  public var presentedViewController: UIViewController? { nil }
  public var popoverPresentationController: UIPopoverPresentationController? { nil }
  public func present(
    _ viewControllerToPresent: UIViewController, animated flag: Bool,
    completion: (() -> Void)? = nil
  ) {}
}

@MainActor public final class UIPopoverPresentationController: NSObject {
  public var sourceView: UIView?
  public var sourceRect = CGRect.zero
}

@MainActor open class UIWindow: UIView {
  public struct Level: Sendable {
    public let rawValue: CGFloat
    public static let alert = Level(rawValue: 2_000)
    public static func + (level: Level, above: CGFloat) -> Level {
      Level(rawValue: level.rawValue + above)
    }
  }
  public init(windowScene: UIWindowScene) {}
  public var windowLevel = Level(rawValue: 0)
  public var rootViewController: UIViewController?
}

// Scenes.

@MainActor open class UIScene: UIResponder {
  public final class ConnectionOptions: NSObject {}
}
@MainActor public final class UIWindowScene: UIScene {
  public var keyWindow: UIWindow? { nil }
}
@MainActor public final class UISceneSession: NSObject {
  public struct Role: Sendable {}
  public var role: Role { Role() }
}
@MainActor public final class UISceneConfiguration: NSObject {
  public init(name: String?, sessionRole: UISceneSession.Role) {}
  public var delegateClass: AnyClass?
}

@MainActor public protocol UISceneDelegate: NSObjectProtocol {
  func sceneDidBecomeActive(_ scene: UIScene)
  func sceneWillResignActive(_ scene: UIScene)
  func sceneWillEnterForeground(_ scene: UIScene)
  func sceneDidEnterBackground(_ scene: UIScene)
}
@MainActor public protocol UIWindowSceneDelegate: UISceneDelegate {}

// The app.

public struct UIBackgroundTaskIdentifier: Hashable, Sendable {
  public static let invalid = UIBackgroundTaskIdentifier()
}

@MainActor public final class UIApplication: UIResponder {
  public static let shared = UIApplication()
  public struct OpenExternalURLOptionsKey: Hashable, Sendable {}
  public var connectedScenes: Set<UIScene> { [] }
  public func open(
    _ url: URL, options: [OpenExternalURLOptionsKey: Any] = [:],
    completionHandler completion: (@MainActor @Sendable (Bool) -> Void)? = nil
  ) {}
  public nonisolated func beginBackgroundTask(
    expirationHandler handler: (@MainActor @Sendable () -> Void)? = nil
  ) -> UIBackgroundTaskIdentifier { .invalid }
  public nonisolated func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}

@MainActor public protocol UIApplicationDelegate: NSObjectProtocol {
  func application(
    _ application: UIApplication, configurationForConnecting connectingSceneSession: UISceneSession,
    options: UIScene.ConnectionOptions
  ) -> UISceneConfiguration
}

// Sheets of the system's.

public final class UIActivity: NSObject {
  public struct ActivityType: Sendable {}
}
@MainActor public final class UIActivityViewController: UIViewController {
  public init(activityItems: [Any], applicationActivities: [UIActivity]?) {}
  public var completionWithItemsHandler:
    ((UIActivity.ActivityType?, Bool, [Any]?, (any Error)?) -> Void)?
}

@MainActor public final class UIDocumentPickerViewController: UIViewController {
  public init(forOpeningContentTypes contentTypes: [UTType], asCopy: Bool) {}
  public weak var delegate: (any UIDocumentPickerDelegate)?
}
@MainActor public protocol UIDocumentPickerDelegate: NSObjectProtocol {
  func documentPicker(
    _ controller: UIDocumentPickerViewController, didPickDocumentsAt urls: [URL])
  func documentPickerWasCancelled(_ controller: UIDocumentPickerViewController)
}
