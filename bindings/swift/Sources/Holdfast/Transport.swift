import Foundation

/// What a hub answered.
public struct HubAnswer: Sendable {
  /// The HTTP status.
  public let status: UInt16
  /// The body.
  public let body: Data

  /// An answer of another transport.
  public init(status: UInt16, body: Data) {
    self.status = status
    self.body = body
  }
}

/// Carries one request to a hub. An app may give its own, with its proxies and certificates.
public protocol Transport: Sendable {
  /// Posts `request` to the hub at `address` and waits for the answer.
  ///
  /// - Throws: Whatever says that the hub cannot be reached. Nothing is lost by that.
  func post(to address: String, _ request: Request) async throws -> HubAnswer
}
