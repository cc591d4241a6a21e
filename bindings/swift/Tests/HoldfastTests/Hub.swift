import Foundation
import Holdfast
import Testing

/// A real hub, the command line's own, on loopback, for one organisation.
final class Hub {
  private let command: URL
  private let data: URL
  private let root: URL
  private var running: Process?
  private(set) var address = ""

  /// Made, named by the root, and listening.
  init(of world: World) throws {
    let built = try #require(
      ProcessInfo.processInfo.environment["HOLDFAST_COMMAND"],
      "expected HOLDFAST_COMMAND to say where the command line is; run `cargo xtask swift test`")
    command = URL(fileURLWithPath: built)
    data = world.folder.appendingPathComponent("hub")
    root = world.folder.appendingPathComponent("harbour.root")
    let keys = world.folder.appendingPathComponent("hub.public")
    let making = Process()
    making.executableURL = command
    making.arguments = ["hub", "init", "--data", data.path, "--public", keys.path]
    making.standardOutput = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    try #require(making.terminationStatus == 0)

    let olu = try world.olu()
    try olu.office().root().write(to: root, atomically: true, encoding: .utf8)
    try olu.office().nameHub(
      root: world.rootSecret(), public: String(contentsOf: keys, encoding: .utf8))
    try up(at: "127.0.0.1:0")
    try olu.setHubAddress(address: address)
  }

  deinit {
    down()
  }

  /// Listens again where it did.
  func up() throws {
    try up(at: String(address.dropFirst("http://".count)))
  }

  private func up(at socket: String) throws {
    let process = Process()
    process.executableURL = command
    process.arguments = [
      "hub", "run", "--data", data.path, "--root", root.path, "--listen", socket,
    ]
    let said = Pipe()
    process.standardOutput = said
    try process.run()
    running = process
    // It says one line, once, when it listens.
    var line = Data()
    while let byte = try said.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
      if byte.isEmpty { break }
      line += byte
    }
    let listening = String(decoding: line, as: UTF8.self)
    try #require(listening.hasPrefix("listening on http://"))
    address = String(listening.dropFirst("listening on ".count))
  }

  /// The network is gone, as far as a phone can tell. Killed, not asked: a test runs on a thread that
  /// blocks the asking signal, and what it starts inherits that.
  func down() {
    guard let running else { return }
    kill(running.processIdentifier, SIGKILL)
    running.waitUntilExit()
    self.running = nil
  }
}
