import Holdfast

/// An unlocked device in the hands of one screen. What the screen does ends with ``life``.
@MainActor
public final class Unlocked {
  public let device: DeviceActor
  public let phone: any Phone
  public let life = Life()

  public init(_ device: DeviceActor, _ phone: any Phone) {
    self.device = device
    self.phone = phone
  }

  /// Asks the library one thing, off the thread that draws. Answers come in the order of asking.
  public func ask<Answer: Sendable>(
    _ question: @escaping @Sendable (Device) throws -> Answer
  ) async throws -> Answer {
    try await device.ask(question)
  }

  /// Does something; what the library refuses goes to `refused` and nowhere else.
  public func act(
    _ refused: @escaping @MainActor (Wrong) -> Void,
    _ work: @escaping @MainActor () async throws -> Void
  ) {
    life.act {
      do {
        try await work()
      } catch {
        refused(Wrong(error))
      }
    }
  }

  /// Draws again whenever something is saved or comes in.
  public func whenever(_ draw: @escaping @MainActor () -> Void) {
    let changes = device.changes()
    life.watch {
      for await _ in changes { draw() }
    }
  }
}
