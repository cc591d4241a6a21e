import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The platform's own transport, which knows its proxies and certificates.
///
/// It speaks https, and in the clear only to this machine itself. It keeps nothing, takes no cookie,
/// follows no redirection, and takes no more than a hub's answer may have. Cancelling the task ends
/// the connection.
public final class URLSessionTransport: Transport {
  private let session: URLSession

  /// A transport that gives up when nothing has moved for `patience` seconds.
  public init(patience: TimeInterval = 60) {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience
    configuration.httpShouldSetCookies = false
    configuration.httpCookieAcceptPolicy = .never
    configuration.urlCache = nil
    session = URLSession(
      configuration: configuration, delegate: Conversations.shared, delegateQueue: nil)
  }

  deinit {
    session.finishTasksAndInvalidate()
  }

  /// Posts `request` to the hub at `address`.
  ///
  /// - Throws: `URLError` where it cannot be reached, or answers more than a hub may.
  public func post(to address: String, _ request: Request) async throws -> HubAnswer {
    var posted = URLRequest(url: try hub(at: address, request.path))
    posted.httpMethod = "POST"
    posted.httpBody = request.body
    for header in request.headers {
      posted.setValue(header.value, forHTTPHeaderField: header.name)
    }
    let task = session.dataTask(with: posted)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiting in
        Conversations.shared.begin(task, waiting)
        // Cancelled before it began, the task may have ended with nobody waiting for it yet.
        if Task.isCancelled { Conversations.shared.end(task, CancellationError()) }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
  }
}

private let loopback = ["127.0.0.1", "localhost"]

/// Where to, if that is the address of a hub; in the clear only on this machine.
private func hub(at address: String, _ path: String) throws -> URL {
  let base = address.hasSuffix("/") ? String(address.dropLast()) : address
  guard let url = URL(string: base + path), let host = url.host, !host.isEmpty else {
    throw URLError(.badURL)
  }
  switch url.scheme?.lowercased() {
  case "https": return url
  case "http" where loopback.contains(host): return url
  case "http": throw URLError(.appTransportSecurityRequiresSecureConnection)
  default: throw URLError(.unsupportedURL)
  }
}

/// Gathers the answers of all conversations under way.
private final class Conversations: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  typealias Waiting = CheckedContinuation<HubAnswer, any Error>

  static let shared = Conversations()

  private struct Conversation {
    let waiting: Waiting
    var body = Data()
  }

  private let lock = NSLock()
  /// Only ever touched under the lock: that is what makes this type `Sendable`.
  private var underWay: [ObjectIdentifier: Conversation] = [:]

  func begin(_ task: URLSessionTask, _ waiting: Waiting) {
    lock.withLock { underWay[ObjectIdentifier(task)] = Conversation(waiting: waiting) }
  }

  func end(_ task: URLSessionTask, _ error: any Error) {
    let ended = lock.withLock { underWay.removeValue(forKey: ObjectIdentifier(task)) }
    ended?.waiting.resume(throwing: error)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let length = lock.withLock {
      underWay[ObjectIdentifier(dataTask)]?.body.append(data)
      return underWay[ObjectIdentifier(dataTask)]?.body.count ?? 0
    }
    // A hub that answers more than a message may hold is none.
    if length > Int(maxMessage()) {
      end(dataTask, URLError(.dataLengthExceedsMaximum))
      dataTask.cancel()
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let ended = lock.withLock { underWay.removeValue(forKey: ObjectIdentifier(task)) }
    guard let ended else { return }
    if let error {
      ended.waiting.resume(throwing: error)
    } else if let response = task.response as? HTTPURLResponse,
      let status = UInt16(exactly: response.statusCode)
    {
      ended.waiting.resume(returning: HubAnswer(status: status, body: ended.body))
    } else {
      ended.waiting.resume(throwing: URLError(.badServerResponse))
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
