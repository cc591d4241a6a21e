import Foundation
import Holdfast
import Testing

@Suite struct TodayTest {
  @Test func today() throws {
    let world = try World()
    let amina = try world.handedOver()
    let today = try amina.visits().today()
    #expect(today.me.name == "Amina Yusuf")
    #expect(today.safe == .nothing)
    #expect(today.heard == nil)
    #expect(today.now == world.time)

    let visit = try today.visits.single()
    #expect(visit.name == "Doreen")
    #expect(try visit.person == world.doreen())
    #expect(visit.state == .planned)
    #expect(visit.starts == moment("2026-11-22T17:45:00Z"))
    #expect(visit.ends == moment("2026-11-22T18:15:00Z"))
    #expect(visit.assigned.map(\.name) == ["Amina Yusuf"])
    #expect(visit.tasks == 3)
    #expect(visit.entries == 0)

    #expect(visit.reading == .never)
    #expect(today.others == [])

    try amina.people().acknowledge(shown: amina.people().page(person: world.doreen()).version)
    try amina.visits().arrive(visit: visit.visit)
    let after = try amina.visits().today()
    #expect(try after.visits.single().state == .underWay)
    #expect(try after.visits.single().reading == .asItStands)
    #expect(after.safe == .onlyHere(entries: 2))

    let winston = try world.ben().people().begin(items: [preferred("Winston")], source: .author)
    let ben = try world.ben().visits().today()
    #expect(ben.others.map(\.person) == [winston])
  }
}
