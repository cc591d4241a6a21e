import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

/// Syncing on a clock of its own: time passes when a test says so.
@MainActor @Suite struct BackgroundTest {
  /// Twenty notes sealed and signed, with the questions around them.
  private static let notesBytes = 40_000
  private static let answerBytes = 8_000
  /// Four conversations that find nothing.
  private static let idleBytes = 16_000

  private let world: World
  private let networks = Networks()
  private let alarms = TestAlarms()

  init() throws {
    world = try World()
  }

  private func amina() throws -> DeviceActor { DeviceActor(try world.amina()) }

  private func safe() throws -> Safe { try world.amina().safety().safe }

  /// Syncing as the app begins it: what it does at opening is done.
  private func syncing(over transport: any Transport = URLSessionTransport()) async throws
    -> Syncing
  {
    let syncing = Syncing(try amina(), over: transport, networks, alarms: alarms)
    await syncing.quiet()
    return syncing
  }

  private func pass(_ time: Duration, _ syncing: Syncing) async {
    await alarms.pass(time) { await syncing.quiet() }
  }

  /// Writes a note, and returns when whoever watches has heard of it.
  private func note(_ text: String, at visit: VisitId) async throws {
    let changes = try amina().changes()
    try world.amina().visits().note(visit: visit, text: text)
    for await what in changes where what == .visits { break }
  }

  /// Everybody in step with a real hub, and a visit on Amina's phone.
  private func inStep() async throws -> VisitId {
    _ = try world.hub()
    let visit = try world.evening()
    for device in [try world.olu(), try world.amina()] {
      let summary = try await DeviceActor(device).sync(over: URLSessionTransport())
      #expect(summary.ended == .inSync)
    }
    return visit
  }

  @Test func aSaveStartsASyncWhenConnected() async throws {
    let visit = try await inStep()
    let syncing = try await syncing()
    let before = syncing.state.wakeUps
    try await note("All well.", at: visit)
    #expect(await until { syncing.state.phase == .waiting(SyncState.settle) })
    #expect(try safe() == .onlyHere(entries: 1))
    await pass(SyncState.settle, syncing)
    #expect(syncing.state.wakeUps == before + 1)
    #expect(try safe() == .atTheHub)
    #expect(syncing.state.phase == .idle)
  }

  @Test func aFailedSyncWaitsLongerEachTime() async throws {
    let visit = try await inStep()
    let dead = Dead()
    let syncing = try await syncing(over: dead)
    var waits: [Duration] = []
    for time in 1...12 {
      guard case .waiting(let wait) = syncing.state.phase else {
        Issue.record("expected it to wait, found \(syncing.state.phase)")
        return
      }
      #expect(syncing.state.trouble == .unreachable)
      #expect(await dead.tried == time)
      waits.append(wait)
      await pass(wait, syncing)
    }
    #expect(
      waits.prefix(5) == [.seconds(15), .seconds(30), .seconds(60), .seconds(120), .seconds(240)])
    #expect(waits == waits.sorted())
    #expect(waits.last == .seconds(3600))
    // A save does not shorten a wait that is under way.
    let tried = await dead.tried
    try await note("Written while it waits.", at: visit)
    await pass(SyncState.settle, syncing)
    #expect(await dead.tried == tried)
  }

  @Test func regainingANetworkSyncs() async throws {
    let visit = try await inStep()
    networks.becomes(.gone)
    let syncing = try await syncing()
    try await note("Written with no signal.", at: visit)
    await pass(.seconds(3600), syncing)
    #expect(syncing.state.wakeUps == 0)
    #expect(try safe() == .onlyHere(entries: 1))
    networks.becomes(.there)
    await syncing.quiet()
    #expect(syncing.state.wakeUps == 1)
    #expect(try safe() == .atTheHub)
  }

  @Test func cancellingLeavesEverythingWhole() async throws {
    let visit = try await inStep()
    try await note("Doreen had soup.", at: visit)
    // The network is so slow that the answer never comes: cancelled while it waits.
    let (asked, asking) = AsyncStream.makeStream(of: Void.self)
    let syncing = Syncing(try amina(), over: Slow(asking), networks, alarms: alarms)
    for await _ in asked { break }
    #expect(syncing.state.phase == .running)
    syncing.end()
    await syncing.quiet()
    #expect(try safe() == .onlyHere(entries: 1))
    let summary = try await amina().sync(over: URLSessionTransport())
    #expect(summary.ended == .inSync)
    #expect(try safe() == .atTheHub)
  }

  @Test func wakeUpsAndBytesAreCounted() async throws {
    let visit = try await inStep()
    let syncing = try await syncing()
    let (before, traffic) = (syncing.state.wakeUps, syncing.traffic)
    let heard = syncing.heard
    for number in 0..<20 { try await note("Note \(number): drank a cup of tea.", at: visit) }
    // One that it hears of during the conversation would be for the next.
    #expect(await until { syncing.heard == heard + 20 })
    await pass(SyncState.settle, syncing)
    #expect(syncing.state.wakeUps == before + 1, "twenty notes in a row are one wake-up")
    let sent = syncing.traffic.sent - traffic.sent
    let received = syncing.traffic.received - traffic.received
    #expect((1...Self.notesBytes).contains(sent))
    #expect((1...Self.answerBytes).contains(received))

    // An hour in which nothing happens: four conversations that find nothing new.
    let quiet = (wakeUps: syncing.state.wakeUps, bytes: syncing.traffic.both)
    await pass(.seconds(3600), syncing)
    #expect(syncing.state.wakeUps - quiet.wakeUps == 4)
    #expect((1...Self.idleBytes).contains(syncing.traffic.both - quiet.bytes))
  }
}

extension Traffic {
  fileprivate var both: Int { sent + received }
}

/// A network on which nobody answers, and how often it was tried.
private actor Dead: Transport {
  private(set) var tried = 0

  func post(to address: String, _ request: Request) async throws -> HubAnswer {
    tried += 1
    throw NobodyAnswers()
  }
}

private struct NobodyAnswers: Error {}

/// A network so slow that no answer ever comes.
private struct Slow: Transport {
  let asked: AsyncStream<Void>.Continuation

  init(_ asked: AsyncStream<Void>.Continuation) {
    self.asked = asked
  }

  func post(to address: String, _ request: Request) async throws -> HubAnswer {
    asked.yield()
    // Ends only when whoever asked gives up.
    let (never, held) = AsyncStream.makeStream(of: Void.self)
    for await _ in never {}
    withExtendedLifetime(held) {}
    throw CancellationError()
  }
}

/// Rings when a test says that time has passed.
@MainActor
private final class TestAlarms: Alarms {
  private var now = Duration.zero
  private var alarms: [Int: (at: Duration, act: @MainActor () -> Void)] = [:]
  private var set = 0

  func ring(
    after wait: Duration, _ act: @escaping @MainActor () -> Void
  ) -> @MainActor () -> Void {
    set += 1
    let number = set
    alarms[number] = (now + wait, act)
    return { [weak self] in self?.alarms[number] = nil }
  }

  /// Time passes: what is due rings, one after the other, each when the one before is done with.
  func pass(_ time: Duration, _ done: @MainActor () async -> Void) async {
    let end = now + time
    while let (number, next) = alarms.min(by: { ($0.value.at, $0.key) < ($1.value.at, $1.key) }),
      next.at <= end
    {
      alarms[number] = nil
      now = next.at
      next.act()
      await done()
    }
    now = end
  }
}
