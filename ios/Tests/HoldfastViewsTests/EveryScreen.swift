import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

/// Every screen, full of things, on a phone without a network.
@MainActor
struct EveryScreen {
  private let world: World
  private let visit: VisitId
  private let page: VisitPage

  init() throws {
    world = try World()
    let hoist = NewTask(kind: .transfer, what: "Move to bed with the hoist", staff: 2)
    let talk = NewTask(kind: .companionship, what: "A cup of tea and a talk")
    visit = try world.evening([hoist, talk])
    world.later(minutes: 35)
    let people = try world.amina().people()
    try people.acknowledge(shown: people.page(person: world.doreen()).version)
    try world.dispute()
    let visits = try world.amina().visits()
    try visits.arrive(visit: visit)
    try visits.note(visit: visit, text: "Doreen was warm and talking about her cat.")
    page = try visits.page(visit: visit)
  }

  /// What was found on each screen, by the screen's name.
  func found(
    words: Words = Words(), _ check: (Screen) -> [String]
  ) async throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    for (name, device, go) in try screens() {
      let screen = try Screen(world, device, words: words)
      screen.phone.networks.becomes(.gone)
      await screen.app.quiet()
      try await go(screen.app)
      await screen.app.quiet()
      found[name] = check(screen)
    }
    return found
  }

  private func screens() throws -> [(String, Device, (AppModel) async throws -> Void)] {
    let (amina, doreen, visit) = (try world.amina(), try world.doreen(), visit)
    let note = try #require(page.recorded(.note).first)
    let dose = try #require(page.medicines.first)
    func edit(_ editor: Editor) -> (AppModel) throws -> Void {
      { app in
        app.openVisit(visit)
        try #require(app.visit).edit(editor)
      }
    }
    func person(_ act: @escaping (PersonModel) throws -> Void) -> (AppModel) async throws -> Void {
      { app in
        app.openPerson(doreen)
        await app.quiet()
        try act(#require(app.person))
      }
    }
    return [
      ("unlock", try world.killed(), { _ in }),
      ("today", amina, { _ in }),
      (
        "unplanned", amina,
        { app in try #require(app.today).begin(#require(try amina.people().list().first)) }
      ),
      ("visit", amina, { $0.openVisit(visit) }),
      ("note", amina, edit(.note)),
      ("amend", amina, edit(.amend(note))),
      ("task", amina, edit(.task(page.tasks[0], .notDone))),
      ("dose", amina, edit(.dose(dose, due: dose.due.first))),
      ("observe", amina, edit(.observe)),
      ("leave", amina, edit(.leave)),
      ("start", amina, { $0.mayIStart(visit) }),
      (
        "go on", amina,
        { app in
          app.mayIStart(visit)
          try #require(app.start).goOn()
        }
      ),
      ("person", amina, { $0.openPerson(doreen) }),
      ("sections", amina, person { for one in SummarySection.allCases { $0.toggle(one) } }),
      ("settle", amina, person { try $0.settle(#require($0.page?.disputes.first)) }),
      ("paramedic", amina, { $0.paramedic(doreen) }),
      ("safety", amina, { $0.safety() }),
    ]
  }
}

extension AppModel {
  fileprivate var today: TodayModel? {
    if case .open(let model, _) = standing { model } else { nil }
  }

  fileprivate var visit: VisitModel? {
    if case .visit(let model)? = path.last { model } else { nil }
  }

  fileprivate var start: StartModel? {
    if case .start(let model)? = path.last { model } else { nil }
  }

  fileprivate var person: PersonModel? {
    if case .person(let model)? = path.last { model } else { nil }
  }
}
