import FaguiTestSupport
import Testing

@testable import FaguiServer

extension LiveTests {
    /// Names that a page of another site may make lead here.
    @Suite struct AllowedHostsTests {
        private static let own = [
            "localhost", "LOCALHOST:7700", "localhost.", "127.0.0.1", "127.0.0.1:80", "127.9.9.9:1", "[::1]:7700",
            "[::1]",
        ]
        private static let foreign = [
            "evil.example", "evil.example:7700", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1",
            "[::2]:1",
            "evil.example:localhost", "notlocalhost",
        ]

        @Test func aServerOfThisMachineHasOnlyItsNames() async throws {
            try await TestServer.with { server async throws in
                for target in ["/", "/v1/stats", "/healthz", "/nothing"] {
                    for host in Self.own {
                        #expect(try await Self.status(server, host, target) != 421, "\(host) \(target)")
                    }
                    for host in Self.foreign {
                        #expect(try await Self.status(server, host, target) == 421, "\(host) \(target)")
                    }
                }
            }
        }

        @Test func aNameThatIsGivenIsOneOfThem() async throws {
            try await TestServer.with({ $0.allowedHosts = ["Fagui.example"] }) { server async throws in
                for host in Self.own + ["fagui.example", "fagui.EXAMPLE:443"] {
                    #expect(try await Self.status(server, host, "/v1/stats") == 200, "\(host)")
                }
                for host in Self.foreign { #expect(try await Self.status(server, host, "/v1/stats") == 421, "\(host)") }
            }
        }

        @Test func aServerWithKeysHasAnyNameUnlessSomeAreGiven() async throws {
            let keys = try AccessKeys("clerk read 0123456789abcdef\n")
            try await TestServer.with({ $0.keys = keys }) { server async throws in
                #expect(try await Self.status(server, "evil.example", "/v1/stats") == 401)
            }
            try await TestServer.with({
                $0.keys = keys
                $0.allowedHosts = ["fagui.example"]
            }) { server async throws in
                #expect(try await Self.status(server, "evil.example", "/v1/stats") == 421)
                #expect(try await Self.status(server, "fagui.example", "/v1/stats") == 401)
            }
        }

        @Test func theRefusalSaysWhatToDo() async throws {
            try await TestServer.with { server async throws in
                let port = server.port
                let answer = try await onThread { () throws in
                    let client = try RawClient(port: port)
                    client.send("GET /v1/stats HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                    return try client.answer()
                }
                #expect(answer.code == "misdirected_request")
                #expect(String(decoding: answer.body, as: UTF8.self).contains("--host"))
            }
        }

        private static func status(_ server: TestServer, _ host: String, _ target: String) async throws -> Int {
            let port = server.port
            return try await onThread { () throws in
                let client = try RawClient(port: port)
                client.send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                return try client.answer().status
            }
        }
    }
}
