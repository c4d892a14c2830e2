import FaguiTestSupport
import Testing

@testable import FaguiServer

extension LiveTests {
    /// Who may ask what over HTTP.
    @Suite struct HTTPAccessTests {
        private static let keys = "clerk read 0123456789abcdef\nloader write fedcba9876543210\n"
        private static let read = ["Authorization": "Bearer 0123456789abcdef"]
        private static let write = ["Authorization": "bearer  fedcba9876543210"]

        private static func withKeys(_ body: (TestServer) async throws -> Void) async throws {
            try await TestServer.with({ $0.keys = try? AccessKeys(keys) }, body)
        }

        @Test func withoutAKeyOnlyHealthIsAnswered() async throws {
            try await Self.withKeys { server async throws in
                for target in ["/healthz", "/readyz"] { #expect(try await server.get(target).status == 200) }
                for target in ["/v1/stats", "/v1/search?q=a", "/v1/passages/a", "/metrics", "/v1/openapi.json"] {
                    let answer = try await server.get(target)
                    #expect(answer.status == 401 && answer.code == "unauthorized", "\(target)")
                    #expect(answer.headers["www-authenticate"] == "Bearer realm=\"fagui\"", "\(target)")
                    #expect(try await server.get(target, Self.read).status != 401, "\(target)")
                }
                for method in ["PUT", "DELETE"] {
                    #expect(try await server.ask(method, "/v1/texts/a").status == 401)
                }
            }
        }

        private static let wrongHeaders = [
            "Bearer 0123456789abcdeF", "Bearer 0123456789abcde", "Bearer", "Bearer ", "0123456789abcdef",
            "Basic 0123456789abcdef", "Digest 0123456789abcdef", "Bearer 0123456789abcdef x", "Basic !!!!",
            "Basic YWJj",
        ]

        @Test func aWrongKeyIsNone() async throws {
            try await Self.withKeys { server async throws in
                for header in Self.wrongHeaders {
                    let answer = try await server.get("/v1/stats", ["Authorization": header])
                    #expect(answer.status == 401)
                    #expect(answer.headers["www-authenticate"]?.contains("invalid_token") == true)
                }
            }
        }

        @Test func aBrowserMayShowTheKeyAsAPassword() async throws {
            try await Self.withKeys { server async throws in
                // me:0123456789abcdef
                let answer = try await server.get("/v1/stats", ["Authorization": "Basic bWU6MDEyMzQ1Njc4OWFiY2RlZg=="])
                #expect(answer.status == 200)
            }
        }

        @Test func aScopeIsNotTheOther() async throws {
            try await Self.withKeys { server async throws in
                let answer = try await server.get("/v1/stats", Self.write)
                #expect(answer.status == 403 && answer.code == "forbidden")
                #expect(answer.headers["www-authenticate"]?.contains("insufficient_scope") == true)
                #expect(try await server.ask("PUT", "/v1/texts/a", Self.read, body: "{\"text\":\"文\"}").status == 403)
                #expect(try await server.ask("PUT", "/v1/texts/a", Self.write, body: "{\"text\":\"文\"}").status == 201)
            }
        }

        @Test func nobodyWritesWithoutKeys() async throws {
            try await TestServer.with { server async throws in
                for method in ["PUT", "DELETE"] {
                    let answer = try await server.ask(method, "/v1/texts/a", body: "{\"text\":\"文\"}")
                    #expect(answer.status == 403 && answer.code == "forbidden")
                    #expect(answer.text.contains("--keys"))
                }
            }
        }

        @Test func aKeyHasSoManyRequestsASecond() async throws {
            try await TestServer.with({
                $0.keys = try? AccessKeys(Self.keys)
                $0.limits.requestsPerSecond = 2
            }) { server async throws in
                let statuses = try await server.talk { client throws in
                    try (0..<40).map { _ in try client.ask("GET", "/v1/count?q=a", Self.read) }
                }
                let refused = try #require(statuses.first { $0.status == 429 })
                #expect(refused.code == "rate_limited" && refused.headers["retry-after"] == "1")
                #expect(statuses.prefix(2).allSatisfy { $0.status == 200 })
                // Another key has its own, and health none.
                #expect(try await server.ask("DELETE", "/v1/texts/a", Self.write).status == 404)
                #expect(try await server.get("/healthz").status == 200)
            }
        }

        @Test func aFormIsReadOnlyOfWhoMayAsk() async throws {
            try await Self.withKeys { server async throws in
                let status = try await server.talk { client throws in
                    client.send("POST /cite HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n")
                    return try client.answer().status
                }
                #expect(status == 401)
                let page = try await server.ask("POST", "/cite", Self.read, body: "text=a")
                #expect(page.status == 200)
            }
        }

        @Test func whoGuessesKeysIsSlow() async throws {
            try await TestServer.with({
                $0.keys = try? AccessKeys(Self.keys)
                $0.limits.requestsPerSecond = 2
            }) { server async throws in
                let statuses = try await server.talk { client throws in
                    try (0..<40).map {
                        try client.ask("GET", "/v1/stats", ["Authorization": "Bearer guess-\($0)"]).status
                    }
                }
                #expect(statuses.prefix(2) == [401, 401] && statuses.contains(429))
                #expect(try await server.get("/v1/stats", Self.read).status == 200)
            }
        }

        @Test(
            arguments: [
                ("", []), ("TQ==", [77]), ("TWE=", [77, 97]), ("TWFu", [77, 97, 110]), ("TWE", [77, 97]),
                ("//79", [255, 254, 253]),
            ] as [(String, [UInt8])]) func base64IsRead(text: String, bytes: [UInt8])
        {
            #expect(Base64.decode(text.utf8) == bytes)
        }

        @Test(arguments: ["T", "TQ=a", "TQ===", "T===", "TW Fu", "T-_u", "TWFu="]) func noBase64IsNone(text: String) {
            #expect(Base64.decode(text.utf8) == nil)
        }
    }
}
