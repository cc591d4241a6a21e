import BackgroundTasks
import HoldfastModels
import UIKit

/// Syncing while the app is out of sight: for a moment after it was left, and when iOS finds it
/// convenient. It opens nothing: where the vault is locked there is nothing it could do.
@MainActor
enum BackgroundSync {
  /// The task's name. `project.yml` permits it.
  nonisolated static let identifier = "org.holdfast.sync"

  /// Asks iOS for a turn. A newer wish takes the place of an older one.
  static func ask(after wait: Duration) {
    let request = BGAppRefreshTaskRequest(identifier: identifier)
    request.earliestBeginDate = Date(timeIntervalSinceNow: TimeInterval(wait.components.seconds))
    // Refused where somebody turned background refresh off: then it syncs while it is in sight.
    try? BGTaskScheduler.shared.submit(request)
  }

  /// The turn. Where the time is up SwiftUI cancels the task, and the conversation ends between two
  /// steps, each of which is whole.
  static func turn() async {
    // At first, so that a turn that iOS ends for good is not the last one.
    ask(after: BackgroundTurn.period)
    let became = await Here.app.background()
    if let wait = became.wait {
      ask(after: wait)
    } else {
      BGTaskScheduler.shared.cancel(taskRequestWithIdentifier: identifier)
    }
  }

  /// Finishes what is under way, in the seconds that iOS lends an app that was left.
  static func finish(_ work: @escaping @MainActor () async -> Void) {
    let time = LentTime()
    Task {
      await work()
      time.giveBack()
    }
  }
}

/// Time that iOS lends. Who does not give it back is ended.
@MainActor
private final class LentTime {
  private var lent = UIBackgroundTaskIdentifier.invalid

  init() {
    lent = UIApplication.shared.beginBackgroundTask { self.giveBack() }
  }

  func giveBack() {
    guard lent != .invalid else { return }
    UIApplication.shared.endBackgroundTask(lent)
    lent = .invalid
  }
}
