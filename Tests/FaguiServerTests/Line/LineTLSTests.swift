import FaguiTestSupport
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import FaguiServer

@Suite struct LineTLSTests {
    @Test func linesAreAnsweredOverTLS() async throws {
        let folder = try TestCertificate.folder()
        try await LineTestServer.running {
            $0.certificate = .init(chain: folder.path + "/chain.pem", key: folder.path + "/key.pem")
        } _: { server in
            let channel = try await Self.connect(server.address)
            let answer = try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: #"{"id":1,"op":"ping"}"# + "\n"))
                var text = ""
                for try await bytes in inbound {
                    text += String(buffer: bytes)
                    if text.hasSuffix("\n") { break }
                }
                return text
            }
            #expect(answer.hasPrefix(#"{"id":1,"ok":true"#))
            // Who speaks no TLS harms nobody.
            let plain = try server.client()
            try await plain.send("质量 安全，这里没有握手，只有一行普通的文字\n")
            #expect(try await plain.allLines().allSatisfy { !$0.contains("query") })
        }
    }

    @Test func filesThatAreNoCertificateAreNamed() async throws {
        let folder = TemporaryFolder()
        try folder.write("chain.pem", "text")
        for name in ["chain.pem", "none.pem"] {
            await #expect {
                try await LineTestServer.running {
                    $0.certificate = .init(chain: folder.path + "/" + name, key: folder.path + "/key.pem")
                } _: { _ in
                }
            } throws: { ($0 as? ServerError)?.message.contains(folder.path + "/" + name) == true }
        }
    }

    private static func connect(
        _ address: ServerConfiguration.Address
    ) async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        guard case .tcp(_, let port) = address else { throw ServerError("no port") }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.chain.utf8)))
        let context = try NIOSSLContext(configuration: configuration)
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }
}
