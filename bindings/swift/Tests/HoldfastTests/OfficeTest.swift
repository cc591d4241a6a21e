import Foundation
import Holdfast
import Testing

@Suite struct OfficeTest {
  @Test func aReferralComesIn() throws {
    let world = try World()
    let ben = try world.ben()
    let file = try referral("doreen-pike")
    let imported = try ben.people().importFhir(file: file, whose: .byNumber)
    #expect(imported.known == .new)
    #expect(imported.added > 10)
    // Its sender says that the number was not verified: somebody has to compare.
    #expect(try ben.people().mayBe(file: file).single().unlike == [.number])
    let again = try ben.people().importFhir(file: file, whose: .samePerson(person: imported.person))
    #expect(again.known == .already)
    #expect(again.person == imported.person)
    #expect(again.added == 0)
    #expect(again.unchanged == imported.added)
    let row = try ben.people().list().single()
    #expect(row.person == imported.person)
    #expect(row.held == .readable)
  }

  @Test func aRoundGivesItsCarersWhatMakesTheVisitsSafe() throws {
    let world = try World()
    let amina = try world.amina()
    let (ben, doreen) = (try world.ben(), try world.doreen())
    let round = try ben.rounds().begin(called: "North evenings")
    try ben.rounds().addPerson(round: round, person: doreen)
    try ben.rounds().addCarer(round: round, carer: amina.identity().member)
    try world.carry(ben, to: amina)
    #expect(try amina.people().page(person: doreen).preferred == "Doreen")
    let row = try amina.rounds().list().single()
    #expect(row.name == "North evenings")
    #expect(row.people == [doreen])
  }

  @Test func aSuggestionBecomesAnAlert() throws {
    let world = try World()
    let amina = try world.handedOver()
    let (ben, doreen) = (try world.ben(), try world.doreen())
    _ = try amina.suggestions().suggest(
      new: NewSuggestion(person: doreen, what: "The back step is loose", why: "I tripped"))
    try world.carry(amina, to: ben)
    let open = try ben.suggestions().open().single()
    #expect(open.by.name == "Amina Yusuf")
    #expect(open.what == "The back step is loose")
    try ben.suggestions().decide(suggestion: open.suggestion, deciding: .asAlert)
    #expect(try ben.suggestions().open() == [])
    guard case .accepted(let by) = try ben.suggestions().about(person: doreen).single().ruled
    else {
      Issue.record("expected it to be accepted")
      return
    }
    #expect(by.name == "Ben Carter")
    let alert = try ben.people().page(person: doreen).items().single { $0.slot == .alert }
    #expect(try alert.values.single().says.text("alert") == "The back step is loose")
  }

  @Test func aDecisionIsWrittenDownWithItsReason() throws {
    let world = try World()
    let amina = try world.handedOver()
    let doreen = try world.doreen()
    let new = NewDecision(
      person: doreen,
      visit: try world.evening(),
      what: "Stayed ten minutes longer",
      why: "She was unsettled",
      rejected: ["Ring the family"])
    let decision = try amina.decisions().record(new: new)
    let shown = try amina.decisions().list(person: doreen).single()
    #expect(shown.decision == decision)
    #expect(shown.says.text("what") == "Stayed ten minutes longer")
    #expect(shown.says.text("rejected") == "Ring the family")
    #expect(shown.by.name == "Amina Yusuf")
  }

  @Test func theWayInIsShownAroundAVisit() throws {
    let world = try World()
    let (ben, doreen) = (try world.ben(), try world.doreen())
    let entry = typed(["way_in": "Side door", "code": "1966"])
    try ben.people().add(
      person: doreen, item: NewItem(slot: .entryDetails, fields: entry), source: .person)
    let amina = try world.handedOver()
    guard case .shown(let details) = try amina.visits().wayIn(visit: world.evening(), reason: nil)
    else {
      Issue.record("expected the way in to be shown")
      return
    }
    #expect(try details.single().says.text("code") == "1966")
    let page = try amina.people().page(person: doreen)
    #expect(!page.items().contains { $0.slot == .entryDetails })

    let opens = moment("2026-11-23T08:00:00Z")
    let tomorrow = try ben.visits().plan(
      new: NewVisit(
        person: doreen, starts: opens, ends: opens + 1800,
        carers: [amina.identity().member]))
    try world.carry(ben, to: amina)
    #expect(try amina.visits().wayIn(visit: tomorrow, reason: nil) == .notBefore(at: opens - 3600))
    #expect(try ben.visits().wayIn(visit: tomorrow, reason: nil) == .asksForAReason)
    let because = "The district nurse is at the door"
    guard case .shown = try ben.visits().wayIn(visit: tomorrow, reason: because) else {
      Issue.record("expected the way in to be shown to whoever says why")
      return
    }
    let asked = try ben.decisions().list(person: doreen).single()
    #expect(asked.says.text("why") == because)
    _ = try failure { _ = try ben.people().wayIn(person: doreen, reason: "") }
  }
}
