import Foundation
import Holdfast
import Testing

private final class Remembering: Observer, @unchecked Sendable {
  private(set) var seen: [What] = []
  private let then: () throws -> Void

  init(_ then: @escaping () throws -> Void = {}) { self.then = then }

  func changed(changed: Changed) throws {
    seen.append(changed.what)
    try then()
  }
}

private struct ScreenIsGone: Error {}

@Suite struct ObserverTest {
  @Test func aCallbackThatThrowsDoesNoHarm() throws {
    let world = try World()
    let amina = try world.handedOver()
    let evening = try world.evening()
    let throwing = Remembering { throw ScreenIsGone() }
    let other = Remembering()
    let watches = [amina.observe(observer: throwing), amina.observe(observer: other)]
    try amina.visits().note(visit: evening, text: "Saved all the same.")
    #expect(throwing.seen == [.visits])
    #expect(other.seen == [.visits])
    #expect(try amina.visits().page(visit: evening).recorded.count == 1)

    watches[0].stop()
    try amina.visits().note(visit: evening, text: "And another.")
    #expect(throwing.seen == [.visits])
    #expect(other.seen == [.visits, .visits])
    withExtendedLifetime(watches) {}
  }

  @Test func aCallbackMayCallTheDevice() throws {
    let world = try World()
    let amina = try world.handedOver()
    var entries: UInt32 = 0
    let watch = amina.observe(
      observer: Remembering { entries = try amina.visits().today().visits.single().entries })
    try amina.visits().note(visit: world.evening(), text: "Saved before anybody is told.")
    #expect(entries == 1)
    watch.stop()
  }

  @Test func changesComeAsAFlow() async throws {
    let world = try World()
    let amina = DeviceActor(try world.handedOver())
    let (evening, doreen) = (try world.evening(), try world.doreen())
    let changes = amina.changes()
    let seen = Task { await changes.prefix(3).reduce(into: []) { $0.append($1) } }
    try await amina.ask { try $0.visits().note(visit: evening, text: "One.") }
    try await amina.ask {
      try $0.people().acknowledge(shown: $0.people().page(person: doreen).version)
    }
    try await amina.ask { $0.lock() }
    #expect(await seen.value == [.visits, .people, .lock])
  }
}
