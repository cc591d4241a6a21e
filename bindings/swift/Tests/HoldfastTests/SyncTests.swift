import Foundation
import Holdfast
import Testing

@Suite struct SyncTests {
  @Test func offlineThenSync() async throws {
    let world = try World()
    let hub = try Hub(of: world)
    let transport = URLSessionTransport(patience: 10)
    let olu = DeviceActor(try world.olu())
    let amina = DeviceActor(try world.amina())
    let person = try await olu.ask {
      try $0.people().begin(items: [preferred("Doreen")], source: .author)
    }
    let starts = world.time
    let carer = try await amina.ask { try $0.identity().member }
    _ = try await olu.ask {
      try $0.visits().plan(
        new: NewVisit(
          person: person, starts: starts, ends: starts + 1800, carers: [carer]))
    }
    #expect(try await olu.sync(over: transport).ended == .inSync)
    #expect(try await amina.sync(over: transport).ended == .inSync)
    let visit = try #require(try await amina.ask { try $0.visits().today().visits.first?.visit })

    hub.down()
    try await amina.ask {
      try $0.visits().note(visit: visit, text: "Found Doreen in her chair, warm and talking.")
    }
    await #expect(throws: URLError.self) { try await amina.sync(over: transport) }
    #expect(try await amina.ask { try $0.visits().page(visit: visit).recorded.count } == 1)

    try hub.up()
    #expect(try await amina.sync(over: transport).ended == .inSync)
    #expect(try await olu.sync(over: transport).newEntries > 0)
    let page = try await olu.ask { try $0.visits().page(visit: visit) }
    #expect(
      page.recorded.map { $0.says.text("text") } == ["Found Doreen in her chair, warm and talking."]
    )
  }

  @Test func receipt() async throws {
    let world = try World()
    let hub = try Hub(of: world)
    let transport = URLSessionTransport(patience: 10)
    let olu = DeviceActor(try world.olu())
    _ = try await olu.ask {
      try $0.people().begin(items: [preferred("Doreen")], source: .author)
    }
    guard case .onlyHere(let entries) = try await olu.ask({ try $0.visits().today().safe }) else {
      Issue.record("expected entries that are only here")
      return
    }
    #expect(entries > 0)

    let summary = try await olu.sync(over: transport)
    #expect(summary.receipt?.entries == entries)
    #expect(try await olu.ask { try $0.visits().today().safe } == .atTheHub)
    hub.down()
  }
}
