import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@testable import SwiftUI

@MainActor @Suite struct SafetyTest {
  private let world: World

  init() throws {
    world = try World()
  }

  private func screen(_ phone: TestPhone? = nil) throws -> Screen {
    let screen = try Screen(world, phone: phone)
    screen.app.safety()
    return screen
  }

  private func notes(of visit: VisitId, on device: Device) throws -> Int {
    try device.visits().page(visit: visit).recorded(.note).count
  }

  /// Olu speaks to the hub first: she enrolled everybody.
  private func olusTurn() async throws {
    _ = try await DeviceActor(world.olu()).sync(over: URLSessionTransport())
  }

  @Test func theNumbersAddUp() async throws {
    _ = try world.evening()
    let counts = try world.amina().safety().counts
    #expect(
      counts.takenIn == counts.applied + counts.waiting + counts.quarantined + counts.carried)
    #expect(counts.takenIn > 0)
    let screen = try screen()
    let words = screen.words
    await screen.shows("0 of 0 safe at the hub")
    let rows = screen.sight.all.filter(\.isCombined).map(\.texts)
    #expect(
      rows == [
        [words.counted, "\(counts.takenIn)"],
        [words.countedApplied, "\(counts.applied)"],
        [words.countedWaiting, "\(counts.waiting)"],
        [words.countedQuarantined, "\(counts.quarantined)"],
        [words.countedCarried, "\(counts.carried)"],
      ])
  }

  @Test func waitingSaysForWhat() async throws {
    try world.mallory()
    #expect(try world.amina().safety().counts.waiting == 1)
    try await screen().shows("Waiting for: an earlier change")
  }

  @Test func quarantinedSaysWhy() async throws {
    try world.mallory()
    #expect(try world.amina().safety().counts.quarantined == 1)
    try await screen().shows(
      "Set aside: It cannot be used as it came. Ask whoever wrote it to write it again.")
  }

  @Test func syncNowBringsAReceipt() async throws {
    _ = try world.hub()
    let visit = try world.evening()
    try await olusTurn()
    let screen = try screen()
    try world.amina().visits().note(visit: visit, text: "All well.")
    await screen.tap(screen.words.syncNow)
    await screen.shows("1 of 1 safe at the hub")
    await screen.shows("The hub signed for it")
    await screen.shows("All safe at the hub")
  }

  @Test func theHubRefusesAndNothingIsLost() async throws {
    _ = try world.hub()
    let visit = try world.evening()
    let amina = try world.amina()
    try amina.visits().note(visit: visit, text: "All well.")
    // Another organisation's hub: it has no reason to take anything of Amina's.
    let elsewhere = try World()
    try amina.setHubAddress(address: elsewhere.hub().address)
    let screen = try screen()
    await screen.tap(screen.words.syncNow)
    await screen.shows("The hub did not take this. It tries again in less than a minute.")
    await screen.shows("1 entry is only on this phone")
    #expect(try notes(of: visit, on: amina) == 1)
  }

  @Test func noNetworkKeepsEverything() async throws {
    _ = try world.hub()
    let visit = try world.evening()
    try await olusTurn()
    let phone = TestPhone(world.keystore("amina"))
    phone.networks.becomes(.gone)
    let screen = try screen(phone)
    try world.amina().visits().note(visit: visit, text: "Written with no signal.")
    await screen.tap(screen.words.syncNow)
    await screen.shows(screen.words.todayOffline)
    await screen.shows("1 entry is only on this phone")
    #expect(screen.syncing?.state.wakeUps == 0)
    #expect(try notes(of: visit, on: world.amina()) == 1)
    phone.networks.becomes(.there)
    await screen.shows("All safe at the hub")
  }

  @Test func aBundleGoesOutAndComesIn() async throws {
    let visit = try world.evening()
    let (olu, amina) = (try world.olu(), try world.amina())
    try amina.visits().note(visit: visit, text: "Doreen had soup.")
    let screen = try screen()
    await screen.tap(screen.words.bundleOut)
    #expect(screen.phone.shared.count == 1)
    _ = try olu.bundles().read(file: #require(screen.phone.shared.first))
    #expect(try notes(of: visit, on: olu) == 1)

    try olu.visits().note(visit: visit, text: "Thank you, Amina.")
    screen.phone.toChoose = try olu.bundles().write(of: .everything)
    await screen.tap(screen.words.bundleIn)
    await screen.shows("Taken in: 1 new")
    #expect(try notes(of: visit, on: amina) == 2)
  }
}
