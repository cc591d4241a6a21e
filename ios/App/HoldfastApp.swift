import Holdfast
import HoldfastModels
import HoldfastViews
import SwiftUI

/// One window over what lives as long as the process.
@main
struct HoldfastApp: App {
  @UIApplicationDelegateAdaptor private var delegate: AppDelegate

  var body: some Scene {
    WindowGroup { PhoneRoot(Here.app) }
      .backgroundTask(.appRefresh(BackgroundSync.identifier)) { await BackgroundSync.turn() }
  }
}

/// What lives as long as the process: the phone, and the app on it. No window owns any of it.
@MainActor
enum Here {
  static let phone = ApplePhone()
  static let app = PhoneApp {
    let device = try Device(folder: VaultFolder.ready().path)
    return AppModel(device, phone, over: URLSessionTransport())
  }
}

/// Tells SwiftUI who hears about its window.
final class AppDelegate: NSObject, UIApplicationDelegate {
  func application(
    _ application: UIApplication, configurationForConnecting session: UISceneSession,
    options: UIScene.ConnectionOptions
  ) -> UISceneConfiguration {
    let configuration = UISceneConfiguration(name: nil, sessionRole: session.role)
    configuration.delegateClass = SceneDelegate.self
    return configuration
  }
}
