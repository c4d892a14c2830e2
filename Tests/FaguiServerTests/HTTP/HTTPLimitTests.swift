import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

extension LiveTests {
    /// Every limit of HTTP, reached.
    @Suite struct HTTPLimitTests {
        @Test func headersAreSoLarge() async throws {
            try await TestServer.with({ $0.limits.headerBytes = 1000 }) { server async throws in
                let fine = try await server.get("/healthz", ["X-Long": String(repeating: "a", count: 800)])
                #expect(fine.status == 200)
                let long = try await server.get("/healthz", ["X-Long": String(repeating: "a", count: 1100)])
                #expect(long.status == 431 && long.code == "headers_too_large" && long.headers["connection"] == "close")
                let address = try await server.get("/v1/search?q=" + String(repeating: "a", count: 1100))
                #expect(address.status == 414 && address.code == "uri_too_long")
                #expect(
                    try await server.talk { client throws in
                        _ = try client.ask("GET", "/v1/search?q=" + String(repeating: "a", count: 2000))
                        return client.isEnded()
                    })
            }
        }

        @Test func headersAreSoMany() async throws {
            try await TestServer.with { server async throws in
                let many = Dictionary(uniqueKeysWithValues: (0..<400).map { ("X-\($0)", "a") })
                #expect(try await server.get("/healthz", many).status == 431)
            }
        }

        @Test func headersWithoutEndAreNotKept() async throws {
            try await TestServer.with { server async throws in
                let answer = try await server.talk { client throws in
                    client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n")
                    for _ in 0..<1000 where !client.send("X-Long: \(String(repeating: "a", count: 1000))\r\n") { break }
                    return try client.answer()
                }
                #expect(answer.status == 431)
            }
        }

        @Test func aBodyIsSoLarge() async throws {
            try await TestServer.with({ $0.limits.bodyBytes = 1000 }) { server async throws in
                let text = { (count: Int) in "{\"q\":\"\(String(repeating: "a", count: count))\"}" }
                #expect(try await server.ask("POST", "/v1/search", body: text(900)).status == 200)
                let large = try await server.ask("POST", "/v1/search", body: text(1000))
                #expect(large.status == 413 && large.code == "too_large" && large.headers["connection"] == "close")
                // Said before it is read.
                let announced = try await server.talk { client throws in
                    client.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000000\r\n\r\n")
                    return try client.answer()
                }
                #expect(announced.status == 413)
            }
        }

