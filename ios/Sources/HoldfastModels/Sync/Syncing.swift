import Foundation
import Holdfast
import Observation

/// Bytes through the radio, since the app was opened.
public struct Traffic: Equatable, Sendable {
  public fileprivate(set) var sent = 0
  public fileprivate(set) var received = 0

  public init() {}
}

/// Syncing while the vault is open: what ``SyncState`` says, done. The main actor only decides: every
/// question to the library is the device's own thread's, and every byte the transport's.
@MainActor @Observable
public final class Syncing {
  /// What it does now.
  public private(set) var state: SyncState
  /// What it cost.
  public private(set) var traffic = Traffic()
  /// How many changes it heard of that are for the hub to have.
  public private(set) var heard = 0

  private let device: DeviceActor
  private let transport: any Transport
  private let networks: Networks
  private let alarms: any Alarms
  private let life = Life()
  @ObservationIgnored private var stopWaiting: (@MainActor () -> Void)?
  @ObservationIgnored private var stopPeriod: (@MainActor () -> Void)?

  public init(
    _ device: DeviceActor, over transport: any Transport, _ networks: Networks,
    alarms: any Alarms = ClockAlarms()
  ) {
    self.device = device
    self.transport = transport
    self.networks = networks
    self.alarms = alarms
    state = SyncState(network: networks.now)
    networks.heard = { [weak self] in self?.on(.networkIs($0)) }
    let changes = device.changes()
    life.watch { [weak self] in
      for await what in changes where what.isOurs { self?.hear() }
    }
    period()
    on(.wanted(.opened))
  }

  /// Somebody tapped for it.
  public func now() { on(.wanted(.asked)) }

  /// The app goes out of sight: what waits for the next thing to be saved waits no longer. A hub that
  /// could not be reached is not tried again for that. Returns when no conversation is under way.
  public func finish() async {
    if case .waiting = state.phase, state.failures == 0 { on(.due) }
    await quiet()
  }

  /// Returns when no conversation is under way.
  public func quiet() async { await life.quiet() }

  /// Ends a conversation half-way, if one is under way: each of its steps is whole.
  public func end() {
    life.end()
    stopWaiting?()
    stopPeriod?()
    networks.heard = nil
  }

  private func period() {
    stopPeriod = alarms.ring(after: SyncState.period) { [weak self] in
      self?.on(.wanted(.period))
      self?.period()
    }
  }

  private func hear() {
    heard += 1
    on(.wanted(.saved))
  }

  private func on(_ event: SyncEvent) {
    let before = state
    state.happened(event)
    if state.phase == before.phase && state.wakeUps == before.wakeUps { return }
    stopWaiting?()
    stopWaiting = nil
    switch state.phase {
    case .idle: break
    case .waiting(let wait):
      stopWaiting = alarms.ring(after: wait) { [weak self] in self?.on(.due) }
    case .running: life.act { [weak self] in await self?.converse() }
    }
  }

  private func converse() async {
    let counting = Counting(over: transport) { [weak self] sent, received in
      self?.traffic.sent += sent
      self?.traffic.received += received
    }
    let end: SyncEvent
    do {
      end = .ended(try await device.sync(over: counting).ended)
    } catch let error as HoldfastError {
      end = .failed(Trouble(error.kind()))
    } catch {
      end = .failed(.unreachable)
    }
    // Whoever ended it does not want the next one.
    if !Task.isCancelled { on(end) }
  }
}

/// Counts what goes through another transport.
private struct Counting: Transport {
  let transport: any Transport
  let count: @MainActor (Int, Int) -> Void

  init(over transport: any Transport, _ count: @escaping @MainActor (Int, Int) -> Void) {
    self.transport = transport
    self.count = count
  }

  func post(to address: String, _ request: Request) async throws -> HubAnswer {
    await count(request.body.count, 0)
    let answer = try await transport.post(to: address, request)
    await count(0, answer.body.count)
    return answer
  }
}

extension What {
  /// Whether a change is something that was written here, for the hub to have.
  fileprivate var isOurs: Bool {
    switch self {
    case .people, .visits, .organisation: true
    case .lock, .receipt, .everything: false
    }
  }
}

extension Trouble {
  fileprivate init(_ kind: ErrorKind) {
    switch kind {
    case .diskFull: self = .noRoom
    case .notFound: self = .noHub
    default: self = .refused
    }
  }
}
