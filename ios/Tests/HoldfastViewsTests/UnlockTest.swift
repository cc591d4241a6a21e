import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@MainActor @Suite struct UnlockTest {
  @Test func thePINOpensTheVault() async throws {
    let world = try World()
    let device = try world.killed()
    let screen = try Screen(world, device)
    let words = screen.words
    await screen.shows(words.unlockTitle)
    await screen.type(words.unlockPin, World.pin)
    await screen.tap(words.unlockOpen)
    await screen.shows("Amina Yusuf")
    await screen.hasNot(words.unlockTitle)
    #expect(device.lockState() == .unlocked)
  }

  @Test func aWrongPINSaysSoAndKeepsNothingOpen() async throws {
    let world = try World()
    let device = try world.killed()
    let screen = try Screen(world, device)
    let words = screen.words
    await screen.type(words.unlockPin, "1111")
    await screen.tap(words.unlockOpen)
    await screen.shows("That PIN is not right")
    await screen.hasNot("Amina")
    #expect(device.lockState() == .locked)
    #expect(screen.typed(words.unlockPin) == "")
  }

  @Test func theKeystoreOpensAtOnce() async throws {
    let world = try World()
    let phone = TestPhone(world.keystore("amina"))
    phone.opensAtOnce = true
    let screen = try Screen(world, world.killed(), phone: phone)
    await screen.shows("Amina Yusuf")
  }

  @Test func aPhoneWhoseKeysAreGoneSaysSoAndWhatToDo() async throws {
    let world = try World()
    let phone = TestPhone(world.keystore("amina"))
    phone.shut = .lost
    let device = try world.killed()
    let screen = try Screen(world, device, phone: phone)
    let words = screen.words
    await screen.shows(words.keysGone)
    await screen.type(words.unlockPin, World.pin)
    await screen.tap(words.unlockOpen)
    await screen.shows(words.keysGone)
    #expect(device.lockState() == .locked)
  }

  @Test func aPhoneWhoseOwnLockOpensItNoMoreAsksForThePIN() async throws {
    let world = try World()
    let phone = TestPhone(world.keystore("amina"))
    phone.trouble = .lost
    let screen = try Screen(world, world.killed(), phone: phone)
    let words = screen.words
    await screen.shows("This phone’s own lock does not open this. Use your PIN.")
    await screen.type(words.unlockPin, World.pin)
    await screen.tap(words.unlockOpen)
    await screen.shows("Amina Yusuf")
  }

  @Test func unlockingNeedsNoNetwork() async throws {
    let world = try World()
    let screen = try Screen(world, world.killed())
    let words = screen.words
    screen.phone.networks.becomes(.gone)
    await screen.shows(words.unlockWithoutNetwork)
    await screen.type(words.unlockPin, World.pin)
    await screen.tap(words.unlockOpen)
    await screen.shows(words.todayOffline)
  }

  @Test func lockingShowsNothingMore() async throws {
    let world = try World()
    let visit = try world.evening()
    let screen = try Screen(world)
    screen.app.openVisit(visit)
    await screen.shows("Doreen")
    await screen.app.lock()
    await screen.shows(screen.words.unlockTitle)
    await screen.hasNot("Doreen")
    #expect(try world.amina().lockState() == .locked)
  }
}
