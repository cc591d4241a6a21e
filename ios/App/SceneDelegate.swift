import HoldfastModels
import HoldfastViews
import SwiftUI

/// Hears when the app goes out of sight and comes back, and hides it meanwhile.
final class SceneDelegate: NSObject, UIWindowSceneDelegate {
  /// A window of its own, above sheets and alerts too: iOS keeps a picture of what is on top.
  private var cover: UIWindow?

  func sceneWillResignActive(_ scene: UIScene) { happened(.resigned, to: scene) }

  func sceneDidEnterBackground(_ scene: UIScene) {
    happened(.left, to: scene)
    BackgroundSync.ask(after: BackgroundTurn.period)
  }

  func sceneWillEnterForeground(_ scene: UIScene) { happened(.returned, to: scene) }

  func sceneDidBecomeActive(_ scene: UIScene) { happened(.active, to: scene) }

  private func happened(_ event: SightEvent, to scene: UIScene) {
    Here.app.happened(event, finishing: BackgroundSync.finish)
    guard Here.app.isCovered else {
      cover = nil
      return
    }
    guard cover == nil, let scene = scene as? UIWindowScene else { return }
    let window = UIWindow(windowScene: scene)
    window.windowLevel = .alert + 1
    window.rootViewController = UIHostingController(rootView: Cover())
    window.isHidden = false
    cover = window
  }
}
