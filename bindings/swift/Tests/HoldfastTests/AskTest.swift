import Dispatch
import Holdfast
import Testing

@Suite struct AskTest {
  @MainActor @Test func whatWasAskedForIsSavedAlthoughItsScreenClosed() async throws {
    let world = try World()
    let (amina, evening) = (DeviceActor(try world.handedOver()), try world.evening())
    let closed = DispatchSemaphore(value: 0)
    let before = Task { try await amina.ask { _ in closed.wait() } }
    let save = Task {
      try await amina.ask {
        try $0.visits().note(visit: evening, text: "Saved although the screen closed.")
      }
    }
    save.cancel()
    closed.signal()
    try await before.value
    _ = await save.result
    let note = try amina.device.visits().page(visit: evening).recorded.single()
    #expect(note.says.text("text") == "Saved although the screen closed.")
  }

  @MainActor @Test func callsAreAnsweredInTheOrderOfAsking() async throws {
    let world = try World()
    let amina = DeviceActor(try world.handedOver())
    let answered = Answered()
    let calls = (0..<1000).map { number in
      Task {
        try await amina.ask {
          try $0.drafts().keep(slot: "note/of-many", contents: "letter \(number)")
          answered.numbers.append(number)
        }
      }
    }
    for call in calls { try await call.value }
    #expect(answered.numbers == Array(0..<1000))
    #expect(try amina.device.drafts().kept(slot: "note/of-many") == "letter 999")
  }
}

/// Written by the device's own thread, one after the other; read once all are answered.
private final class Answered: @unchecked Sendable {
  var numbers: [Int] = []
}
