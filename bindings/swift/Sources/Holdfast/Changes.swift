extension DeviceActor {
  /// What changes, from now on, until the loop over it ends or its task is cancelled.
  ///
  /// A screen that draws slower than things change misses none of the kinds that changed.
  ///
  /// ```swift
  /// for await what in device.changes() where what == .visits { … }
  /// ```
  public nonisolated func changes() -> AsyncStream<What> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: What.self, bufferingPolicy: .unbounded)
    let watch = device.observe(observer: Forwarding(to: continuation))
    continuation.onTermination = { _ in watch.stop() }
    return stream
  }
}

/// Called on the thread that saved something: it only hands it on.
private final class Forwarding: Observer {
  private let stream: AsyncStream<What>.Continuation

  init(to stream: AsyncStream<What>.Continuation) {
    self.stream = stream
  }

  func changed(changed: Changed) {
    stream.yield(changed.what)
  }
}
