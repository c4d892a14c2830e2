import Glibc
import HTTPTypes
import Hummingbird
import NIOCore

/// Answers every request with the same bytes, as plainly as Hummingbird can: what `Benchmarks/serving` compares with.
@main
enum Constant {
    static func main() async throws {
        let size = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 16_000
        let body = ByteBuffer(repeating: UInt8(ascii: "a"), count: size)
        let router = Router()
        router.get("/") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: body))
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                let line = "http on 127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
                line.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
            })
        try await application.runService()
    }
}
