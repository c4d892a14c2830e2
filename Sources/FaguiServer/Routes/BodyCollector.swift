internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import Synchronization

/// Gathers the body of a page, so that its length is known and it can be compressed.
struct BodyCollector: ResponseBodyWriter {
    private final class Bytes: Sendable {
        let buffer = Mutex(ByteBuffer())
    }

    private let bytes = Bytes()

    /// The whole of a body.
    static func collect(_ body: ResponseBody) async throws -> ByteBuffer {
        let collector = BodyCollector()
        let bytes = collector.bytes
        try await body.write(collector)
        return bytes.buffer.withLock { $0 }
    }

    mutating func write(_ buffer: ByteBuffer) async throws {
        bytes.buffer.withLock { bytes in
            if bytes.readableBytes == 0 { bytes = buffer } else { bytes.writeImmutableBuffer(buffer) }
        }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
