import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

extension LiveTests {
    /// Requests of those who hope that two programs read them differently.
    @Suite struct HTTPTrickTests {
        private static let tricks = [
            // Two lengths, a length and pieces, lengths that are none.
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2, 3\r\n\r\n{}",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x2\r\n\r\n{}",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999\r\n\r\n{}",
            // Pieces that are none.
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n",
            // Lines that do not end as they should, and folded ones.
            "GET /healthz HTTP/1.1\nHost: localhost\n\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b: c\r\n\r\n\u{0}",
            // Bytes that headers do not have.
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\u{0}b\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX\u{0}: a\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX Y: a\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\n: a\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX : a\r\n\r\n",
            // Hosts.
            "GET /healthz HTTP/1.1\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n",
            // No HTTP.
            "nonsense\r\n\r\n", "GET /healthz HTTP/9.9\r\nHost: localhost\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
            "GET\r\n\r\n",
            "GET /health z HTTP/1.1\r\nHost: localhost\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ]

        @Test func aTrickIsRefusedAndTheConnectionEnds() async throws {
            try await TestServer.with({ $0.limits.transferTime = .milliseconds(500) }) { server async throws in
                for request in Self.tricks {
                    let (status, isEnded) = try await server.talk { client throws in
                        client.send(request + "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        let status = try? client.answer().status
                        return (status, client.isEnded())
                    }
                    #expect(status == nil || status == 400, "\(request): \(status ?? 0)")
                    #expect(isEnded, "\(request)")
                    #expect(try await server.get("/healthz").status == 200)
                }
            }
        }

        @Test func aWholeURLIsReadLikeItsPath() async throws {
            try await TestServer.with { server async throws in
                #expect(try await server.get("http://test/v1/count?q=a").status == 200)
                #expect(try await server.get("https://elsewhere:1/healthz").status == 200)
            }
        }

        @Test func anOldClientIsAnsweredAndHungUpOn() async throws {
            try await TestServer.with { server async throws in
                for request in [
                    "GET /healthz HTTP/1.0\r\n\r\n",
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Close\r\n\r\n",
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, close\r\n\r\n",
                ] {
                    let (answer, isEnded) = try await server.talk { client throws in
                        client.send(request)
                        return (try client.answer(), client.isEnded())
                    }
                    #expect(answer.status == 200 && answer.headers["connection"] == "close" && isEnded, "\(request)")
                }
            }
        }

        @Test func requestsInARowAreAnsweredInTheirOrder() async throws {
            try await TestServer.with { server async throws in
                let answers = try await server.talk { client throws in
                    client.send(
                        (0..<50).map { "GET /v1/count?q=a\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined()
                            + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    return try (0..<51).map { _ in try client.answer() }
                }
                for (index, answer) in answers.dropLast().enumerated() {
                    #expect(answer["query"] == .text("a\(index)"))
                }
                #expect(answers.last?.text == "ok\n")
            }
        }

        @Test func aClientThatWaitsToBeAskedForItsBodyIsAsked() async throws {
            try await TestServer.with { server async throws in
                let (go, answer) = try await server.talk { client throws in
                    client.send(
                        """
                        POST /v1/search HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: application/json\r
                        Content-Length: 9\r\n\r\n
                        """)
                    let go = try client.answer(hasBody: false, skipsInterim: false)
                    client.send("{\"q\":\"a\"}")
                    return (go, try client.answer())
                }
                #expect(go.status == 100 && answer.status == 200, "\(answer.text)")
            }
        }

        @Test func aClientThatSendsNoMoreStillReads() async throws {
            try await TestServer.with { server async throws in
                let answer = try await server.talk { client throws in
                    client.send("GET /v1/search?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    client.finish()
                    return try client.answer()
                }
                #expect(answer.status == 200)
            }
        }

        @Test func aServerThatStopsEndsWhatItBegan() async throws {
            try await TestServer.with { server async throws in
                let (started, start) = AsyncStream.makeStream(of: Void.self)
                let (released, release) = AsyncStream.makeStream(of: Void.self)
                // All threads are taken, so that the request waits.
                let holding = (0..<2).map { _ in
                    Task {
                        try await server.context.runner.pool.run {
                            start.yield()
                            for await _ in released { break }
                        }
                    }
                }
                var count = 0
                for await _ in started {
                    count += 1
                    if count == 2 { break }
                }
                async let answer = server.talk { client throws in
                    let answer = try client.ask("GET", "/v1/search?q=a")
                    return (answer.status, client.isEnded())
                }
                while server.context.runner.pool.load < 3 { await Task.yield() }
                await server.stop()
                release.yield()
                release.finish()
                for task in holding { try await task.value }
                let (status, isEnded) = try await answer
                #expect(status == 200 && isEnded)
                await #expect(throws: RawClient.Failure.self) { _ = try await server.get("/healthz") }
            }
        }
    }
}
