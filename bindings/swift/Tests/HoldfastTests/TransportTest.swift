import Foundation
import Holdfast
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@Suite struct TransportTest {
  private let most = Int(maxMessage())
  private let hurried = URLSessionTransport(patience: 1)

  private func post(_ address: String, over transport: some Transport = URLSessionTransport())
    async throws -> HubAnswer
  {
    let request = Request(path: "/v1/sync", headers: [], body: Data("asked".utf8))
    return try await transport.post(to: address, request)
  }

  /// What posting fails with.
  private func failure(at address: String, over transport: some Transport = URLSessionTransport())
    async -> URLError.Code?
  {
    do {
      _ = try await post(address, over: transport)
      return nil
    } catch {
      return (error as? URLError)?.code
    }
  }

  private func answer(_ head: String, _ body: String = "") -> String {
    "HTTP/1.1 200 OK\r\n\(head)\r\n\r\n\(body)"
  }

  /// What a hub says that stops half-way: before the head, in it, and in a body of either kind.
  private var halves: [String] {
    [
      "",
      inTheHead,
      answer("content-length: 1000", "half"),
      answer("transfer-encoding: chunked", "4\r\nhalf\r\n"),
      answer("transfer-encoding: chunked", "8\r\nhalf"),
    ]
  }

  #if canImport(FoundationNetworking)
    // Half a head ends the process in Swift 6.0.3 on Linux.
    private let inTheHead = ""
  #else
    private let inTheHead = "HTTP/1.1 200 OK\r\ncontent-le"
  #endif

  @Test func anAnswerLongerThanAHubsMayBeIsRefused() async throws {
    let whole = String(repeating: "x", count: most)
    let hub = try OddHub(answer("content-length: \(most)", whole), .ends)
    #expect(try await post(hub.address).body.count == most)

    let piece = String(repeating: "x", count: 0x1000)
    let tooLong = [
      ("content-length: \(most + 1)", piece),
      ("transfer-encoding: chunked", "1000\r\n\(piece)\r\n"),
      ("connection: close", piece),
    ]
    for (head, again) in tooLong {
      let hub = try OddHub(answer(head), .goesOn(again))
      #expect(await failure(at: hub.address) == .dataLengthExceedsMaximum, "\(head)")
      await hub.whenLeft()
    }
  }

  @Test func aRedirectIsNotFollowed() async throws {
    let elsewhere = try OddHub(answer("content-length: 0"), .ends)
    for status: UInt16 in [301, 302, 303, 307, 308] {
      let head = "location: \(elsewhere.address)/v1/sync\r\ncontent-length: 0"
      let hub = try OddHub("HTTP/1.1 \(status) Elsewhere\r\n\(head)\r\n\r\n", .ends)
      #expect(try await post(hub.address).status == status)
      #expect(hub.asked == 1)
    }
    #expect(elsewhere.asked == 0)
  }

  @Test func aHubThatStopsHalfWayIsAFailureOfTheNetwork() async throws {
    for half in halves + ["220 a hub for letters\r\n"] {
      let hub = try OddHub(half, .ends)
      #expect(await failure(at: hub.address) != nil, "\(half)")
      #expect(hub.asked == 1, "\(half)")
    }
  }

  @Test func aHubThatSaysNothingMoreIsGivenUp() async throws {
    for half in halves {
      let hub = try OddHub(half, .waits)
      #expect(await failure(at: hub.address, over: hurried) == .timedOut, "\(half)")
      await hub.whenLeft()
    }
  }

  @Test func onlyLoopbackIsSpokenToInTheClear() async throws {
    let hub = try OddHub(answer("content-length: 0"), .ends)
    #expect(try await post(hub.address).status == 200)
    #expect(try await post("http://localhost:\(hub.port)/").status == 200)
    // The same machine, but by a name that a hub elsewhere could have.
    let refused = [
      "http://0.0.0.0:\(hub.port)",
      "HTTP://0.0.0.0:\(hub.port)",
      "http://127.0.0.1@0.0.0.0:\(hub.port)",
      "http://localhost.example:\(hub.port)",
    ]
    for address in refused {
      let code = await failure(at: address)
      #expect(code == .appTransportSecurityRequiresSecureConnection, "\(address)")
    }
    #expect(hub.asked == 2)
  }

  @Test func whatIsNoAddressIsAFailureOfTheNetwork() async throws {
    let none = [
      "",
      "hub.example",
      "hub.example:8440",
      "https://",
      "https://hub example",
      "https://127.0.0.1:99999",
      "ftp://hub.example",
      "file:///etc/hostname",
    ]
    for address in none {
      #expect(await failure(at: address) != nil, "\(address)")
    }
  }

  @Test func cancellingEndsTheConnection() async throws {
    for half in halves {
      let hub = try OddHub(half, .waits)
      let asking = Task { try await post(hub.address) }
      await hub.whenSaid()
      asking.cancel()
      await #expect(throws: (any Error).self, "\(half)") { try await asking.value }
      await hub.whenLeft()
    }
  }

  @Test func nothingIsLostToAnOddHub() async throws {
    let world = try World()
    let (hub, amina, evening) = (try world.hub(), try world.amina(), try world.evening())
    for device in [try world.olu(), try world.ben(), amina] {
      _ = try await DeviceActor(device).sync(over: URLSessionTransport())
    }
    try amina.visits().note(visit: evening, text: "Ate half her supper.")

    func fails(at says: String, _ then: Then) async throws -> (any Error)? {
      let hub = try OddHub(says, then)
      try amina.setHubAddress(address: hub.address)
      var found: (any Error)?
      do { _ = try await DeviceActor(amina).sync(over: hurried) } catch { found = error }
      #expect(try amina.visits().today().safe == .onlyHere(entries: 1))
      return found
    }
    for half in halves {
      #expect(try await fails(at: half, .ends) is URLError, "\(half)")
      #expect(try await fails(at: half, .waits) is URLError, "\(half)")
    }
    let long = String(repeating: "x", count: 0x1000)
    #expect(try await fails(at: answer("connection: close"), .goesOn(long)) is URLError)
    let elsewhere = "location: \(hub.address)/v1/sync\r\ncontent-length: 0"
    for odd in [
      "HTTP/1.1 307 Elsewhere\r\n\(elsewhere)\r\n\r\n", answer("content-length: 4", "half"),
    ] {
      let error = try #require(try await fails(at: odd, .ends) as? HoldfastError)
      #expect(error.kind() == .hub, "\(error.message())")
    }

    try amina.setHubAddress(address: hub.address)
    #expect(try await DeviceActor(amina).sync(over: URLSessionTransport()).ended == .inSync)
    #expect(try amina.visits().today().safe == .atTheHub)
    #expect(try amina.safety().receipt?.entries == 1)
  }
}
