import Foundation
import Holdfast

/// What a screen costs through Swift, on the vault that `bench boundary` made: told by
/// `cargo xtask bench boundary`, which holds it against the same in Rust and Kotlin.
struct Measuring {
  /// Where the vault is, and what Rust said of it.
  let folder: URL

  private static let times = 200
  private static let warmUp = 60
  private static let cold = 20

  func lines() throws -> [String] {
    let said = try String(contentsOf: folder.appendingPathComponent("rust.txt"), encoding: .utf8)
    var rust: [String: String] = [:]
    for line in said.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 2 { rust[words[0]] = words[1] }
    }
    guard let now = rust["now"].flatMap(Double.init), let id = rust["person"] else {
      throw Unknown()
    }
    let clock = StandingClock(at: Date(timeIntervalSince1970: now / 1000))
    // The first also loads what the library needs.
    let first = try start(clock)
    let cold = try (0..<Measuring.cold).map { _ in try start(clock) }.sorted()[Measuring.cold / 2]
    let device = try opened(clock)
    let (visits, people, person) = (device.visits(), device.people(), PersonId(text: id))
    let today = try visits.today().visits
    guard today.count == rust["visits"].flatMap(Int.init),
      let visit = today.first(where: { $0.person == person })?.visit
    else { throw Unknown() }
    return [
      "first \(first)",
      "cold \(cold)",
      "today \(try median { _ in _ = try visits.today() })",
      "summary \(try median { _ in _ = try people.page(person: person) })",
      "save \(try median { try visits.note(visit: visit, text: note($0)) })",
    ]
  }

  private func opened(_ clock: StandingClock) throws -> Device {
    let device = try Device.withClock(
      folder: folder.appendingPathComponent("swift/Ben").path, clock: clock)
    try device.unlockWithKeystore(
      keystore: Keystore(
        master: Data(repeating: 7, count: 32), pepper: Data(repeating: 9, count: 32)))
    return device
  }

  /// From a closed vault to today's list, microseconds.
  private func start(_ clock: StandingClock) throws -> Int64 {
    try micros { _ = try opened(clock).visits().today() }
  }

  private func micros(_ act: () throws -> Void) throws -> Int64 {
    let took = try ContinuousClock().measure { try act() }.components
    return took.seconds * 1_000_000 + took.attoseconds / 1_000_000_000_000
  }

  /// Microseconds; half were faster.
  private func median(_ act: (Int) throws -> Void) throws -> Int64 {
    for turn in 0..<Measuring.warmUp { try act(turn) }
    let times = try (0..<Measuring.times).map { turn in
      try micros { try act(Measuring.warmUp + turn) }
    }
    return times.sorted()[Measuring.times / 2]
  }

  /// A note of 120 characters.
  private func note(_ turn: Int) -> String {
    let number = String(turn)
    let text =
      String(repeating: "0", count: 5 - number.count) + number
      + " Ate half of her supper, drank a full cup of tea, asked about her sister twice, "
      + "and walked to the window with her frame."
    return String(text.prefix(120))
  }
}
