import Foundation
import Holdfast
import Testing

/// Harbour Care on a November evening: real vaults in folders of their own, one clock for all.
///
/// What a scene needs is made when it is first asked for, as in the Kotlin tests. A scene is one
/// thread's: nothing here is shared with another.
final class World {
  static let pin = "2468"

  let folder: URL
  let clock: StandingClock
  private(set) var time = moment("2026-11-22T17:30:00Z")
  private var sheet: RecoverySheet?
  private var devices: [String: Device] = [:]
  private var started: Hub?
  private var broughtIn: PersonId?
  private var planned: VisitId?

  /// In a folder of its own; below `folder` where a test says which disk.
  init(under folder: URL = FileManager.default.temporaryDirectory) throws {
    self.folder = folder.appendingPathComponent("holdfast-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
    clock = StandingClock(at: time)
  }

  deinit {
    started?.cut()
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

  /// Doreen, as Ben brought her in: nothing is confirmed yet.
  func doreen() throws -> PersonId {
    if let broughtIn { return broughtIn }
    let doreen = try ben().people().begin(
      items: [
        preferred("Doreen"),
        fullName("Doreen Pike"),
        NewItem(slot: .dateOfBirth, fields: typed(["date": "1941-03-07"])),
        NewItem(slot: .nhsNumber, fields: typed(["number": "943 476 5919"])),
        NewItem(slot: .allergy, fields: typed(["agent": "Penicillin", "reaction": "Rash"])),
        NewItem(
          slot: .medicine,
          fields: typed([
            "name": "Warfarin",
            "strength": "3 mg",
            "dose": "one tablet",
            "times": "18:00",
            "time_critical": "yes",
            "minimum_interval": "720",
          ])),
        NewItem(slot: .transfers, fields: typed(["how": "With a frame and one carer"])),
      ],
      source: .told(by: "Dr Shah", channel: .phone))
    broughtIn = doreen
    return doreen
  }

  /// Amina's visit to Doreen this evening: a wash and the warfarin. Planned by Ben.
  func evening() throws -> VisitId {
    if let planned { return planned }
    let warfarin = try ben().people().page(person: doreen()).key(.medicine)
    let tasks = [
      NewTask(kind: .personalCare, what: "Wash and dress for bed"),
      NewTask(kind: .companionship, what: "A cup of tea and a talk"),
      NewTask(kind: .medicineAdminister, what: "Warfarin 3 mg", medicine: warfarin),
    ]
    let evening = try ben().visits().plan(
      new: NewVisit(
        person: doreen(),
        starts: moment("2026-11-22T17:45:00Z"),
        ends: moment("2026-11-22T18:15:00Z"),
        minutes: 30,
        tasks: tasks,
        carers: [amina().identity().member]))
    planned = evening
    return evening
  }

  /// What one device has, taken to another as a file.
  @discardableResult
  func carry(_ from: Device, to: Device) throws -> TakenIn {
    try to.bundles().read(file: from.bundles().write(of: .everything))
  }

  /// Amina's phone with Doreen's visit on it.
  func handedOver() throws -> Device {
    let amina = try amina()
    // Ben plans for whoever he knows of.
    try carry(olu(), to: ben())
    _ = try evening()
    try carry(ben(), to: amina)
    return amina
  }

  /// A new device that is in no organisation.
  func fresh(_ name: String) throws -> Device {
    let device = try Device.createWithClock(
      folder: path(name), keystore: keystore(name), pin: World.pin, label: "\(name)'s phone",
      clock: clock)
    devices[name] = device
    return device
  }

  /// The organisation's hub: a process of its own, named by Olu.
  func hub() throws -> Hub {
    if let started { return started }
    let olu = try olu()
    let hub = try Hub(folder: folder, root: olu.office().root())
    try olu.office().nameHub(root: #require(sheet).root, public: hub.publicFile)
    try olu.setHubAddress(address: hub.address)
    started = hub
    return hub
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
}

func moment(_ text: String) -> Date {
  guard let date = ISO8601DateFormatter().date(from: text) else {
    preconditionFailure("\(text) is no time")
  }
  return date
}

/// A referral of the repository's own, of somebody who does not exist.
func referral(_ name: String) throws -> Data {
  let repository = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../..").standardizedFileURL
  return try Data(
    contentsOf: repository.appendingPathComponent("cli/demo/referrals/\(name).json"))
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

extension PersonPage {
  /// Every item of a page, in the order of its places.
  func items() -> [SummaryItem] { beside.flatMap(\.items) + sections.flatMap(\.items) }

  /// The key of the one item of a kind.
  func key(_ slot: Slot) throws -> String { try items().single { $0.slot == slot }.key }

  func section(_ section: SummarySection) throws -> SectionShown {
    try sections.single { $0.section == section }
  }
}

extension Collection {
  /// The only one there is.
  func single(_ location: SourceLocation = #_sourceLocation) throws -> Element {
    try single(location) { _ in true }
  }

  /// The only one of which that is so.
  func single(
    _ location: SourceLocation = #_sourceLocation, where isSo: (Element) throws -> Bool
  ) throws -> Element {
    let found = try filter(isSo)
    try #require(found.count == 1, sourceLocation: location)
    return found[0]
  }
}

extension [FieldShown] {
  /// What a thing says in one field.
  func text(_ field: String) -> String? { first { $0.field == field }?.text }
}

/// What something fails with.
func failure(
  _ location: SourceLocation = #_sourceLocation, of work: () throws -> Void
) throws -> HoldfastError {
  do {
    try work()
  } catch let error as HoldfastError {
    return error
  }
  return try #require(nil, "expected a HoldfastError, found none", sourceLocation: location)
}
