import Foundation
import Holdfast
import Testing

@Suite struct VisitTest {
  @Test func visitWithNoteDoseAndObservation() throws {
    let world = try World()
    let amina = try world.handedOver()
    let (visits, evening) = (amina.visits(), try world.evening())
    try visits.arrive(visit: evening)
    world.later(minutes: 5)
    let planned = try visits.page(visit: evening)
    let wash = try planned.tasks.single { $0.kind == .personalCare }
    try visits.task(
      visit: evening, key: wash.key, done: .partly, reason: "She was tired and wanted her bed")

    let warfarin = try planned.medicines.single()
    #expect(try warfarin.medicine.values.single().says.text("name") == "Warfarin")
    #expect(warfarin.due == [moment("2026-11-22T18:00:00Z")])
    #expect(warfarin.lookFirst == nil)
    try visits.medicine(
      visit: evening,
      dose: Dose(
        medicine: warfarin.medicine.key,
        name: "Warfarin 3 mg",
        outcome: .takenSeen,
        version: warfarin.medicine.values.single().item,
        due: warfarin.due.single(),
        taken: world.time))
    try visits.observe(visit: evening, kind: .fluid, reading: "200 ml")
    try visits.note(visit: evening, text: "Ate half her supper.")
    world.later(minutes: 20)
    try visits.leave(visit: evening, note: "Comfortable in bed")

    let page = try visits.page(visit: evening)
    #expect(page.state == .finished)
    #expect(page.present == [])
    let result = try #require(try page.tasks.single { $0.kind == .personalCare }.result)
    #expect(result.done == .partly)
    #expect(result.reason == "She was tired and wanted her bed")
    #expect(result.author.name == "Amina Yusuf")
    func says(_ kind: RecordedKind) throws -> [FieldShown] {
      try page.recorded.single { $0.kind == kind }.says
    }
    #expect(try says(.medicine).text("outcome") == "taken (seen)")
    #expect(try says(.observation).text("observed") == "fluid 200 ml")
    #expect(try says(.note).text("text") == "Ate half her supper.")
    #expect(try page.medicines.single().lookFirst?.outcome == .takenSeen)
    #expect(
      page.gaps.contains {
        if case .taskNotRecorded = $0 { true } else { false }
      })
    #expect(page.doubleDoses == [])
  }

  @Test func anAmendedNoteKeepsItsFirstWords() throws {
    let world = try World()
    let amina = try world.handedOver()
    let evening = try world.evening()
    try amina.visits().note(visit: evening, text: "Gave tea at 5.")
    let note = try amina.visits().page(visit: evening).recorded.single()
    world.later(minutes: 1)
    try amina.visits().amendNote(
      visit: evening, note: note.item, text: "Gave tea at 6.", reason: "wrong hour")
    let amended = try amina.visits().page(visit: evening).recorded.single()
    #expect(amended.wording == .amended)
    #expect(amended.says.text("text") == "Gave tea at 6.")
    #expect(try amended.before.single().says.text("text") == "Gave tea at 5.")
    #expect(try amended.amended.single().reason == "wrong hour")
    #expect(amended.item == note.item)
  }

  @Test func aNoteAmendedByTwoShowsBothWithTheirNames() throws {
    let world = try World()
    let (amina, ben) = (try world.handedOver(), try world.ben())
    let evening = try world.evening()
    try amina.visits().note(visit: evening, text: "Gave tea at 5.")
    try world.carry(amina, to: ben)
    let note = try ben.visits().page(visit: evening).recorded.single()
    try ben.visits().amendNote(
      visit: evening, note: note.item, text: "Gave tea at 7.", reason: "her daughter says so")
    world.later(minutes: 1)
    try amina.visits().amendNote(
      visit: evening, note: note.item, text: "Gave tea at 6.", reason: "wrong hour")
    try world.carry(amina, to: ben)
    try world.carry(ben, to: amina)
    for device in [amina, ben] {
      let amended = try device.visits().page(visit: evening).recorded.single()
      #expect(amended.author.name == "Amina Yusuf")
      #expect(amended.says.text("text") == "Gave tea at 6.")
      let said = amended.amended.map {
        "\($0.author.name ?? ""): \($0.says.text("text") ?? ""), \($0.reason ?? "")"
      }
      #expect(
        said == [
          "Amina Yusuf: Gave tea at 6., wrong hour",
          "Ben Carter: Gave tea at 7., her daughter says so",
        ])
      #expect(try amended.before.single().says.text("text") == "Gave tea at 5.")
    }
  }

  @Test func aDraftIsThereAfterTheAppWasKilled() throws {
    let world = try World()
    let amina = try world.handedOver()
    let slot = "note/\(try world.evening().text)"
    try amina.drafts().keep(slot: slot, contents: "Found Doreen on the")
    let again = try Device.withClock(folder: world.path("amina"), clock: world.clock)
    try again.unlockWithPin(member: nil, pin: World.pin, keystore: world.keystore("amina"))
    #expect(try again.drafts().kept(slot: slot) == "Found Doreen on the")
    try again.drafts().forget(slot: slot)
    #expect(try again.drafts().kept(slot: slot) == nil)
  }

  @Test func aVisitIsSignedOff() throws {
    let world = try World()
    let amina = try world.handedOver()
    let evening = try world.evening()
    try amina.visits().arrive(visit: evening)
    try amina.visits().leave(visit: evening)
    let olu = try world.olu()
    try world.carry(amina, to: olu)
    #expect(try olu.visits().page(visit: evening).signed == .notYet)
    try olu.visits().signOff(visit: evening, note: "Seen")
    guard case .yes(let signature) = try olu.visits().page(visit: evening).signed else {
      Issue.record("expected it to be signed off as it reads")
      return
    }
    #expect(signature.by.name == "Olu Adeyemi")
    #expect(signature.ownVisit == .no)
  }

  @Test func whatWasEnteredForTheWrongPersonMoves() throws {
    let world = try World()
    let amina = try world.handedOver()
    let evening = try world.evening()
    try amina.visits().note(visit: evening, text: "Winston would like the news on.")
    let olu = try world.olu()
    try world.carry(amina, to: olu)
    let winston = try olu.people().begin(items: [preferred("Winston")], source: .author)
    let note = try olu.visits().page(visit: evening).recorded.single()
    let there = try #require(
      try olu.visits().wrongPerson(
        misplaced: Misplaced(
          visit: evening, items: [note.item], reason: "two phones",
          belongs: .toPerson(person: winston))))
    let moved = try olu.visits().page(visit: there).recorded.single { $0.kind == .note }
    #expect(moved.says.text("text") == "Winston would like the news on.")
    #expect(moved.author.name == "Amina Yusuf")
    let marked = try olu.visits().page(visit: evening).marked.single()
    #expect(marked.reason == "two phones")
    try world.carry(olu, to: amina)
    #expect(try amina.visits().page(visit: evening).recorded == [])
  }
}
