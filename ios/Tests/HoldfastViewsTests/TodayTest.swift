import Foundation
import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@MainActor @Suite struct TodayTest {
  @Test func todayShowsTheVisitsByTime() async throws {
    let world = try World()
    _ = try world.evening(starts: World.start + 3 * 3600)
    _ = try world.evening()
    let screen = try Screen(world)
    await screen.shows("Sunday 22 November")
    let six = try #require(screen.place(of: "18:00 to 18:30"))
    let later = try #require(screen.place(of: "20:30 to 21:00"))
    #expect(six < later)
    await screen.shows("Doreen")
    await screen.shows("planned")
    await screen.shows("2 tasks")
    await screen.shows("You have not read about them yet")
  }

  @Test func offlineIsSaidCalmly() async throws {
    let world = try World()
    _ = try world.evening()
    let screen = try Screen(world)
    screen.phone.networks.becomes(.gone)
    await screen.shows(screen.words.todayOffline)
    await screen.shows("The hub was never heard yet.")
    screen.phone.networks.becomes(.there)
    await screen.showsNot(screen.words.todayOffline)
  }

  @Test func theUnsentCountIsTold() async throws {
    let world = try World()
    let visit = try world.evening()
    let screen = try Screen(world)
    await screen.shows("Nothing written yet")
    try world.amina().visits().arrive(visit: visit)
    await screen.shows("1 entry is only on this phone")
    try world.amina().visits().note(visit: visit, text: "Warm and dry.")
    await screen.shows("2 entries are only on this phone")
  }

  @Test func fromTodayToANoteInTwoTaps() async throws {
    let world = try World()
    let visit = try world.evening()
    try world.amina().visits().arrive(visit: visit)
    let screen = try Screen(world)
    let words = screen.words
    await screen.tap(words.note)
    await screen.type(words.noteText, "Doreen ate all her toast.")
    await screen.tap(words.save)
    await screen.shows(words.saved)
    let notes = try world.amina().visits().page(visit: visit).recorded(.note)
    #expect(notes.map { $0.says.text("text") } == ["Doreen ate all her toast."])
  }

  @Test func anEmptyDaySaysSo() async throws {
    let screen = try Screen(World())
    await screen.shows(screen.words.todayNone)
  }
}
