/// Rings once, later. In a test, when the test says so.
@MainActor
public protocol Alarms: AnyObject {
  /// Rings after so long, unless what is returned is called before.
  func ring(after wait: Duration, _ act: @escaping @MainActor () -> Void) -> @MainActor () -> Void
}

/// By the time that passes, a phone that sleeps included.
public final class ClockAlarms: Alarms {
  public init() {}

  public func ring(
    after wait: Duration, _ act: @escaping @MainActor () -> Void
  ) -> @MainActor () -> Void {
    let task = Task {
      try? await Task.sleep(for: wait, clock: .continuous)
      if !Task.isCancelled { act() }
    }
    return { task.cancel() }
  }
}
