import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@testable import HoldfastViews
@testable import SwiftUI

@MainActor @Suite struct PersonTest {
  private let world: World

  init() throws {
    world = try World()
  }

  private func screen(on device: Device? = nil) throws -> Screen {
    let screen = try Screen(world, device)
    try screen.app.openPerson(world.doreen())
    return screen
  }

  private func page(on device: Device) throws -> PersonPage {
    try device.people().page(person: world.doreen())
  }

  @Test func sixSectionsEachTellTheirStateByWordShapeAndColour() async throws {
    _ = try world.evening()
    let sections = try page(on: world.amina()).sections
    #expect(sections.map(\.section) == SummarySection.allCases)
    let screen = try screen()
    let words = screen.words
    await screen.shows("Doreen Ashworth")
    await screen.shows("NHS number: 943 476 5919")
    for section in sections {
      let card = try #require(screen.control(words.section(section.section)))
      let word = words.sectionState(section.state)
      let badge = try #require(
        card.all.first { $0.kind == "HStack" && $0.ground != nil && $0.texts == [word] })
      #expect(badge.children.first?.kind == "Image:\(section.state.glyph.rawValue)")
      let tone = section.state.tone(.light)
      #expect(badge.ground == tone.under.color)
      #expect(badge.ink == tone.on.color)
    }
    // A word and a shape of its own: no two states share one.
    let states = SectionState.allCases
    #expect(Set(states.map(words.sectionState)).count == states.count)
    #expect(Set(states.map(\.glyph)).count == states.count)
    #expect(SectionState.current.tone(.light) != SectionState.stale.tone(.light))
    #expect(SectionState.stale.tone(.light) != SectionState.disputed.tone(.light))
  }

  @Test func whatChangedSinceYouWereLastHereIsToldItemByItem() async throws {
    _ = try world.evening()
    try world.amina().people().acknowledge(shown: page(on: world.amina()).version)
    world.later(minutes: 10)
    try world.moves("With a hoist and two carers", says: world.olu())
    try world.carry(world.olu(), world.amina())
    let screen = try screen()
    await screen.shows("You read this 17:30")
    await screen.shows("changed")
    let now = try #require(screen.place(of: "With a hoist and two carers"))
    let before = try #require(screen.place(of: screen.words.before))
    let was = try #require(screen.place(of: "With a frame and one carer"))
    #expect(now < before && before < was)
  }

  @Test func readAndUnderstoodBindsToWhatWasShown() async throws {
    _ = try world.evening()
    let amina = try world.amina()
    let screen = try screen()
    let words = screen.words
    await screen.shows("Doreen Ashworth")

    // What came in since the screen was drawn is not acknowledged by a tap that was meant for what it
    // showed.
    world.later(minutes: 1)
    try world.moves("With a hoist", says: world.olu())
    try world.carry(world.olu(), amina)
    await screen.tap(words.readAndUnderstood)
    await screen.shows(words.wrong(Wrong(.changed)))
    await screen.hasNot(words.saved)
    #expect(try page(on: amina).reading == .never)

    await screen.tap(words.readAndUnderstood)
    await screen.shows(words.saved)
    await screen.hasNot(words.readAndUnderstood)
    #expect(try page(on: amina).reading == .asItStands)
  }

  @Test func aDisputeIsShownSideBySide() async throws {
    _ = try world.evening()
    try world.dispute()
    let screen = try screen()
    let words = screen.words
    await screen.shows(words.disputes)
    await screen.shows(words.phoneBeforeYouRely)
    let sides = try #require(
      screen.sight.all.first { $0.kind == "HStack" && $0.texts.contains("With a slide board") })
    let said = sides.children.map(\.texts).filter { !$0.isEmpty }
    #expect(said.count == 2)
    let hoist = try #require(said.first { $0.contains("With a hoist and two carers") })
    let board = try #require(said.first { $0.contains("With a slide board") })
    #expect(hoist.contains("Ben Carter, 17:30"))
    #expect(board.contains("Olu Adeyemi, 17:30"))
  }

  @Test func settlingADisputeAsksWhy() async throws {
    try world.dispute()
    // Olu may settle it: the same screens on her device.
    let olu = try world.olu()
    let screen = try screen(on: olu)
    let words = screen.words
    await screen.tap("\(words.settle): Moving from place to place")
    #expect(!screen.isOffered(words.save))
    await screen.tap("With a slide board")
    await screen.tap(words.save)
    await screen.shows("expected")
    #expect(try olu.disputes().list().count == 1)
    await screen.type(words.settleWhy, "The physiotherapist was here today.")
    await screen.tap(words.save)
    await screen.shows(words.saved)
    await screen.showsNot(words.phoneBeforeYouRely)
    #expect(try olu.disputes().list() == [])
  }

  @Test func whatCameInSinceADisputeWasShownIsNotSettledUnseen() async throws {
    try world.dispute()
    let olu = try world.olu()
    let screen = try screen(on: olu)
    let words = screen.words
    await screen.tap("\(words.settle): Moving from place to place")
    await screen.tap("With a slide board")
    await screen.type(words.settleWhy, "The physiotherapist was here today.")
    try world.moves("With a belt and two carers", says: world.ben())
    try world.carry(world.ben(), olu)
    await screen.tap(words.save)
    await screen.shows("Somebody changed this meanwhile.")
    await screen.shows("With a belt and two carers")
    #expect(try olu.disputes().list().count == 1)
    await screen.tap(words.save)
    await screen.shows(words.saved)
    #expect(try olu.disputes().list() == [])
  }

  @Test func staleGuidanceSaysSinceWhen() async throws {
    _ = try world.evening()
    let olu = try world.olu()
    let lastMonth = NewConfirmation(
      how: .phone, from: "Boots, High Street", validUntil: Day(year: 2026, month: 11, day: 20))
    try olu.people().confirm(
      shown: page(on: olu).version, keys: [world.key(.medicine, on: olu)], confirmation: lastMonth)
    try world.carry(olu, world.amina())
    let screen = try screen()
    await screen.shows("stale")
    await screen.shows("This was to be used until a day that has passed.")
    await screen.shows("Since 21 Nov 2026")
  }

  @Test func noneKnownIsToldApartFromNothingWritten() async throws {
    _ = try world.evening()
    let olu = try world.olu()
    try olu.people().noneKnown(person: world.doreen(), list: .safeguardingFlag, source: .author)
    try world.carry(olu, world.amina())
    let screen = try screen()
    let words = screen.words
    await screen.shows(words.nothingWritten)
    await screen.hasNot("none known")
    await screen.tap(words.section(.risksAndTriggers))
    await screen.shows("none known")
  }

  @Test func theParamedicSheetHoldsWhatACrewNeeds() async throws {
    let visit = try world.evening()
    world.later(minutes: 40)
    let amina = try world.amina()
    try amina.visits().medicine(
      visit: visit,
      dose: Dose(
        medicine: world.key(.medicine, on: amina), name: "Levodopa 100 mg", outcome: .takenSeen,
        taken: world.now))
    let screen = try screen()
    let words = screen.words
    await screen.tap(words.paramedic)
    await screen.shows("Doreen Ashworth")
    await screen.shows("943 476 5919")
    await screen.shows("1941")
    await screen.shows("Penicillin")
    await screen.shows("Levodopa")
    await screen.shows("Last taken 18:10")
    await screen.shows(words.inAnyDoubt)
    await screen.shows("June Ashworth")
    await screen.shows("say your name first")
  }
}
