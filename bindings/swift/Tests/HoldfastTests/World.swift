import Foundation
import Holdfast
import Testing

/// Harbour Care on a November evening: real vaults in folders of their own, one clock for all.
final class World {
  static let pin = "2468"

  let folder: URL
  let clock: StandingClock
  private(set) var time = moment("2026-11-22T17:30:00Z")
  private var sheet: RecoverySheet?
  private var devices: [String: Device] = [:]

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    clock = StandingClock(at: time)
  }

  deinit {
    devices = [:]
    try? FileManager.default.removeItem(at: folder)
  }

  /// Olu's laptop, on which the organisation begins.
  func olu() throws -> Device {
    if let olu = devices["olu"] { return olu }
    let olu = try fresh("olu")
    let sheet = olu.office().drawRecoverySheet()
    try olu.office().begin(
      new: NewOrganisation(name: "Harbour Care", owner: "Olu Adeyemi", onCall: "020 7946 0100"),
      sheet: sheet)
    self.sheet = sheet
    return olu
  }

  /// Amina's phone: a carer, enrolled by Olu.
  func amina() throws -> Device {
    try devices["amina"] ?? enrolled("amina", "Amina Yusuf", .carer)
  }

  /// Ben's phone: a coordinator, enrolled by Olu.
  func ben() throws -> Device {
    try devices["ben"] ?? enrolled("ben", "Ben Carter", .coordinator)
  }

  /// A new device that is in no organisation.
  func fresh(_ name: String) throws -> Device {
    let device = try Device.createWithClock(
      folder: path(name), keystore: keystore(name), pin: World.pin, label: "\(name)'s phone",
      clock: clock)
    devices[name] = device
    return device
  }

  func enrolled(_ name: String, _ called: String, _ role: Role) throws -> Device {
    let device = try fresh(name)
    let request = try device.members().request(name: called)
    try device.join(
      welcome: olu().members().enrol(request: request, to: EnrolAs(name: called, role: role)))
    return device
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Each device's own; a phone's keystore draws them at random.
  func keystore(_ name: String) -> Keystore {
    let first = name.utf8.first ?? 0
    return Keystore(
      master: Data(repeating: first, count: 32), pepper: Data(repeating: first + 1, count: 32))
  }

  func later(minutes: Double) {
    time += 60 * minutes
    clock.moveTo(at: time)
  }

  /// The root's secret: on paper in a safe.
  func rootSecret() throws -> Data {
    _ = try olu()
    return try #require(sheet).root
  }
}

func moment(_ text: String) -> Date {
  guard let date = ISO8601DateFormatter().date(from: text) else {
    preconditionFailure("\(text) is no time")
  }
  return date
}

/// Fields as somebody types them.
func typed(_ fields: KeyValuePairs<String, String>) -> [FieldTyped] {
  fields.map { FieldTyped(field: $0.key, text: $0.value) }
}

func preferred(_ name: String) -> NewItem {
  NewItem(slot: .preferredName, fields: typed(["name": name]))
}

func fullName(_ name: String) -> NewItem {
  NewItem(slot: .fullName, fields: typed(["name": name]))
}

extension [FieldShown] {
  /// What a thing says in one field.
  func text(_ field: String) -> String? { first { $0.field == field }?.text }
}

/// The kind of error that something ends with.
func kind(of work: () throws -> Void) -> ErrorKind? {
  do {
    try work()
    return nil
  } catch let error as HoldfastError {
    return error.kind()
  } catch {
    Issue.record("expected a HoldfastError, found \(type(of: error))")
    return nil
  }
}
