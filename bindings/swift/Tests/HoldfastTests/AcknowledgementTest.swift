import Holdfast
import Testing

@Suite struct AcknowledgementTest {
  @Test func acknowledgement() throws {
    let world = try World()
    let amina = try world.handedOver()
    let (ben, doreen) = (try world.ben(), try world.doreen())
    let first = try amina.people().page(person: doreen)
    #expect(first.reading == .never)
    #expect(first.lastRead == nil)
    #expect(first.changes.allSatisfy { $0.differs == .new })
    try amina.people().acknowledge(shown: first.version)
    let read = try amina.people().page(person: doreen)
    #expect(read.reading == .asItStands)
    #expect(read.lastRead == world.time)
    #expect(read.changes == [])

    world.later(minutes: 10)
    _ = try ben.people().edit(
      person: doreen, key: first.key(.transfers),
      fields: typed(["how": "With a hoist and two carers"]), source: .author)
    try world.carry(ben, to: amina)
    let changed = try amina.people().page(person: doreen)
    #expect(changed.reading == .beforeChanges)
    let change = try changed.changes.single()
    #expect(change.differs == .changed)
    #expect(change.asks == .readAgain)
    #expect(try change.before.single().says.text("how") == "With a frame and one carer")
    #expect(try change.now.single().says.text("how") == "With a hoist and two carers")

    let old = try failure { try amina.people().acknowledge(shown: read.version) }
    #expect(old.kind() == .changed)
    try amina.people().acknowledge(shown: changed.version)
    #expect(try amina.people().page(person: doreen).reading == .asItStands)
  }
}
