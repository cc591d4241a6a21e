import Holdfast
import Testing

@Suite struct DisputeTest {
  @Test func aDisputeIsShownAndSettled() throws {
    let world = try World()
    let (olu, ben, doreen) = (try world.olu(), try world.ben(), try world.doreen())
    let key = try ben.people().page(person: doreen).key(.transfers)
    try world.carry(ben, to: olu)
    _ = try ben.people().edit(
      person: doreen, key: key, fields: typed(["how": "With a hoist and two carers"]),
      source: .author)
    _ = try olu.people().edit(
      person: doreen, key: key, fields: typed(["how": "With a slide board"]), source: .author)
    try world.carry(ben, to: olu)

    let dispute = try olu.disputes().list().single()
    #expect(dispute.name == "Doreen")
    #expect(dispute.key == key)
    guard case .values(let item) = dispute.about else {
      Issue.record("expected several values at one key")
      return
    }
    let sides = item.values.map { "\($0.author.name ?? ""): \($0.says.text("how") ?? "")" }
    #expect(
      Set(sides) == [
        "Ben Carter: With a hoist and two carers", "Olu Adeyemi: With a slide board",
      ])
    #expect(sides.count == 2)
    let page = try olu.people().page(person: doreen)
    #expect(page.disputes == [dispute])
    #expect(try page.section(.mobilityAndFalls).state == .disputed)

    let hoist = try item.values.single { $0.author.name == "Ben Carter" }.item
    try olu.disputes().settle(
      shown: dispute.version, choice: .this(item: hoist), why: "Ben assessed her today")
    #expect(try olu.disputes().list() == [])
    try world.carry(olu, to: ben)
    let agreed = try ben.people().page(person: doreen).items().single { $0.slot == .transfers }
    #expect(agreed.agreement == .agreed)
    #expect(try agreed.values.single().says.text("how") == "With a hoist and two carers")
    #expect(try agreed.values.single().reason == "Ben assessed her today")
  }

  @Test func whoeverSettlesForARemovalBringsNothingBack() throws {
    let world = try World()
    let (olu, ben, doreen) = (try world.olu(), try world.ben(), try world.doreen())
    let key = try ben.people().page(person: doreen).key(.transfers)
    try world.carry(ben, to: olu)
    try ben.people().remove(person: doreen, key: key, reason: "She walks alone now")
    _ = try olu.people().edit(
      person: doreen, key: key, fields: typed(["how": "With a slide board"]), source: .author)
    try world.carry(ben, to: olu)

    let dispute = try olu.disputes().list().single()
    guard case .values(let item) = dispute.about else {
      Issue.record("expected several values at one key")
      return
    }
    let removal = try item.values.single { $0.author.name == "Ben Carter" }
    #expect(removal.stands == .removed)
    try olu.disputes().settle(
      shown: dispute.version, choice: .this(item: removal.item), why: "Ben walked with her")
    #expect(try olu.disputes().list() == [])
    try world.carry(olu, to: ben)
    for device in [olu, ben] {
      let said = try device.people().page(person: doreen).items().filter { $0.slot == .transfers }
      #expect(said.flatMap(\.values).filter { $0.stands == .present } == [])
    }
  }

  @Test func whatCameInSinceADisputeWasShownIsNotSettledUnseen() throws {
    let world = try World()
    let (olu, ben, doreen) = (try world.olu(), try world.ben(), try world.doreen())
    let key = try ben.people().page(person: doreen).key(.transfers)
    try world.carry(ben, to: olu)
    _ = try ben.people().edit(
      person: doreen, key: key, fields: typed(["how": "With a hoist and two carers"]),
      source: .author)
    _ = try olu.people().edit(
      person: doreen, key: key, fields: typed(["how": "With a slide board"]), source: .author)
    try world.carry(ben, to: olu)
    try world.carry(olu, to: ben)
    let shown = try olu.disputes().list().single()
    try ben.disputes().settle(
      shown: ben.disputes().list().single().version,
      choice: .other(fields: typed(["how": "With a hoist and two carers"])),
      why: "Ben assessed her today")
    try world.carry(ben, to: olu)
    let changed = try failure {
      try olu.disputes().settle(
        shown: shown.version, choice: .removed, why: "She walks alone now")
    }
    #expect(changed.kind() == .changed)
    let agreed = try olu.people().page(person: doreen).items().single { $0.slot == .transfers }
    #expect(try agreed.values.single().says.text("how") == "With a hoist and two carers")
  }
}
