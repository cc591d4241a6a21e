// Signatures of what the app asks of BackgroundTasks, for Linux only: our rendering of Apple's
// documentation. Nothing here does anything.
import Foundation

open class BGTaskRequest: NSObject {
  public let identifier: String
  public var earliestBeginDate: Date?
  init(_ identifier: String) { self.identifier = identifier }
}

public final class BGAppRefreshTaskRequest: BGTaskRequest {
  public init(identifier: String) { super.init(identifier) }
}

public final class BGTaskScheduler: NSObject, Sendable {
  public static let shared = BGTaskScheduler()
  public func submit(_ taskRequest: BGTaskRequest) throws {}
  public func cancel(taskRequestWithIdentifier identifier: String) {}
}
