import Foundation
import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@MainActor @Suite struct LogTest {
  private let world: World
  private let visit: VisitId

  init() throws {
    world = try World()
    visit = try world.evening()
  }

  @Test func nothingOfAPersonIsInALog() async throws {
    let log = try Log(in: world.folder)
    defer { log.end() }
    print("listening")
    try await writeAndRead()
    try beRefused()
    let said = try log.said()
    #expect(said.contains("listening"))
    #expect(said.contains("refused: "))
    #expect(!["Doreen", "Ashworth", "soup", "heavy", "Levodopa"].contains { said.contains($0) })
  }

  private func writeAndRead() async throws {
    let screen = try Screen(world)
    let words = screen.words
    screen.app.openVisit(visit)
    await screen.tap(words.visitArrive)
    await screen.tap(words.note)
    await screen.type(words.noteText, "Doreen Ashworth had soup.")
    await screen.tap(words.save)
    await screen.tap(words.visitMeasure)
    await screen.tap("Weight")
    await screen.type(words.observationReading, "Doreen is heavy")
    await screen.tap(words.save)
    await screen.shows("expected")
    let person = try Screen(world)
    try person.app.openPerson(world.doreen())
    await person.tap(words.readAndUnderstood)
    await person.shows(words.saved)
  }

  /// What a developer would write out of an error.
  private func beRefused() throws {
    do {
      _ = try world.amina().people().find(text: "Nobody Ashworth")
      Issue.record("expected that nobody was found")
    } catch let error as HoldfastError {
      print("refused: \(error.message())")
      print("refused: \(error) \(String(reflecting: error))")
    }
  }

  @Test func theSourcesPrintAndLogNothing() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let package = here.deletingLastPathComponent().deletingLastPathComponent()
    let all = FileManager.default.enumerator(
      at: package.appendingPathComponent("Sources"), includingPropertiesForKeys: nil)
    let sources = (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
    #expect(sources.count > 30)
    let prints = #/\b(print|debugPrint|dump|NSLog|os_log|Logger|fputs)\(/#
    let printing = try sources.filter {
      try String(contentsOf: $0, encoding: .utf8).contains(prints)
    }
    #expect(printing == [])
  }
}

/// Whatever this process writes out, from when this is made to its end. It is written out then.
private final class Log {
  private let file: URL
  private let before: [(number: Int32, copy: Int32)]

  init(in folder: URL) throws {
    file = folder.appendingPathComponent("said")
    try Data().write(to: file)
    let said = try FileHandle(forUpdating: file)
    fflush(nil)
    before = [STDOUT_FILENO, STDERR_FILENO].map { ($0, dup($0)) }
    for (number, _) in before { dup2(said.fileDescriptor, number) }
  }

  func said() throws -> String {
    fflush(nil)
    return try String(contentsOf: file, encoding: .utf8)
  }

  func end() {
    let said = try? said()
    for (number, copy) in before {
      dup2(copy, number)
      close(copy)
    }
    print(said ?? "")
  }
}
