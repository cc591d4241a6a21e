import Foundation
import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

/// A hub that never answers.
private struct Silence: Transport {
  let asked: AsyncStream<Void>.Continuation

  func post(to address: String, _ request: Request) async throws -> HubAnswer {
    asked.yield()
    try await Task.sleep(for: .seconds(3_600))
    throw URLError(.timedOut)
  }
}

@MainActor @Suite struct PhoneAppTest {
  private let world: World
  private let phone: TestPhone

  init() throws {
    world = try World()
    phone = TestPhone(world.keystore("amina"))
  }

  private func app(
    _ device: Device, over transport: any Transport = URLSessionTransport(patience: 20)
  ) -> PhoneApp {
    PhoneApp { [phone] in AppModel(device, phone, over: transport) }
  }

  private func unlock(_ app: PhoneApp) throws -> UnlockModel {
    guard case .ready(let model) = app.standing, case .locked(let unlock) = model.standing else {
      throw URLError(.unknown)
    }
    return unlock
  }

  private func isOpen(_ app: PhoneApp) -> Bool {
    if case .ready(let model) = app.standing, case .open = model.standing { true } else { false }
  }

  @Test func aPhoneWithoutAVaultIsNotSetUp() throws {
    let app = PhoneApp { [phone, world] in
      AppModel(
        try Device(folder: world.path("nobody")), phone, over: URLSessionTransport(patience: 20))
    }
    guard case .notSetUp = app.standing else {
      Issue.record("expected a phone that is not set up")
      return
    }
  }

  @Test func aVaultThatDoesNotOpenIsToldAndTriedAgain() throws {
    _ = try world.amina()
    let file = URL(fileURLWithPath: world.path("broken")).appendingPathComponent("vault.db")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: 7, count: 8_192).write(to: file)
    let app = PhoneApp { [phone, world] in
      AppModel(
        try Device(folder: world.path("broken")), phone, over: URLSessionTransport(patience: 20))
    }
    guard case .cannotOpen(let wrong) = app.standing else {
      Issue.record("expected a vault that does not open")
      return
    }
    #expect(wrong == Wrong(.damaged))
    // Nothing was done to the file: whoever salvages has all of it.
    #expect(try Data(contentsOf: file) == Data(repeating: 7, count: 8_192))
    try FileManager.default.removeItem(at: file)
    try FileManager.default.copyItem(atPath: world.path("amina") + "/vault.db", toPath: file.path)
    app.happened(.left)
    app.happened(.returned)
    _ = try unlock(app)
  }

  @Test func theKeychainIsAskedAsTheAppComesIntoSight() async throws {
    let device = try world.amina()
    device.lock()
    phone.opensAtOnce = true
    let app = app(device)
    app.happened(.active)
    #expect(await until { isOpen(app) })
  }

  @Test func longOutOfSightItLocksBeforeAnythingIsSeen() async throws {
    let device = try world.amina()
    let app = app(device)
    #expect(isOpen(app))
    let left = ContinuousClock.now
    app.happened(.left, at: left)
    app.happened(.returned, at: left + Sight.lockAfter + .seconds(1))
    #expect(!isOpen(app))
    #expect(app.isCovered)
    let unlock = try unlock(app)
    unlock.pin = World.pin
    unlock.byPin()
    #expect(await until { isOpen(app) })
  }

  @Test func aKeychainThatFailsIsToldAndThePINIsLeft() async throws {
    let device = try world.amina()
    device.lock()
    phone.trouble = .failed(-34_018)
    let app = app(device)
    app.happened(.active)
    let unlock = try unlock(app)
    #expect(await until { unlock.wrong != nil })
    #expect(unlock.wrong == Wrong(.other))
    unlock.pin = World.pin
    unlock.byPin()
    #expect(await until { isOpen(app) })
  }

  @Test func whatWasSavedIsSentAsTheAppIsLeft() async throws {
    let hub = try world.hub()
    let visit = try world.evening()
    let device = try world.amina()
    let app = app(device)
    guard case .ready(let model) = app.standing, case .open(_, let syncing) = model.standing else {
      Issue.record("expected an open vault")
      return
    }
    #expect(await until { syncing.state.ended != nil })
    _ = try device.visits().note(visit: visit, text: "Kettle on, all well")
    #expect(await until { syncing.state.phase == .waiting(SyncState.settle) })
    let (finished, finish) = AsyncStream.makeStream(of: Void.self)
    app.happened(.left) { work in
      Task {
        await work()
        finish.yield()
      }
    }
    for await _ in finished { break }
    #expect(try device.safety().safe == .atTheHub)
    withExtendedLifetime(hub) {}
  }

  @Test func aTurnOutOfSightSendsWhatWaits() async throws {
    _ = try world.hub()
    let visit = try world.evening()
    let device = try world.amina()
    _ = try device.visits().note(visit: visit, text: "Kettle on, all well")
    let app = app(device)
    let became = await app.background()
    #expect(became == .done)
    #expect(became.wait == .seconds(60 * 60))
    #expect(try device.safety().safe == .atTheHub)
  }

  @Test func aTurnOpensNothing() async throws {
    _ = try world.hub()
    let device = try world.amina()
    device.lock()
    phone.opensAtOnce = true
    let app = app(device)
    let became = await app.background()
    #expect(became == .nothing)
    #expect(became.wait == nil)
    #expect(device.lockState() == .locked)
    #expect(await PhoneApp { throw URLError(.unknown) }.background() == .nothing)
  }

  @Test func aTurnWhoseTimeIsUpEndsAtOnceAndLosesNothing() async throws {
    let hub = try world.hub()
    let visit = try world.evening()
    let device = try world.amina()
    _ = try device.visits().note(visit: visit, text: "Kettle on, all well")
    let (asked, ask) = AsyncStream.makeStream(of: Void.self)
    let app = app(device, over: Silence(asked: ask))
    let turn = Task { await app.background() }
    for await _ in asked { break }
    turn.cancel()
    #expect(await turn.value == .cutShort)
    #expect(BackgroundTurn.cutShort.wait == .seconds(15 * 60))
    #expect(try device.safety().safe != .atTheHub)
    #expect(await self.app(device).background() == .done)
    #expect(try device.safety().safe == .atTheHub)
    withExtendedLifetime(hub) {}
  }

  @Test func aTurnWithoutAHubIsAFailureAndLosesNothing() async throws {
    let hub = try world.hub()
    let visit = try world.evening()
    let device = try world.amina()
    _ = try device.visits().note(visit: visit, text: "Kettle on, all well")
    hub.cut()
    #expect(await app(device).background() == .failed)
    #expect(try device.safety().safe != .atTheHub)
  }
}
