import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@MainActor @Suite struct StartTest {
  private let world: World
  private let wash = NewTask(kind: .personalCare, what: "Wash and dress for bed")
  private let talk = NewTask(kind: .companionship, what: "A cup of tea and a talk")
  private let hoist = NewTask(kind: .transfer, what: "Move to bed with the hoist", staff: 2)

  init() throws {
    world = try World()
  }

  private func screen(_ visit: VisitId) throws -> Screen {
    let screen = try Screen(world)
    screen.app.mayIStart(visit)
    return screen
  }

  @Test func proceedIsToldWithWhatMayStart() async throws {
    let screen = try screen(world.evening([talk]))
    let words = screen.words
    await screen.shows("You may start")
    await screen.shows(words.mayStart)
    await screen.shows("A cup of tea and a talk")
    await screen.shows("may start")
    await screen.shows(words.alwaysAllowed)
    await screen.shows("Stay with them")
  }

  @Test func doNotStartSaysWhatWaitsAndWhomToPhone() async throws {
    let screen = try screen(world.evening([hoist, wash, talk]))
    let words = screen.words
    await screen.shows(words.waitsTitle)
    await screen.shows("Move to bed with the hoist")
    await screen.shows("It takes more people than are here. It takes 2.")
    await screen.shows(words.meanwhileDo)
    await screen.tap("Phone on call: \(World.onCall)")
    #expect(screen.phone.dialled == [World.onCall])
    await screen.tap(words.oneMoreHere)
    await screen.shows("2 of you are here")
    await screen.showsNot("It takes more people than are here.")
  }

  @Test func goingOnAlthoughIsSignedWithItsReason() async throws {
    let visit = try world.evening([hoist])
    let screen = try screen(visit)
    let words = screen.words
    await screen.tap(words.goOnAlthough)
    await screen.tap(words.goOnSign)
    await screen.shows("expected")
    let reason = "she was cold on the floor and nobody answered"
    await screen.type(words.goOnBecause, reason)
    await screen.tap(words.goOnSign)
    let page = try world.amina().visits().page(visit: visit)
    let wentOn = page.recorded(.wentOn)
    #expect(wentOn.map { $0.says.text("because") } == [reason])
    #expect(wentOn.map(\.author.name) == ["Amina Yusuf"])
    let advice = page.recorded(.advice)
    #expect(advice.count == 1)
    #expect(wentOn.map { $0.says.text("assessment") } == advice.map(\.item.text))
  }

  @Test func noAdviceDisablesArriving() async throws {
    let visit = try world.evening([hoist, wash])
    let screen = try Screen(world)
    let words = screen.words
    screen.app.openVisit(visit)
    await screen.shows("Move to bed with the hoist")
    #expect(screen.isOffered(words.visitArrive))
    #expect(screen.isOffered(words.note))
    await screen.tap(words.visitMayIStart)
    await screen.shows(words.waitsTitle)
    #expect(screen.isOffered(words.visitArrive))
    await screen.tap(words.visitArrive)
    await screen.shows("Here now: Amina Yusuf")
    let page = try world.amina().visits().page(visit: visit)
    #expect(page.recorded(.arrived).count == 1)
    #expect(page.recorded(.advice).count == 1)
  }
}
