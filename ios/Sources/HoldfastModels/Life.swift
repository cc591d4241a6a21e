/// How long something on the screen works: what it began is cancelled when it goes.
///
/// A call of the library that has begun is finished all the same: ending a life never leaves half of
/// anything.
@MainActor
public final class Life {
  private var acts: [Int: Task<Void, Never>] = [:]
  private var watches: [Task<Void, Never>] = []
  private var begun = 0

  /// Whether it ended: what is still being done comes to its end, and shows nothing any more.
  public private(set) var isEnded = false

  public init() {}

  deinit {
    for task in watches { task.cancel() }
  }

  /// Does something that comes to an end by itself.
  public func act(_ work: @escaping @MainActor () async -> Void) {
    begun += 1
    let number = begun
    acts[number] = Task { [weak self] in
      await work()
      self?.acts[number] = nil
    }
  }

  /// Does something that goes on until the life ends.
  public func watch(_ work: @escaping @MainActor () async -> Void) {
    watches.append(Task { await work() })
  }

  /// Returns when nothing is being done. What watches goes on.
  public func quiet() async {
    while let act = acts.values.first { await act.value }
  }

  /// Ends everything.
  public func end() {
    isEnded = true
    for task in Array(acts.values) + watches { task.cancel() }
    watches = []
  }
}
