import Foundation
import Holdfast
import Testing

@Suite struct SyncTest {
  @discardableResult
  private func sync(_ device: Device) async throws -> SyncSummary {
    try await DeviceActor(device).sync(over: URLSessionTransport())
  }

  /// Everybody in step: the office enrols, so it speaks first.
  private func joined(_ world: World) async throws -> Device {
    _ = try world.hub()
    let amina = try world.amina()
    _ = try world.evening()
    try await sync(world.olu())
    try await sync(world.ben())
    #expect(try await sync(amina).ended == .inSync)
    return amina
  }

  @Test func offlineThenSync() async throws {
    let world = try World()
    let amina = try await joined(world)
    let (hub, evening) = (try world.hub(), try world.evening())
    hub.cut()
    try amina.visits().note(visit: evening, text: "Written with no signal.")
    await #expect(throws: URLError.self) { try await sync(amina) }
    #expect(try amina.visits().today().safe == .onlyHere(entries: 1))
    #expect(try amina.visits().page(visit: evening).recorded.count == 1)

    try hub.restore()
    #expect(try await sync(amina).ended == .inSync)
    #expect(try amina.visits().today().safe == .atTheHub)
    let ben = try world.ben()
    try await sync(ben)
    let note = try ben.visits().page(visit: evening).recorded.single()
    #expect(note.says.text("text") == "Written with no signal.")
    #expect(note.author.name == "Amina Yusuf")
    #expect(note.received == world.time)
  }

  @Test func receipt() async throws {
    let world = try World()
    let amina = try await joined(world)
    let before = try amina.safety()
    #expect((before.receipt?.entries ?? 0) == 0)
    try amina.visits().note(visit: world.evening(), text: "All well.")
    let waiting = try amina.safety()
    #expect(waiting.written == 1)
    #expect(waiting.safe == .onlyHere(entries: 1))

    try await sync(amina)
    let after = try amina.safety()
    #expect(after.safe == .atTheHub)
    #expect(after.receipt?.entries == 1)
    #expect(after.heard?.device == world.time)
    let counts = after.counts
    #expect(
      counts.takenIn == counts.applied + counts.waiting + counts.quarantined + counts.carried)
    #expect(after.notApplied == [])
    #expect(after.organisation == "Harbour Care")
    #expect(after.roles == [.carer])
  }

  @Test func whatWaitsSaysForWhat() throws {
    let world = try World()
    let amina = try world.handedOver()
    let ben = try world.ben()
    try ben.visits().note(visit: world.evening(), text: "first")
    let first = try ben.bundles().write(of: .everything)
    // Winston's ledgers are not Amina's: she carries them for others.
    _ = try ben.people().begin(items: [preferred("Winston")], source: .author)
    try world.carry(ben, to: amina)
    #expect(try amina.bundles().read(file: first).newEntries == 0)
    let safety = try amina.safety()
    let counts = safety.counts
    #expect(safety.notApplied.filter { $0.because != .carried }.count == Int(counts.waiting))
    #expect(
      counts.waiting + counts.quarantined + counts.carried == UInt64(safety.notApplied.count))
  }

  @Test func keysThatComeAloneAreTold() async throws {
    let world = try World()
    _ = try world.hub()
    let nadia = try world.fresh("nadia")
    let to = EnrolAs(
      name: "Nadia Hussain", role: .carer, employer: "Northway Care",
      until: moment("2026-11-29T17:30:00Z"))
    try nadia.join(
      welcome: world.olu().members().enrol(
        request: nadia.members().request(name: "Nadia Hussain"), to: to))
    let doreen = try world.doreen()
    try world.carry(world.olu(), to: world.ben())
    _ = try world.ben().visits().plan(
      new: NewVisit(
        person: doreen,
        starts: moment("2026-11-22T17:45:00Z"),
        ends: moment("2026-11-22T18:15:00Z"),
        carers: [nadia.identity().member]))
    try await sync(world.olu())
    try await sync(world.ben())
    // A file has everything that was written, and no key for a device whose time is limited.
    try world.carry(world.ben(), to: nadia)
    _ = try failure { _ = try nadia.people().page(person: doreen) }

    let told = Remembering()
    let watch = nadia.observe(observer: told)
    #expect(try await sync(nadia).newEntries == 0)
    watch.stop()
    #expect(try nadia.people().page(person: doreen).preferred == "Doreen")
    #expect(told.seen.contains(.everything), "\(told.seen)")
  }
}

private final class Remembering: Observer, @unchecked Sendable {
  private(set) var seen: [What] = []

  func changed(changed: Changed) { seen.append(changed.what) }
}
