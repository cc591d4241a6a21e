import Foundation
import Holdfast
import Testing

@Suite struct SummaryTest {
  @Test func summaryWithStates() throws {
    let world = try World()
    let (ben, doreen) = (try world.ben(), try world.doreen())
    let page = try ben.people().page(person: doreen)
    #expect(page.preferred == "Doreen")
    #expect(page.full == "Doreen Pike")
    #expect(page.sections.map(\.section) == SummarySection.allCases)

    #expect(page.similar == [])
    let other = try ben.people().begin(items: [fullName("Doreen Pyke")], source: .author)
    let similar = try ben.people().page(person: doreen).similar.single()
    #expect(similar.person.person == other)
    #expect(similar.alike == .similar)

    let medication = try page.section(.medication)
    #expect(medication.state == .unconfirmed)
    #expect(medication.grounds.first?.reason == .neverConfirmed)
    #expect(medication.grounds.first?.sentence.isEmpty == false)
    #expect(try page.section(.escalationRoute).state == .missing)

    let warfarin = try medication.items.single()
    #expect(warfarin.agreement == .agreed)
    let said = try warfarin.values.single()
    #expect(said.says.text("name") == "Warfarin")
    #expect(said.says.text("strength") == "3 mg")
    #expect(said.source == .told(by: "Dr Shah", channel: .phone))
    #expect(said.author.name == "Ben Carter")
    #expect(said.written == world.time)
    #expect(said.confirmed == nil)

    let confirmation = NewConfirmation(
      how: .phone, from: "Boots, High Street", reviewDue: Day(year: 2027, month: 1, day: 1))
    try ben.people().confirm(
      shown: page.version, keys: [warfarin.key], confirmation: confirmation)
    let after = try ben.people().page(person: doreen).section(.medication)
    #expect(after.state == .current)
    let now = try after.items.single().values.single()
    #expect(now.confirmed?.by.name == "Ben Carter")
    #expect(now.confirmed?.from == "Boots, High Street")
    #expect(now.reviewDue == Day(year: 2027, month: 1, day: 1))
  }

  @Test func forAParamedic() throws {
    let world = try World()
    let amina = try world.handedOver()
    let (doreen, evening) = (try world.doreen(), try world.evening())
    try amina.visits().arrive(visit: evening)
    let warfarin = try amina.people().page(person: doreen).key(.medicine)
    try amina.visits().medicine(
      visit: evening,
      dose: Dose(
        medicine: warfarin, name: "Warfarin 3 mg", outcome: .takenSeen, taken: world.time))
    let sheet = try amina.people().paramedic(person: doreen)
    #expect(sheet.fullName == "Doreen Pike")
    #expect(sheet.nhsNumber == "943 476 5919")
    let allergy = try sheet.allergies.single()
    #expect(try allergy.says.single().says.text("agent") == "Penicillin")
    #expect(allergy.confirmed == .notYet)
    #expect(try sheet.medicines.single().lastTaken == world.time)
    #expect(sheet.dnacpr == nil)
  }
}
