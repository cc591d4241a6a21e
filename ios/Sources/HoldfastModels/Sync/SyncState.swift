import Holdfast

/// Why somebody wants to sync.
public enum SyncBecause: Sendable {
  /// Something was saved. It waits a moment for the next thing that is saved.
  case saved
  /// A network came back.
  case networkBack
  /// It is a while since the last time.
  case period
  /// The app was opened.
  case opened
  /// Somebody tapped for it.
  case asked
}

/// What happens to syncing.
public enum SyncEvent: Sendable {
  /// Somebody wants it.
  case wanted(SyncBecause)
  /// The network is there or gone.
  case networkIs(Signal)
  /// The time that was waited for has come.
  case due
  /// A conversation with the hub came to its end.
  case ended(Ended?)
  /// A conversation broke off.
  case failed(Trouble)
}

/// Why the last conversation did not come to its end. Nothing is lost by any of them.
public enum Trouble: Sendable {
  /// The hub could not be reached.
  case unreachable
  /// The hub refused.
  case refused
  /// Nobody said where the hub is.
  case noHub
  /// There is no room to take in what it sends.
  case noRoom
}

/// When to talk to the hub, as a function of what happened: no clock, no task, no socket. The same rules
/// as Android's.
///
/// A save waits a moment, so that a form with three saves costs one conversation. A failure waits longer
/// each time. Without a network nothing wakes the radio.
public struct SyncState: Equatable, Sendable {
  /// What it does now.
  public enum Phase: Equatable, Sendable {
    /// Nothing.
    case idle
    /// It waits: after a save for the next one, after a failure for longer each time.
    case waiting(Duration)
    /// It talks to the hub.
    case running
  }

  /// How long a save waits for the next one.
  public static let settle = Duration.seconds(2)
  /// The first wait after a failure; each further one is twice as long.
  public static let firstWait = Duration.seconds(15)
  /// No wait is longer than this.
  public static let longestWait = Duration.seconds(60 * 60)
  /// How often it syncs while the app is open and nothing happens.
  public static let period = Duration.seconds(15 * 60)

  public private(set) var phase = Phase.idle
  public private(set) var network: Signal
  /// How often in a row it failed.
  public private(set) var failures = 0
  /// Something is wanted that has not been done: for when the network is back.
  public private(set) var isPending = false
  /// Why the last conversation broke off; nothing after one that came to its end.
  public private(set) var trouble: Trouble?
  /// How the last conversation ended.
  public private(set) var ended: Ended?
  /// How often the radio was woken.
  public private(set) var wakeUps = 0

  public init(network: Signal = .there) {
    self.network = network
  }

  /// How long to wait after so many failures in a row.
  public static func backOff(_ failures: Int) -> Duration {
    let doublings = min(max(failures - 1, 0), 10)
    return min(longestWait, firstWait * (1 << doublings))
  }

  /// What comes of an event.
  public mutating func happened(_ event: SyncEvent) {
    switch event {
    case .wanted(let because): wanted(because)
    case .networkIs(let now): networkIs(now)
    case .due: if case .waiting = phase { run() }
    case .ended(let how):
      (phase, failures, trouble, ended) = (.idle, 0, nil, how)
      again()
    case .failed(let why): failed(why)
    }
  }

  private mutating func wanted(_ because: SyncBecause) {
    if network == .gone || phase == .running {
      isPending = true
      return
    }
    switch because {
    case .asked, .networkBack, .opened: run()
    // A wait that is under way is kept: a save does not shorten a back-off, nor does a period.
    case .saved: if phase == .idle { phase = .waiting(Self.settle) }
    case .period: if phase == .idle { run() }
    }
  }

  private mutating func networkIs(_ now: Signal) {
    guard now != network else { return }
    network = now
    if now == .there {
      wanted(.networkBack)
    } else if case .waiting = phase {
      (phase, isPending) = (.idle, true)
    }
  }

  private mutating func failed(_ why: Trouble) {
    failures += 1
    (trouble, isPending) = (why, true)
    phase = network == .gone ? .idle : .waiting(Self.backOff(failures))
  }

  private mutating func again() {
    guard isPending else { return }
    isPending = false
    wanted(.saved)
  }

  private mutating func run() {
    (phase, isPending) = (.running, false)
    wakeUps += 1
  }
}
