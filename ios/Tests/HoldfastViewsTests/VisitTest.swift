import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@MainActor @Suite struct VisitTest {
  private let world: World
  private let visit: VisitId

  init() throws {
    world = try World()
    visit = try world.evening()
    world.later(minutes: 40)
  }

  private func page() throws -> VisitPage { try world.amina().visits().page(visit: visit) }

  private func screen() throws -> Screen {
    let screen = try Screen(world)
    screen.app.openVisit(visit)
    return screen
  }

  @Test func aNoteIsSavedOnlyWhenItSaysSo() async throws {
    let screen = try screen()
    let words = screen.words
    await screen.tap(words.note)
    await screen.type(words.noteText, "Doreen was cheerful.")
    #expect(try page().recorded(.note) == [])
    await screen.hasNot(words.saved)
    await screen.tap(words.save)
    await screen.shows(words.saved)
    #expect(try page().recorded(.note).map { $0.says.text("text") } == ["Doreen was cheerful."])
  }

  /// Writes a note and saves it while the disk does nothing, which it does again once the screen is gone.
  private func saved(_ app: AppModel, closed: () -> Void) async throws {
    app.openVisit(visit)
    await app.quiet()
    guard case .visit(let model) = app.path.last else {
      Issue.record("expected the visit on the screen")
      return
    }
    model.edit(.note)
    let form = try #require(model.writing?.form)
    await app.quiet()
    form[Typed.text] = "Doreen was"
    form[Typed.text] = "Doreen was cheerful."
    form.submit()
    closed()
    #expect(try page().recorded(.note) == [])
    await model.at.life.quiet()
  }

  @Test func aNoteThatWasAskedForIsSavedAlthoughTheScreenCloses() async throws {
    let app = try screen().app
    app.path = []
    try await saved(app) { app.path = [] }
    #expect(try page().recorded(.note).map { $0.says.text("text") } == ["Doreen was cheerful."])
    #expect(try world.amina().drafts().kept(slot: Editor.note.slot(visit)) == nil)
    #expect(app.path == [])
  }

  @Test func aNoteThatWasAskedForIsSavedBeforeThePhoneLocks() async throws {
    let app = try screen().app
    app.path = []
    var locking: Task<Void, Never>?
    try await saved(app) { locking = app.locking() }
    await locking?.value
    let amina = try world.amina()
    #expect(amina.lockState() == .locked)
    try amina.unlockWithPin(member: nil, pin: World.pin, keystore: world.keystore("amina"))
    #expect(try page().recorded(.note).map { $0.says.text("text") } == ["Doreen was cheerful."])
  }

  @Test func theLastLetterIsTheOneThatStays() async throws {
    let app = try screen().app
    guard case .visit(let model) = app.path.last else {
      Issue.record("expected the visit on the screen")
      return
    }
    model.edit(.note)
    let form = try #require(model.writing?.form)
    await app.quiet()
    let words = "Doreen was cheerful."
    for letter in words.indices { form[Typed.text] = String(words[...letter]) }
    app.path = []
    await model.at.life.quiet()
    let kept = try #require(try world.amina().drafts().kept(slot: Editor.note.slot(visit)))
    #expect(FormText.read(kept) == [Typed.text: words])
  }

  @Test func aDraftSurvivesAKill() async throws {
    let written = "Doreen fell in the\nkitchen at 17:50 \\ no injury"
    let first = try screen()
    let words = first.words
    await first.tap(words.note)
    await first.type(words.noteText, written)

    let phone = TestPhone(world.keystore("amina"))
    phone.opensAtOnce = true
    let again = try Screen(world, world.killed(), phone: phone)
    await again.shows("Amina Yusuf")
    again.app.openVisit(visit)
    await again.tap(words.visitGoOn)
    await again.shows(written)
    await again.tap(words.save)
    await again.shows(words.saved)
    await again.showsNot(words.visitDraft)
    #expect(try page().recorded(.note).map { $0.says.text("text") } == [written])
  }

  @Test func aDoseIsRecordedWithItsOutcome() async throws {
    let screen = try screen()
    let words = screen.words
    await screen.shows("Levodopa 100 mg")
    await screen.tap("Levodopa 100 mg, Due 18:00: What came of it")
    #expect(!screen.isOffered(words.save))
    await screen.tap(words.outcome(.declined))
    await screen.type(words.doseNote, "She said later.")
    await screen.tap(words.save)
    await screen.shows(words.saved)
    let dose = try #require(try page().recorded(.medicine).first)
    #expect(dose.says.text("outcome") == "declined")
    #expect(dose.says.text("name") == "Levodopa 100 mg")
    #expect(dose.says.text("note") == "She said later.")
  }

  @Test func aDoubleDoseIsWarnedOf() async throws {
    let screen = try screen()
    let words = screen.words
    let record = "Levodopa 100 mg, Due 18:00: What came of it"
    await screen.tap(record)
    await screen.hasNot(words.doubleDose)
    await screen.tap(words.outcome(.takenSeen))
    await screen.tap(words.save)
    world.later(minutes: 30)
    await screen.tap(record)
    await screen.shows(words.doubleDose)
    await screen.shows("18:10: Taken, I saw it")
    await screen.tap(words.outcome(.takenSeen))
    await screen.tap(words.save)
    await screen.shows("Possibly given twice: Levodopa 100 mg")
  }

  @Test func anObservationOutOfShapeIsRefusedAndKept() async throws {
    let screen = try screen()
    let words = screen.words
    await screen.tap(words.visitMeasure)
    await screen.tap("Blood pressure")
    await screen.type(words.observationReading, "12080")
    await screen.tap(words.save)
    await screen.shows("expected")
    await screen.hasNot(words.saved)
    await screen.shows("12080")
    await screen.type(words.observationReading, "120/80")
    await screen.hasNot("expected")
    await screen.tap(words.save)
    await screen.shows(words.saved)
    #expect(try page().recorded(.observation).count == 1)
  }

  @Test func anAmendmentStaysBesideWhatItAmends() async throws {
    let screen = try screen()
    let words = screen.words
    await screen.tap(words.note)
    await screen.type(words.noteText, "Gave two slices.")
    await screen.tap(words.save)
    await screen.tap(words.amend)
    await screen.type(words.amendText, "Gave one slice.")
    await screen.type(words.amendReason, "Miscounted")
    await screen.tap(words.save)
    await screen.shows("Gave one slice.")
    await screen.shows(words.amendedFirst)
    await screen.shows("Gave two slices.")
    await screen.shows("Miscounted")
    await screen.shows("Corrected by Amina Yusuf")
  }

  @Test func aNoteAmendedByTwoShowsBothWithTheirNames() async throws {
    let (amina, ben) = (try world.amina(), try world.ben())
    try amina.visits().note(visit: visit, text: "Gave two slices.")
    try world.carry(amina, ben)
    let note = try page().recorded(.note)[0].item
    try ben.visits().amendNote(
      visit: visit, note: note, text: "Gave three slices.", reason: "her daughter counted")
    try amina.visits().amendNote(
      visit: visit, note: note, text: "Gave one slice.", reason: "Miscounted")
    try world.carry(ben, amina)
    let screen = try screen()
    await screen.shows(screen.words.amendedApart)
    await screen.shows("Corrected by Amina Yusuf")
    await screen.shows("Gave one slice.")
    await screen.shows("Corrected by Ben Carter")
    await screen.shows("Gave three slices.")
    await screen.shows("Gave two slices.")
  }

  @Test func aTaskNotDoneAsksWhy() async throws {
    let screen = try screen()
    let words = screen.words
    await screen.tap("Not done: Make tea and toast")
    await screen.shows("Make tea and toast")
    await screen.tap(words.save)
    await screen.shows("expected")
    await screen.type(words.reason, "Doreen had eaten.")
    await screen.tap(words.save)
    await screen.shows(words.saved)
    let task = try page().tasks.first { $0.what == "Make tea and toast" }
    #expect(task?.result?.done == .notDone)
    #expect(task?.result?.reason == "Doreen had eaten.")
  }

  @Test func leavingListsWhatIsNotRecorded() async throws {
    let screen = try screen()
    let words = screen.words
    await screen.tap(words.visitArrive)
    await screen.shows("Here now: Amina Yusuf")
    await screen.tap(words.visitLeave)
    await screen.shows("Task: Make tea and toast")
    await screen.shows("Medicine: Levodopa 100 mg, due 18:00")
    await screen.tap(words.visitLeaveStill)
    await screen.shows(words.saved)
    #expect(try page().recorded(.left).count == 1)
  }
}
