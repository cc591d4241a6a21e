import Dispatch

/// A device in the hands of an app.
///
/// What it is asked is answered one after the other, in the order of asking, on a thread of its own:
/// neither the screen nor Swift's few cooperative threads wait for a disk or a key derivation.
///
/// ```swift
/// let device = DeviceActor(try Device(folder: folder))
/// let today = try await device.ask { try $0.visits().today() }
/// ```
public actor DeviceActor {
  /// The device itself. Its calls are synchronous and any thread may make them.
  public nonisolated let device: Device

  private let executor = QueueExecutor(label: "org.holdfast.device")

  /// Takes a device into its care.
  public init(_ device: Device) {
    self.device = device
  }

  /// The thread that answers.
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Asks the device one thing.
  ///
  /// A save that has begun is finished: cancelling the task only means that nobody waits for the
  /// answer.
  ///
  /// - Throws: ``HoldfastError`` with its kind and a sentence for the person; or what `question`
  ///   throws.
  public func ask<Answer: Sendable>(
    _ question: @Sendable (Device) throws -> Answer
  ) throws -> Answer {
    try question(device)
  }
}

/// Runs an actor's work on a queue of its own.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label, qos: .userInitiated)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedSerialExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
