import Foundation

/// A real hub on loopback: the command's own process.
public final class Hub {
  /// The text of its public file.
  public let publicFile: String
  /// Where it listens.
  public private(set) var address = ""

  private let data: String
  private let rootFile: String
  private var process: Process?

  init(folder: URL, root: String) throws {
    data = folder.appendingPathComponent("hub").path
    let keys = folder.appendingPathComponent("hub.public")
    let rootFile = folder.appendingPathComponent("harbour.root")
    self.rootFile = rootFile.path
    try root.write(to: rootFile, atomically: true, encoding: .utf8)
    let making = command(["init", "--data", data, "--public", keys.path])
    making.standardOutput = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    precondition(making.terminationStatus == 0, "the hub was not made")
    publicFile = try String(contentsOf: keys, encoding: .utf8)
    try listen("127.0.0.1:0")
  }

  /// The network is cut: nobody answers there. Killed, not asked: a test runs on a thread that blocks
  /// the asking signal, and what it starts inherits that.
  public func cut() {
    guard let process else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    self.process = nil
  }

  /// The network is back, at the same address.
  public func restore() throws {
    try listen(String(address.dropFirst("http://".count)))
  }

  /// The first line says where; it comes when the hub can be asked.
  private func listen(_ socket: String) throws {
    let process = command(["run", "--data", data, "--root", rootFile, "--listen", socket])
    let said = Pipe()
    process.standardOutput = said
    try process.run()
    self.process = process
    var line = Data()
    while let byte = try said.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8),
      !byte.isEmpty
    {
      line += byte
    }
    let listening = String(decoding: line, as: UTF8.self)
    precondition(listening.hasPrefix("listening on http://"), "the hub ended before it listened")
    address = String(listening.dropFirst("listening on ".count))
  }
}

private func command(_ words: [String]) -> Process {
  program("HOLDFAST_COMMAND", ["hub"] + words)
}

/// A program that the tests start: the one that a variable names.
func program(_ variable: String, _ words: [String]) -> Process {
  guard let path = ProcessInfo.processInfo.environment[variable] else {
    preconditionFailure(
      "expected \(variable) to say where a program is; run `cargo xtask ios test`")
  }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = words
  return process
}
