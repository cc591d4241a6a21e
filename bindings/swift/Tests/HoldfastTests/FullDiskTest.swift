import Foundation
import Holdfast
import Testing

@Suite struct FullDiskTest {
  @Test(
    .enabled(if: SmallDisk.folder != nil, "takes a small disk, which `cargo xtask swift test` has"))
  func aFullDiskIsSaidAndNothingIsHalfWritten() throws {
    let world = try World(under: #require(SmallDisk.folder))
    let amina = try world.handedOver()
    let evening = try world.evening()
    let slot = "note/\(evening.text)"
    try amina.drafts().keep(slot: slot, contents: "Found Doreen on the")
    let full = try SmallDisk.fill()
    defer { try? FileManager.default.removeItem(at: full) }

    // The first few may find room in the vault's own files.
    var saved: [String] = []
    func note() -> String {
      "note \(saved.count): " + String(repeating: "And bread. ", count: 400) + "All well."
    }
    let refused = try failure {
      for _ in 0..<1000 {
        try amina.visits().note(visit: evening, text: note())
        saved.append(note())
      }
    }
    #expect(refused.kind() == .diskFull)
    #expect(
      refused.message() == "expected room on the disk, found it full; free some and save again")

    func shown(_ device: Device) throws -> Set<String?> {
      try Set(device.visits().page(visit: evening).recorded.map { $0.says.text("text") })
    }
    #expect(try shown(amina) == Set(saved))
    #expect(try amina.drafts().kept(slot: slot) == "Found Doreen on the")
    let again = try Device.withClock(folder: world.path("amina"), clock: world.clock)
    try again.unlockWithPin(member: nil, pin: World.pin, keystore: world.keystore("amina"))
    #expect(try shown(again) == Set(saved))
    #expect(try again.drafts().kept(slot: slot) == "Found Doreen on the")

    try FileManager.default.removeItem(at: full)
    try amina.visits().note(visit: evening, text: note())
    saved.append(note())
    try amina.drafts().forget(slot: slot)
    #expect(try shown(amina) == Set(saved))
    #expect(try amina.safety().written == UInt64(saved.count))
  }
}
