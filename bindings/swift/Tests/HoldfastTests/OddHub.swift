import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What an odd hub does after its words.
enum Then {
  /// It hangs up.
  case ends
  /// It says nothing more.
  case waits
  /// It says this a thousand times, and then nothing more.
  case goesOn(String)
}

/// A hub on loopback that is none: whatever it is asked, it says the words of the test.
final class OddHub: Sendable {
  let port: UInt16
  var address: String { "http://127.0.0.1:\(port)" }

  /// How often it was asked.
  var asked: Int { requests.value }

  private let listener: Int32
  private let said = Signal()
  private let left = Signal()
  private let requests = Count()

  init(_ says: String, _ then: Then) throws {
    (listener, port) = try listening()
    let (listener, said, left, requests) = (listener, said, left, requests)
    Thread {
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 { break }
        readRequest(connection)
        requests.increase()
        _ = write(says, to: connection)
        said.give()
        var byte: UInt8 = 0
        switch then {
        case .ends: break
        case .waits: while recv(connection, &byte, 1, 0) > 0 {}
        case .goesOn(let again):
          if (0..<1000).allSatisfy({ _ in write(again, to: connection) }) {
            while recv(connection, &byte, 1, 0) > 0 {}
          }
        }
        close(connection)
        left.give()
      }
      // Only now may its number be another's.
      close(listener)
    }.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// Until its words are sent.
  func whenSaid() async { #expect(await said.came(), "nobody asked") }

  /// Until whoever asked has closed the connection.
  func whenLeft() async { #expect(await left.came(), "the connection stayed open") }
}

/// Something that happened, waited for at most a while.
private final class Signal: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func give() { semaphore.signal() }

  func came() async -> Bool {
    await withCheckedContinuation { waiting in
      DispatchQueue.global().async { [semaphore] in
        waiting.resume(returning: semaphore.wait(timeout: .now() + 20) == .success)
      }
    }
  }
}

/// A number that two threads share. Only ever touched under the lock.
private final class Count: @unchecked Sendable {
  private let lock = NSLock()
  private var number = 0

  var value: Int { lock.withLock { number } }

  func increase() { lock.withLock { number += 1 } }
}

private func listening() throws -> (Int32, UInt16) {
  #if canImport(Glibc)
    let stream = Int32(SOCK_STREAM.rawValue)
  #else
    let stream = SOCK_STREAM
  #endif
  let listener = socket(AF_INET, stream, 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let began = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, length) == 0 && listen(listener, 50) == 0
        && getsockname(listener, $0, &length) == 0
    }
  }
  try #require(began, "expected a free port on loopback, found none")
  return (listener, UInt16(bigEndian: address.sin_port))
}

/// Whether it could be sent: not, once whoever asked is gone.
private func write(_ text: String, to connection: Int32) -> Bool {
  #if canImport(Glibc)
    let quietly = Int32(MSG_NOSIGNAL)
  #else
    let quietly: Int32 = 0
  #endif
  var rest = Data(text.utf8)
  while !rest.isEmpty {
    let sent = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, quietly) }
    if sent <= 0 { return false }
    rest.removeFirst(sent)
  }
  return true
}

/// The head and as much of a body as it says.
private func readRequest(_ connection: Int32) {
  var byte: UInt8 = 0
  var head = Data()
  let end = Data("\r\n\r\n".utf8)
  while !head.suffix(4).elementsEqual(end) {
    guard recv(connection, &byte, 1, 0) > 0 else { return }
    head.append(byte)
  }
  let lines = String(decoding: head, as: UTF8.self).lowercased().split(separator: "\r\n")
  let length = lines.first { $0.hasPrefix("content-length: ") }?.split(separator: " ").last
  for _ in 0..<(length.flatMap { Int($0) } ?? 0) {
    guard recv(connection, &byte, 1, 0) > 0 else { return }
  }
}
