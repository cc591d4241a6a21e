import Foundation
import Observation

/// Waits until something is so, and looks again whenever a model that was looked at changes: as SwiftUI
/// itself does. False where it was not so for all of `patience`.
@MainActor
public func until(patience: Duration = .seconds(20), _ isSo: () -> Bool) async -> Bool {
  let deadline = ContinuousClock.now + patience
  while true {
    let (changes, change) = AsyncStream.makeStream(of: Void.self)
    let so = withObservationTracking {
      isSo()
    } onChange: {
      change.yield()
    }
    if so { return true }
    let giveUp = Task {
      try? await Task.sleep(until: deadline, clock: .continuous)
      change.finish()
    }
    var hasChanged = false
    for await _ in changes {
      hasChanged = true
      break
    }
    giveUp.cancel()
    if !hasChanged { return false }
  }
}
