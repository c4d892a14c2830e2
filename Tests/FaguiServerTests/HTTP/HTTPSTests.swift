import FaguiTestSupport
import Foundation
import Testing

@testable import FaguiServer

private let hasTools = ["/usr/bin/openssl", "/usr/bin/curl"].allSatisfy(FileManager.default.isExecutableFile)

extension LiveTests {
    /// HTTP over TLS, asked by curl with a certificate that openssl makes.
    @Suite(.enabled(if: hasTools)) struct HTTPSTests {
        private static func run(_ tool: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
            try await onThread {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
                process.arguments = arguments
                let pipe = Pipe()
                process.standardOutput = pipe
                process.standardError = FileHandle.nullDevice
                try process.run()
                let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
                process.waitUntilExit()
                return (process.terminationStatus, String(decoding: output, as: UTF8.self))
            }
        }

        @Test func aClientThatKnowsTheCertificateIsAnswered() async throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fagui-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let (chain, key) = (folder.path + "/cert.pem", folder.path + "/key.pem")
            let made = try await Self.run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", chain,
                ])
            try #require(made.status == 0)
            try await TestServer.with({
                $0.certificate = .init(chain: chain, key: key)
                $0.limits.transferTime = .milliseconds(300)
            }) { server async throws in
                let url = "https://127.0.0.1:\(server.port)"
                let answer = try await Self.run(
                    "curl", ["-s", "--max-time", "20", "--cacert", chain, "\(url)/v1/count?q=a", "\(url)/healthz"])
                #expect(answer.status == 0 && answer.output == "{\"query\":\"a\",\"count\":0}ok\n")
                #expect(try await Self.run("curl", ["-s", "--max-time", "20", "\(url)/healthz"]).status == 60)
                // Who speaks no TLS gets no HTTP, and who says nothing is hung up on.
                for words in ["GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", "\u{16}\u{3}\u{1}"] {
                    let (answer, isEnded) = try await server.talk { client throws in
                        client.send(words)
                        return (try? client.answer(), client.isEnded())
                    }
                    #expect(answer == nil && isEnded)
                }
            }
        }

        @Test func aCertificateThatIsNoneIsNamed() {
            let none = FaguiServer.ServerConfiguration.Certificate(chain: "/nowhere.pem", key: "/nowhere.key")
            #expect { try none.serverContext(protocols: ["http/1.1"]) } throws: {
                ($0 as? FaguiServer.ServerError)?.message.contains("/nowhere.pem") == true
            }
        }
    }

    /// Addresses that cannot be had.
    @Suite struct ListeningTests {
        @Test func anAddressInUseIsSaidToBe() async throws {
            try await TestServer.with { server async throws in
                let second = HTTPServer(address: .tcp(host: "127.0.0.1", port: server.port), context: server.context)
                await #expect {
                    try await second.run()
                } throws: { error in
                    let error = error as? FaguiServer.ServerError
                    return error?.message.contains("127.0.0.1:\(server.port)") == true
                        && error?.message.contains("in use") == true
                }
            }
        }
    }
}
