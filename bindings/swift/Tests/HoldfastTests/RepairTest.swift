import Foundation
import Holdfast
import Testing

private final class Remembering: Observer, @unchecked Sendable {
  private(set) var seen: [What] = []

  func changed(changed: Changed) { seen.append(changed.what) }
}

@Suite struct RepairTest {
  @Test func aVaultIsRepaired() throws {
    let world = try World()
    let (amina, evening) = (try world.handedOver(), try world.evening())
    try amina.visits().note(visit: evening, text: "Found Doreen in her chair.")
    let before = try amina.safety().counts
    let changes = Remembering()
    let watch = amina.observe(observer: changes)
    let repaired = try amina.repair()
    watch.stop()
    #expect(repaired.takenIn == before.takenIn)
    #expect(repaired.applied == before.applied)
    #expect(repaired.setAside == 0 && repaired.forgotten == 0)
    #expect(changes.seen == [.everything])
    let note = try amina.visits().page(visit: evening).recorded.single()
    #expect(note.says.text("text") == "Found Doreen in her chair.")
  }

  @Test func aVaultThatDoesNotOpenIsSalvaged() throws {
    let world = try World()
    let amina = try world.fresh("amina")
    let copy = URL(fileURLWithPath: world.path("copy"))
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: world.path("amina") + "/vault.db"))
    // The mark of a vault, within the head of the file.
    bytes[68] = 1
    try bytes.write(to: copy.appendingPathComponent("vault.db"))
    let broken = try failure { _ = try Device(folder: copy.path) }
    #expect(broken.kind() == .damaged)

    let salvaged = try salvage(folder: copy.path)
    #expect(salvaged.rows > 0)
    #expect(salvaged.gaps == 0 && salvaged.entriesSetAside == 0)
    #expect(try Data(contentsOf: copy.appendingPathComponent("vault.db.damaged-1")) == bytes)
    let again = try Device(folder: copy.path)
    try again.unlockWithPin(member: nil, pin: World.pin, keystore: world.keystore("amina"))
    #expect(try again.repair().setAside == 0)
    #expect(try again.identity() == amina.identity())
    let none = try failure { _ = try salvage(folder: world.path("nowhere")) }
    #expect(none.kind() == .notFound)
  }
}
