import Foundation
import Holdfast
import Testing

@Suite struct FirstStartTest {
  @Test func firstStart() throws {
    let world = try World()
    let none = try failure { _ = try Device(folder: world.path("amina")) }
    #expect(none.kind() == .notFound)

    let amina = try world.fresh("amina")
    #expect(amina.lockState() == .unlocked)
    #expect(try amina.identity().label == "amina's phone")
    #expect(try amina.identity().joined == .notYet)

    let request = try amina.members().request(name: "Amina Yusuf")
    let asking = try world.olu().members().asking(request: request)
    #expect(asking.name == "Amina Yusuf")
    #expect(try asking.device == amina.identity().device)

    let welcome = try world.olu().members().enrol(
      request: request, to: EnrolAs(name: "Amina Yusuf", role: .carer))
    try amina.join(welcome: welcome)
    #expect(try amina.identity().joined == .joined)
    #expect(try amina.visits().today().me.name == "Amina Yusuf")
    #expect(try amina.onCall() == "020 7946 0100")
  }

  @Test func aStartThatWasCutOffIsBegunAgain() throws {
    let world = try World()
    let folder = URL(fileURLWithPath: world.path("amina"))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["vault.db.new-1", "vault.db.new-1-wal"] {
      try Data(repeating: 7, count: 9_000).write(to: folder.appendingPathComponent(name))
    }
    let none = try failure { _ = try Device(folder: world.path("amina")) }
    #expect(none.kind() == .notFound)

    try world.fresh("amina").lock()
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(left) == ["vault.db", "vault.db-shm", "vault.db-wal"])
    let again = try Device(folder: world.path("amina"))
    try again.unlockWithPin(member: nil, pin: World.pin, keystore: world.keystore("amina"))
    #expect(try again.identity().label == "amina's phone")
  }

  @Test func aSavedNoteIsThereAfterLockingAndUnlocking() throws {
    let world = try World()
    let olu = try world.olu()
    let person = try olu.people().begin(items: [preferred("Doreen")], source: .author)
    let visit = try olu.visits().startUnplanned(person: person, because: "pendant alarm at 17:20")
    try olu.visits().note(visit: visit, text: "Found Doreen in her chair, warm and talking.")

    olu.lock()
    let locked = try failure { _ = try olu.visits().page(visit: visit) }
    #expect(locked.kind() == .locked)

    let again = try Device(folder: world.path("olu"))
    try again.unlockWithPin(member: nil, pin: World.pin, keystore: world.keystore("olu"))
    let page = try again.visits().page(visit: visit)
    #expect(page.name == "Doreen")
    #expect(page.state == .underWay)
    let note = try page.recorded.single { $0.kind == .note }
    #expect(note.says.text("text") == "Found Doreen in her chair, warm and talking.")
    #expect(note.author.name == "Olu Adeyemi")
    #expect(note.written == world.time)
  }
}
