import Foundation
import Holdfast

/// Harbour Care on a Sunday evening: real vaults in folders of their own, one clock for all. Olu begins
/// the organisation and plans; Amina's phone is the one that is looked at. The same people, times and
/// words as in Android's tests.
///
/// What a scene needs is made when it is first asked for.
public final class World {
  public static let pin = "2468"
  public static let onCall = "020 7946 0100"
  public static let start = moment("2026-11-22T17:30:00Z")

  public let folder: URL
  public let clock = StandingClock(at: World.start)
  public private(set) var now = World.start
  private var devices: [String: Device] = [:]
  private var sheet: RecoverySheet?
  private var broughtIn: PersonId?
  private var started: Hub?

  /// In a folder of its own; below `folder` where a test says which disk.
  public init(under folder: URL = FileManager.default.temporaryDirectory) throws {
    self.folder = folder.appendingPathComponent("holdfast-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
  }

  deinit {
    started?.cut()
    devices = [:]
    try? FileManager.default.removeItem(at: folder)
  }

  /// Olu's laptop, on which the organisation begins.
  public func olu() throws -> Device {
    if let olu = devices["olu"] { return olu }
    let olu = try fresh("olu")
    let sheet = olu.office().drawRecoverySheet()
    try olu.office().begin(
      new: NewOrganisation(name: "Harbour Care", owner: "Olu Adeyemi", onCall: World.onCall),
      sheet: sheet)
    self.sheet = sheet
    return olu
  }

  /// Amina's phone: a carer.
  public func amina() throws -> Device {
    try devices["amina"] ?? enrolled("amina", "Amina Yusuf", .carer)
  }

  /// Ben's phone: he plans, and writes what others say.
  public func ben() throws -> Device {
    if let ben = devices["ben"] { return ben }
    let ben = try enrolled("ben", "Ben Carter", .coordinator)
    try carry(olu(), ben)
    return ben
  }

  /// Another start of the app on Amina's phone, as after being killed: the same folder, opened again.
  public func killed() throws -> Device {
    _ = try amina()
    return try Device.withClock(folder: path("amina"), clock: clock)
  }

  /// Doreen, who takes levodopa at six, as Olu brought her in: nothing is confirmed yet.
  public func doreen() throws -> PersonId {
    if let broughtIn { return broughtIn }
    let items = [
      item(.preferredName, ["name": "Doreen"]),
      item(.fullName, ["name": "Doreen Ashworth"]),
      item(.dateOfBirth, ["date": "1941-03-07"]),
      item(.nhsNumber, ["number": "943 476 5919"]),
      item(.whatMatters, ["words": "My cat Biscuit, and the six o'clock news."]),
      item(.alert, ["alert": "Startles at the door", "what_to_do": "say your name first"]),
      item(.allergy, ["agent": "Penicillin", "reaction": "Rash"]),
      item(
        .medicine,
        [
          "name": "Levodopa", "strength": "100 mg", "dose": "one tablet", "times": "18:00",
          "minimum_interval": "240", "support": "administer",
        ]),
      item(.transfers, ["how": "With a frame and one carer"]),
      item(.language, ["language": "English"]),
      item(
        .nextOfKin,
        ["name": "June Ashworth", "relation": "daughter", "reach": "mobile 07700 900123"]),
    ]
    let doreen = try olu().people().begin(items: items, source: .person)
    broughtIn = doreen
    return doreen
  }

  /// A visit to Doreen at six, with Amina to come; on Amina's phone.
  public func evening(
    _ tasks: [NewTask] = [
      NewTask(kind: .welfareCheck, what: "See how Doreen is"),
      NewTask(kind: .prepareMeal, what: "Make tea and toast"),
    ],
    starts: Date = World.start + 30 * 60
  ) throws -> VisitId {
    let visit = try olu().visits().plan(
      new: NewVisit(
        person: doreen(), starts: starts, ends: starts + 30 * 60, tasks: tasks,
        carers: [amina().identity().member]))
    try carry(olu(), amina())
    return visit
  }

  /// The key of Doreen's only item of a kind.
  public func key(_ slot: Slot, on device: Device) throws -> String {
    let page = try device.people().page(person: doreen())
    let items = (page.sections.flatMap(\.items) + page.beside.flatMap(\.items)).filter {
      $0.slot == slot
    }
    precondition(items.count == 1, "expected one \(slot), found \(items.count)")
    return items[0].key
  }

  /// Somebody says something else about how Doreen moves.
  public func moves(_ how: String, says device: Device) throws {
    let transfers = try key(.transfers, on: device)
    _ = try device.people().edit(
      person: doreen(), key: transfers, fields: typed(["how": how]), source: .author)
  }

  /// Two people change how Doreen moves without seeing each other's change; both are on Amina's phone.
  public func dispute() throws {
    _ = try doreen()
    try carry(olu(), ben())
    try moves("With a hoist and two carers", says: ben())
    try moves("With a slide board", says: olu())
    try carry(ben(), olu())
    try carry(olu(), amina())
  }

  /// What one device has, taken to another as a file.
  @discardableResult
  public func carry(_ from: Device, _ to: Device) throws -> TakenIn {
    try to.bundles().read(file: from.bundles().write(of: .everything))
  }

  /// Two entries come from Ben's phone in the wrong hands: one is set aside on Amina's, and one builds
  /// upon that one and waits for it.
  public func mallory() throws {
    let visit = try evening()
    try carry(olu(), ben())
    try ben().visits().note(visit: visit, text: "Left heel is red.")
    try carry(ben(), amina())
    _ = try amina().bundles().read(file: inTheWrongHands("ben", visit))
  }

  /// What comes of somebody's phone in the wrong hands, as a file: the same that the tests of the core
  /// use.
  private func inTheWrongHands(_ name: String, _ visit: VisitId) throws -> Data {
    let keys = folder.appendingPathComponent("\(name).keystore")
    let file = folder.appendingPathComponent("\(name).bundle")
    let secrets = keystore(name)
    try (secrets.master + secrets.pepper).write(to: keys)
    let mallory = program("HOLDFAST_MALLORY", [path(name), keys.path, visit.text, file.path])
    try mallory.run()
    mallory.waitUntilExit()
    precondition(mallory.terminationStatus == 0, "no bundle was made")
    return try Data(contentsOf: file)
  }

  /// The organisation's hub: a process of its own on loopback, named by Olu. Whoever is enrolled after it
  /// knows its address.
  public func hub() throws -> Hub {
    if let started { return started }
    let olu = try olu()
    let hub = try Hub(folder: folder, root: olu.office().root())
    guard let sheet else { preconditionFailure("an organisation that was begun has its sheet") }
    try olu.office().nameHub(root: sheet.root, public: hub.publicFile)
    try olu.setHubAddress(address: hub.address)
    started = hub
    return hub
  }

  /// A new device that is in no organisation.
  public func fresh(_ name: String) throws -> Device {
    let device = try Device.createWithClock(
      folder: path(name), keystore: keystore(name), pin: World.pin, label: "\(name)'s phone",
      clock: clock)
    devices[name] = device
    return device
  }

  public func enrolled(_ name: String, _ called: String, _ role: Role) throws -> Device {
    let device = try fresh(name)
    let request = try device.members().request(name: called)
    try device.join(
      welcome: olu().members().enrol(request: request, to: EnrolAs(name: called, role: role)))
    return device
  }

  public func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Each device's own; a phone draws them at random.
  public func keystore(_ name: String) -> Keystore {
    let first = name.utf8.first ?? 0
    return Keystore(
      master: Data(repeating: first, count: 32), pepper: Data(repeating: first + 1, count: 32))
  }

  public func later(minutes: Double) {
    now += 60 * minutes
    clock.moveTo(at: now)
  }
}

public func moment(_ text: String) -> Date {
  guard let date = ISO8601DateFormatter().date(from: text) else {
    preconditionFailure("\(text) is no time")
  }
  return date
}

/// An item as somebody types it.
public func item(_ slot: Slot, _ fields: KeyValuePairs<String, String>) -> NewItem {
  NewItem(slot: slot, fields: typed(fields))
}

/// Fields as somebody types them.
public func typed(_ fields: KeyValuePairs<String, String>) -> [FieldTyped] {
  fields.map { FieldTyped(field: $0.key, text: $0.value) }
}

extension VisitPage {
  /// What was recorded of one kind.
  public func recorded(_ kind: RecordedKind) -> [Recorded] { recorded.filter { $0.kind == kind } }
}
