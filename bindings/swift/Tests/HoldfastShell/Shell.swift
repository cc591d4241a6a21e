import Foundation
import Holdfast

/// A shell in Swift for `tests/shells`: it does what it is told, a line at a time.
///
/// A line is words with tabs between them. The answer is lines, then a line with a full stop alone;
/// a line that begins with `!` says what went wrong. With the arguments `measure FOLDER` it measures
/// instead: see ``Measuring``.
@main
struct Shell {
  private static let pin = "2468"

  private var held: DeviceActor?
  private let transport = URLSessionTransport(patience: 20)

  static func main() async throws {
    let arguments = CommandLine.arguments
    if arguments.count == 3, arguments[1] == "measure" {
      let folder = URL(fileURLWithPath: arguments[2])
      return try Measuring(folder: folder).lines().forEach { print($0) }
    }
    var shell = Shell()
    while let line = readLine() {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      var said: [String]
      do {
        said = try await shell.act(words)
      } catch let error as HoldfastError {
        said = ["! \(word(error.kind()))"]
      } catch is URLError {
        said = ["! unreachable"]
      }
      said.append(".")
      FileHandle.standardOutput.write(Data(said.map { $0 + "\n" }.joined().utf8))
    }
  }

  private mutating func act(_ words: [String]) async throws -> [String] {
    if words.count == 3, words[0] == "create" {
      let keystore = try drawn(beside: words[1])
      held = DeviceActor(
        try Device.create(
          folder: words[1], keystore: keystore, pin: Shell.pin, label: words[2]))
      return []
    }
    if words.count == 4, words[0] == "screens" {
      return try screens(folder: words[1], millis: words[2], shared: words[3] == "shared")
    }
    guard let held else { throw Unknown() }
    if words == ["sync"] {
      let summary = try await held.sync(over: transport)
      return [summary.ended.map(word) ?? "-"]
    }
    return try await held.ask { try answer(words, of: $0) }
  }

  /// Draws the two secrets as a phone's keystore would, and keeps them where the command line does.
  private func drawn(beside folder: String) throws -> Keystore {
    var random = SystemRandomNumberGenerator()
    let bytes = Data((0..<64).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: folder + ".keystore"))
    return Keystore(master: bytes.prefix(32), pepper: Data(bytes.suffix(32)))
  }

  /// Every screen of a device in a folder, at a time.
  private func screens(folder: String, millis: String, shared: Bool) throws -> [String] {
    guard let millis = Double(millis) else { throw Unknown() }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + ".keystore"))
    let clock = StandingClock(at: Date(timeIntervalSince1970: millis / 1000))
    let device = try Device.withClock(folder: folder, clock: clock)
    try device.unlockWithKeystore(
      keystore: Keystore(master: bytes.prefix(32), pepper: Data(bytes.suffix(32))))
    return try Rendering(shared: shared).screens(of: device)
  }
}

/// What the script says and this does not know.
struct Unknown: Error {}

/// The acts of a carer and a coordinator, on the first person and their first visit.
private func answer(_ words: [String], of device: Device) throws -> [String] {
  func person() throws -> PersonId {
    guard let row = try device.people().list().first else { throw Unknown() }
    return row.person
  }
  func visit() throws -> VisitId {
    guard let row = try device.visits().today().visits.first else { throw Unknown() }
    return row.visit
  }
  func transfers() throws -> SummaryItem {
    let page = try device.people().page(person: person())
    let items = page.sections.flatMap(\.items)
    guard let item = items.first(where: { $0.slot == .transfers }) else { throw Unknown() }
    return item
  }
  switch (words[0], words.count) {
  case ("request", 3):
    let request = try device.members().request(name: words[1])
    try request.write(to: URL(fileURLWithPath: words[2]))
  case ("join", 2):
    try device.join(welcome: Data(contentsOf: URL(fileURLWithPath: words[1])))
  case ("arrive", 1):
    try device.visits().arrive(visit: visit())
  case ("observe", 2):
    try device.visits().observe(visit: visit(), kind: .fluid, reading: words[1])
  case ("dose", 2):
    try device.visits().medicine(
      visit: visit(), dose: Dose(name: words[1], outcome: .takenSeen))
  case ("note", 2):
    try device.visits().note(visit: visit(), text: words[1])
  case ("edit", 2):
    let edited = try device.people().edit(
      person: person(), key: transfers().key,
      fields: [FieldTyped(field: "how", text: words[1])], source: .author)
    return [word(edited)]
  case ("acknowledge", 1):
    try device.people().acknowledge(shown: device.people().page(person: person()).version)
  case ("settle", 3):
    let sides = try transfers().values
    guard
      let side = sides.first(where: { $0.says.contains { $0.text == words[1] } })
    else { throw Unknown() }
    let key = try transfers().key
    guard
      let shown = try device.disputes().list().first(where: { $0.key == key })
    else { throw Unknown() }
    try device.disputes().settle(
      shown: shown.version, choice: .this(item: side.item), why: words[2])
  default:
    throw Unknown()
  }
  return []
}
