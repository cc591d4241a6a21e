import Foundation
import Holdfast
import Testing

@Suite struct ManyCallsTest {
  @Test func aThousandCallsFromManyThreads() async throws {
    let world = try World()
    let amina = try world.handedOver()
    let (visits, evening) = (amina.visits(), try world.evening())
    try await withThrowingTaskGroup(of: Void.self) { group in
      let threads = DispatchQueue(label: "many", attributes: .concurrent)
      for number in 0..<1000 {
        group.addTask {
          try await withCheckedThrowingContinuation { done in
            threads.async {
              done.resume(
                with: Result {
                  if number % 10 == 0 {
                    try visits.note(visit: evening, text: "note \(number)")
                  } else {
                    #expect(try visits.today().visits.single().name == "Doreen")
                  }
                })
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let notes = try visits.page(visit: evening).recorded.map { $0.says.text("text") }
    #expect(Set(notes) == Set(stride(from: 0, to: 1000, by: 10).map { "note \($0)" }))
    #expect(notes.count == 100)
  }

  #if os(Linux)
    @Test func memoryIsSteadyOverTenThousandCalls() throws {
      let world = try World()
      let amina = try world.handedOver()
      let (visits, people, doreen) = (amina.visits(), amina.people(), try world.doreen())
      func calls(_ number: Int) throws {
        for call in 0..<number {
          _ = try visits.today()
          if call % 10 == 0 { _ = try people.page(person: doreen) }
          if call % 10 == 5 { _ = try? amina.members().find(name: "Nobody") }
        }
      }
      // The first calls fill caches.
      try calls(1000)
      let before = try resident()
      try calls(10_000)
      let grown = try resident() - before
      // One object of each call that is never let go would be more than 900 kB.
      #expect(grown < 768, "expected it to stay as it is, found \(grown) kB more")
    }

    /// What this process holds in memory, kB.
    private func resident() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
      return try #require(Int(line.filter(\.isNumber)))
    }
  #endif
}
