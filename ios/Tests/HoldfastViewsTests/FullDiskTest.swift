import Foundation
import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

/// A real disk that is full: one of a few megabytes, which `cargo xtask ios test` mounts where it enters
/// a Swift of its own.
@MainActor @Suite(.enabled(if: SmallDisk.isThere, "no small disk: HOLDFAST_SMALL_DISK names none"))
struct FullDiskTest {
  @Test func aFullDiskStillOpens() async throws {
    let disk = try SmallDisk()
    defer { disk.empty() }
    let world = try World(under: disk.folder)
    let device = try world.killed()
    try disk.fill()
    let screen = try Screen(world, device)
    let words = screen.words
    await screen.type(words.unlockPin, World.pin)
    await screen.tap(words.unlockOpen)
    await screen.shows("Amina Yusuf")
    #expect(device.lockState() == .unlocked)
  }

  @Test func aFullDiskIsSaidAndTheDraftStays() async throws {
    let disk = try SmallDisk()
    defer { disk.empty() }
    let world = try World(under: disk.folder)
    let visit = try world.evening()
    let screen = try Screen(world)
    let words = screen.words
    screen.app.note(visit)
    await screen.type(words.noteText, "Doreen had soup.")
    try disk.fill()
    let written = "Doreen had soup." + String(repeating: " And bread.", count: 400)
    await screen.type(words.noteText, written)
    await screen.shows(words.draftNotKept)
    await screen.tap(words.save)
    await screen.shows(words.wrong(Wrong(.diskFull)))
    await screen.hasNot(words.saved)
    #expect(screen.typed(words.noteText) == written)
    disk.empty()
    await screen.tap(words.save)
    await screen.shows(words.saved)
    let notes = try world.amina().visits().page(visit: visit).recorded(.note)
    #expect(notes.map { $0.says.text("text") } == [written])
  }
}

/// The small disk, and the file that takes up all its room.
private struct SmallDisk {
  static var isThere: Bool { path != nil }
  private static var path: String? {
    ProcessInfo.processInfo.environment["HOLDFAST_SMALL_DISK"]
  }

  let folder: URL
  private var full: URL { folder.appendingPathComponent("full") }

  init() throws {
    folder = URL(fileURLWithPath: try #require(Self.path))
  }

  /// Takes up all the room there is.
  func fill() throws {
    try Data().write(to: full)
    let file = try FileHandle(forWritingTo: full)
    for size in [65536, 4096, 512, 1] {
      let piece = Data(repeating: 0x42, count: size)
      while (try? file.write(contentsOf: piece)) != nil {}
    }
    try file.close()
  }

  /// Gives the room back.
  func empty() {
    try? FileManager.default.removeItem(at: full)
  }
}