        @Test func aBodyInPiecesIsSoLarge() async throws {
            try await TestServer.with({ $0.limits.bodyBytes = 100_000 }) { server async throws in
                let start = "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                let fine = try await server.talk { client throws in
                    client.send(start + "6\r\n{\"q\":\"\r\n1\r\na\r\n2\r\n\"}\r\n0\r\n\r\n")
                    return try client.answer()
                }
                #expect(fine.status == 200, "\(fine.text)")
                let (answer, sent) = try await server.talk { client throws in
                    client.send(start)
                    let piece = "2710\r\n\(String(repeating: "a", count: 10_000))\r\n"
                    var sent = 0
                    // A hundred megabytes, unless the server hangs up.
                    while sent < 10_000, client.send(piece) { sent += 1 }
                    return (try? client.answer(), sent)
                }
                #expect(sent < 10_000)
                #expect(answer == nil || answer?.status == 413)
            }
        }

        @Test func aBodyThatNobodyWantsIsNotTaken() async throws {
            try await TestServer.with { server async throws in
                for target in ["/v1/nothing", "/v1/texts/a", "/v1/stats"] {
                    let (answer, isEnded) = try await server.talk { client throws in
                        client.send("PUT \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n{")
                        return (try client.answer(), client.isEnded())
                    }
                    #expect(answer.status >= 400 && answer.headers["connection"] == "close" && isEnded, "\(target)")
                }
            }
        }

        @Test func aQueryIsSoLong() async throws {
            try await TestServer.with({ $0.limits.queryBytes = 30 }) { server async throws in
                let long = "{\"q\":\"\(String(repeating: "质", count: 11))\"}"
                let answer = try await server.ask("POST", "/v1/search", body: long)
                #expect(answer.status == 413 && answer.parameter == "query")
            }
        }

        @Test func hitsAndOffsetsAreSoMany() async throws {
            try await TestServer.with({
                $0.limits.hits = 2
                $0.limits.offset = 3
            }) { server async throws in
                #expect(try await server.get("/v1/search?q=a&n=2&offset=3").status == 200)
                #expect(try await server.get("/v1/search?q=a&n=3").parameter == "n")
                #expect(try await server.get("/v1/search?q=a&offset=4").parameter == "offset")
            }
        }

        @Test func connectionsOfAnAddressAreSoMany() async throws {
            try await TestServer.with({ $0.limits.connectionsPerAddress = 3 }) { server async throws in
                let port = server.port
                try await onThread { () throws in
                    var held = try (0..<3).map { _ in try RawClient(port: port) }
                    for client in held { #expect(try client.ask("GET", "/healthz").status == 200) }
                    let refused = try RawClient(port: port)
                    #expect(try refused.answer().status == 503)
                    #expect(refused.isEnded())
                    held.removeLast()
                    // The server learns of that in its own time.
                    var isServed = false
                    for _ in 0..<1000 where !isServed {
                        let client = try RawClient(port: port)
                        isServed = (try? client.ask("GET", "/healthz").status) == 200
                    }
                    #expect(isServed)
                }
                #expect(
                    server.context.metrics.text(server.context).contains("fagui_refused_total{reason=\"connections\"}"))
            }
        }

        @Test func connectionsAreSoMany() async throws {
            try await TestServer.with({ $0.limits.connections = 1 }) { server async throws in
                let port = server.port
                try await onThread { () throws in
                    let held = try RawClient(port: port)
                    #expect(try held.ask("GET", "/healthz").status == 200)
                    #expect(try RawClient(port: port).answer().status == 503)
                    #expect(try held.ask("GET", "/healthz").status == 200)
                }
            }
        }

        @Test(arguments: [
            "", "G", "GET /v1/stats HTTP/1.1\r\nHost: localhost\r\nX-Slow:",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /heal",
        ]) func whoSaysTooLittleIsHungUpOn(beginning: String) async throws {
            try await TestServer.with({
                $0.limits.transferTime = .milliseconds(200)
                $0.limits.idleTime = .milliseconds(400)
            }) { server async throws in
                let isEnded = try await server.talk { client throws in
                    client.send(beginning)
                    return client.isEnded()
                }
                #expect(isEnded)
            }
        }

        @Test func whoDripsIsHungUpOn() async throws {
            try await TestServer.with({ $0.limits.transferTime = .milliseconds(200) }) { server async throws in
                // A byte at a time, as fast as the server says that it goes on: whatever comes, the request has its time.
                let isEnded = try await server.talk { client throws in
                    client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
                    for _ in 0..<750 {
                        guard client.send("a") else { return true }
                        if client.hasNews(within: 20) { return client.isEnded() }
                    }
                    return false
                }
                #expect(isEnded)
            }
        }

        @Test func aBusyConnectionIsNotIdle() async throws {
            try await TestServer.with({
                $0.limits.transferTime = .milliseconds(300)
                $0.limits.idleTime = .milliseconds(300)
            }) { server async throws in
                let count = try await server.talk { client throws in
                    let clock = ContinuousClock()
                    let end = clock.now + .seconds(1)
                    var count = 0
                    while clock.now < end {
                        #expect(try client.ask("GET", "/healthz").status == 200)
                        count += 1
                    }
                    return count
                }
                #expect(count > 3)
            }
        }

        @Test func whoDoesNotReadIsHungUpOn() async throws {
            try await TestServer.with({ $0.limits.transferTime = .milliseconds(300) }) { server async throws in
                let port = server.port
                let (sent, isEnded) = try await onThread { () throws in
                    let client = try RawClient(port: port, receiveBuffer: 4096)
                    let request = String(
                        repeating: "GET /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 100)
                    var sent = 0
                    while sent < 1000, client.send(request) { sent += 1 }
                    return (sent, client.isEnded())
                }
                #expect(sent < 1000 && isEnded)
                #expect(try await server.get("/healthz").status == 200)
            }
        }

        /// More than the system holds for the two sides, as an answer.
        private static let longText = "{\"text\":\"\(String(repeating: "产品质量监督检验", count: 12_000))\"}"

        private static func request(_ start: String) -> String {
            """
            POST /v1/analyze \(start)Host: localhost\r\nContent-Type: application/json\r
            Content-Length: \(longText.utf8.count)\r\n\r\n\(longText)
            """
        }

        @Test(arguments: [
            ("HTTP/1.1\r\nConnection: close\r\n", false), ("HTTP/1.0\r\n", false), ("HTTP/1.1\r\n", true),
        ]) func aLastAnswerArrivesWholeHoweverSlowlyItIsRead(start: String, isFinished: Bool) async throws {
            try await TestServer.with({
                $0.limits.queryTime = .seconds(60)
                $0.limits.queryBytes = 1 << 20
            }) { server async throws in
                let port = server.port
                let (answer, isEnded) = try await onThread { () throws in
                    let client = try RawClient(port: port, receiveBuffer: 4096)
                    client.send(Self.request(start))
                    if isFinished { client.finish() }
                    _ = client.hasNews(within: 60_000)
                    // Longer than a client has that reads an ended answer.
                    client.rest(2500)
                    return (try client.answer(), client.isEnded())
                }
                #expect(answer.status == 200 && answer.body.count > 6 << 20 && answer.body.last == UInt8(ascii: "}"))
                #expect(isEnded)
                #expect(await eventually { server.context.unsent.count == 0 })
            }
        }

        @Test func aServerThatStopsLetsAnswersBeRead() async throws {
            try await TestServer.with({
                $0.limits.queryTime = .seconds(60)
                $0.limits.queryBytes = 1 << 20
            }) { server async throws in
                let port = server.port
                let client = try await onThread { () throws in
                    let client = try RawClient(port: port, receiveBuffer: 4096)
                    client.send(Self.request("HTTP/1.1\r\n"))
                    _ = client.hasNews(within: 60_000)
                    return Handed(client: client)
                }
                await server.stop()
                let (answer, isEnded) = try await onThread { () throws in
                    client.client.rest(500)
                    return (try client.client.answer(), client.client.isEnded())
                }
                #expect(answer.status == 200 && answer.body.last == UInt8(ascii: "}") && isEnded)
            }
        }

        /// A client that goes from one thread to the next. Unchecked: each hands it on when it is done with it.
        private struct Handed: @unchecked Sendable { let client: RawClient }

        @Test func bodiesAreHeldWithinABound() async throws {
            try await TestServer.with({ $0.limits.unsentBytes = 1000 }) { server async throws in
                let port = server.port
                let client = try await onThread { () throws in
                    let client = try RawClient(port: port)
                    client.send(
                        "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n"
                            + String(repeating: " ", count: 1200))
                    return Handed(client: client)
                }
                #expect(await eventually { server.context.unsent.count >= 1000 })
                for target in ["/v1/search?q=a", "/"] {
                    let refused = try await server.get(target)
                    #expect(refused.status == 503 && refused.code == "overloaded")
                    #expect(refused.headers["retry-after"] == "1")
                }
                let answer = try await onThread { () throws in
                    client.client.send(String(repeating: " ", count: 2800))
                    return try client.client.answer()
                }
                #expect(answer.status == 503 && answer.code == "overloaded")
                #expect(await eventually { server.context.unsent.count == 0 })
                #expect(try await server.get("/v1/search?q=a").status == 200)
            }
        }

        @Test func whoBreaksOffIsNoFailureOfTheServer() async throws {
            try await TestServer.with { server async throws in
                _ = try await server.talk { client in
                    client.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n{")
                    while server.context.unsent.count == 0 { client.rest(1) }
                    client.reset()
                }
                #expect(await eventually { server.log.all.contains { $0.hasPrefix("request ") } })
                #expect(!server.log.all.contains { $0.hasPrefix("a request failed") || $0.hasPrefix("a page failed") })
                #expect(!server.context.metrics.text(server.context).contains("status=\"500\""))
                #expect(server.context.unsent.count == 0)
            }
        }

        @Test(arguments: [false, true], ["/v1/search?q=a", "/v1/laws/a", "/?q=a"])
        func whoIsGoneIsWorkedForNoLonger(isReset: Bool, target: String) async throws {
            try await TestServer.with({
                $0.threads = 1
                $0.limits.queryTime = .seconds(60)
            }) { server async throws in
                let pool = server.context.runner.pool
                let blocker = await Blocker(pool, threads: 1)
                try await server.talk { client in
                    client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    while pool.load < 2 { client.rest(1) }
                    if isReset { client.reset() }
                }
                // Known while the request waits for a thread.
                #expect(await eventually { server.context.gate.count == 0 })
                #expect(pool.load == 2)
                await blocker.release()
                let figures = { server.context.metrics.text(server.context) }
                #expect(await eventually { figures().contains("\nfagui_requests_in_flight 0\n") })
                #expect(pool.load == 0 && !figures().contains("\nfagui_requests_total{"))
                #expect(server.log.all.contains { $0.hasPrefix("request ") && $0.contains("status=gone") })
                #expect(!server.log.all.contains { $0.hasPrefix("a request failed") || $0.hasPrefix("a page failed") })
            }
        }

        @Test func whoReadsSlowlyGetsAllOfALongAnswer() async throws {
            try await TestServer.with({
                $0.limits.queryTime = .seconds(60)
                $0.limits.queryBytes = 1 << 20
                $0.limits.transferTime = .seconds(2)
            }) { server async throws in
                let (bytes, time) = try await server.talk { client throws in
                    client.send(Self.request("HTTP/1.1\r\nConnection: close\r\n"))
                    _ = client.hasNews(within: 60_000)
                    let start = ContinuousClock.now
                    var bytes = 0
                    while true {
                        let some = client.remains(limit: 200_000)
                        guard !some.isEmpty else { return (bytes, ContinuousClock.now - start) }
                        bytes += some.count
                        client.rest(150)
                    }
                }
                #expect(bytes > 6 << 20 && time > .seconds(4), "\(bytes) bytes in \(time)")
            }
        }

        @Test func whatCannotBeDoneSoonIsRefusedAtOnce() async throws {
            try await TestServer.with({
                $0.threads = 1
                $0.limits.waitingRequests = 0
            }) { server async throws in
                let (started, start) = AsyncStream.makeStream(of: Void.self)
                let (released, release) = AsyncStream.makeStream(of: Void.self)
                let holding = Task {
                    try await server.context.runner.pool.run {
                        start.yield()
                        for await _ in released { break }
                    }
                }
                for await _ in started { break }
                let refused = try await server.get("/v1/search?q=a")
                #expect(refused.status == 503 && refused.code == "overloaded" && refused.headers["retry-after"] == "1")
                #expect(try await server.get("/healthz").status == 200)
                release.yield()
                try await holding.value
                #expect(try await server.get("/v1/search?q=a").status == 200)
                #expect(
                    server.context.metrics.text(server.context).contains("fagui_refused_total{reason=\"overload\"} 1\n")
                )
            }
        }

        @Test func anAnswerHasSoMuchTime() async throws {
            try await TestServer.with({ $0.limits.queryTime = .zero }) { server async throws in
                let late = try await server.get("/v1/laws")
                #expect([200, 503].contains(late.status))
                if late.status == 503 { #expect(late.code == "timeout") }
                let partial = try await server.get("/v1/search?q=%E8%B4%A8%E9%87%8F")
                #expect(partial.status == 200 && partial["partial"] == .flag(true))
                #expect(partial.headers["etag"] == nil && partial.headers["cache-control"] == "no-store")
            }
        }
    }
}
