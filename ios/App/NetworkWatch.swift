import Foundation
import HoldfastModels
import Network

/// Tells whether there is a network, as the phone says.
@MainActor
final class NetworkWatch {
  private let monitor = NWPathMonitor()

  init(tells networks: Networks) {
    monitor.pathUpdateHandler = { path in
      let signal: Signal = path.status == .satisfied ? .there : .gone
      // On the queue below, which is the main one: in the order in which things happened.
      MainActor.assumeIsolated { networks.becomes(signal) }
    }
    monitor.start(queue: .main)
  }
}
