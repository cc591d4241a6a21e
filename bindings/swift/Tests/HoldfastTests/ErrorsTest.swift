import Foundation
import Holdfast
import Testing

@Suite struct ErrorsTest {
  /// `diskFull` needs a disk that is full: `FullDiskTest` has one.
  @Test func everyErrorKind() throws {
    let world = try World()
    var provoked: [ErrorKind: String] = [:]
    func provoke(
      _ kind: ErrorKind, _ location: SourceLocation = #_sourceLocation, _ act: () throws -> Void
    ) throws {
      let error = try failure(location, of: act)
      #expect(error.kind() == kind, "\(error.message())", sourceLocation: location)
      provoked[kind] = error.message()
    }
    let amina = try world.handedOver()
    let (ben, doreen, evening) = (try world.ben(), try world.doreen(), try world.evening())
    let stranger = try world.fresh("stranger")

    try provoke(.field) {
      try amina.visits().observe(visit: evening, kind: .pulse, reading: "fast")
    }
    try provoke(.notFound) { _ = try amina.people().find(text: "Nobody") }
    try provoke(.notAllowed) {
      _ = try amina.people().begin(items: [preferred("Winston")], source: .author)
    }
    try provoke(.joining) { _ = try stranger.sync() }
    try provoke(.noKey) { _ = try stranger.rounds().begin(called: "North evenings") }
    try provoke(.file) { _ = try amina.bundles().read(file: Data("no bundle".utf8)) }
    try provoke(.other) { _ = try world.fresh("amina") }

    let shown = try ben.people().page(person: doreen)
    try ben.people().happened(person: doreen, event: .fall, note: "In the hall")
    try provoke(.changed) {
      try ben.people().confirm(
        shown: shown.version, keys: [shown.key(.medicine)],
        confirmation: NewConfirmation(how: .inPerson))
    }

    let file = try referral("doreen-pike")
    _ = try ben.people().importFhir(file: file, whose: .byNumber)
    let text = String(decoding: file, as: UTF8.self)
    let another = Data(text.replacingOccurrences(of: "Pike", with: "Pike-Jones").utf8)
    try provoke(.whose) { _ = try ben.people().importFhir(file: another, whose: .byNumber) }
    #expect(try ben.people().mayBe(file: another).single().unlike == [.name, .number])

    let hub = try world.hub()
    try world.carry(world.olu(), to: amina)
    try amina.setHubAddress(address: hub.address)
    let session = try amina.sync()
    _ = try session.next()
    try provoke(.hub) { try session.receive(status: 503, body: Data()) }

    let hidden = try ben.people().begin(items: [preferred("Winston")], source: .author)
    try world.carry(ben, to: amina)
    try provoke(.notFound) { _ = try amina.people().page(person: hidden) }

    amina.lock()
    try provoke(.locked) { _ = try amina.visits().today() }
    try provoke(.wrongPin) {
      try amina.unlockWithPin(member: nil, pin: "0000", keystore: world.keystore("amina"))
    }

    let other = Keystore(master: Data(count: 32), pepper: Data(count: 32))
    try provoke(.wrongKey) { try amina.unlockWithKeystore(keystore: other) }

    stranger.lock()
    try damage(world.folder.appendingPathComponent("stranger/vault.db"))
    try provoke(.damaged) {
      let again = try Device(folder: world.path("stranger"))
      try again.unlockWithPin(
        member: nil, pin: World.pin, keystore: world.keystore("stranger"))
    }

    #expect(Set(provoked.keys) == Set(ErrorKind.allCases).subtracting([.diskFull]))
    #expect(provoked.values.allSatisfy { $0.count > 20 })
  }

  @Test func aFileThatIsNoVaultIsToldAsDamaged() throws {
    let world = try World()
    let folder = URL(fileURLWithPath: world.path("stranger"))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("vault.db")
    try Data(repeating: 7, count: 8_192).write(to: file)
    let damaged = try failure { _ = try Device(folder: world.path("stranger")) }
    #expect(damaged.kind() == .damaged)
    #expect(
      damaged.message()
        == "expected a vault, found another kind of file, which was left as it is; "
        + "keep a copy of it and ask for help, or name another folder")
    #expect(try Data(contentsOf: file) == Data(repeating: 7, count: 8_192))
  }

  @Test func aMistakeInTheProgramSaysWhereAndChangesNothing() throws {
    let world = try World()
    let (amina, evening) = (try world.handedOver(), try world.evening())
    world.clock.breaks(saying: "Doreen Pike fell in the hall")
    var mistake = ""
    do {
      try amina.visits().note(visit: evening, text: "Not saved.")
    } catch {
      mistake = error.localizedDescription
    }
    let says =
      "expected this to work, found a mistake in the program at bindings/src/surroundings.rs:"
    #expect(mistake.hasPrefix(says), "\(mistake)")
    #expect(mistake.hasSuffix("; report this"), "\(mistake)")

    #expect(try amina.visits().page(visit: evening).recorded.isEmpty)
    try amina.visits().note(visit: evening, text: "Saved.")
    let note = try amina.visits().page(visit: evening).recorded.single()
    #expect(note.says.text("text") == "Saved.")
  }

  @Test func aFieldIsNamed() throws {
    let world = try World()
    let amina = try world.handedOver()
    let error = try failure {
      try amina.visits().observe(visit: world.evening(), kind: .temperature, reading: "98.6")
    }
    #expect(error.field() == "temperature")
    #expect(
      error.message()
        == "observation, temperature: expected a number from 25.0 to 45.0 °C; "
        + "found a number out of range; write it again")
    #expect(error.errorDescription == error.message())
    #expect("\(error)" == "Field: \(error.message())")
  }

  /// What stands after the first page of the file, where the schema is.
  private func damage(_ file: URL) throws {
    var bytes = try Data(contentsOf: file)
    for at in bytes.indices.dropFirst(4096) { bytes[at] ^= 0x5A }
    try bytes.write(to: file)
  }
}
