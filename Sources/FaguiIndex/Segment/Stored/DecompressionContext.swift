internal import CZstd
internal import Synchronization

/// A context for decompressing, lent to one caller at a time: making one takes a good part of decompressing a group.
///
/// Invariant of the `@unchecked`: a context is among the idle ones or with one borrower, never both.
final class DecompressionContext: @unchecked Sendable {
    private static let idle = Mutex<[DecompressionContext]>([])
    /// Contexts that are kept: about 160 KB each.
    private static let idleLimit = 8

    private let context: OpaquePointer

    private init() throws(IndexError) {
        guard let context = ZSTD_createDCtx() else { throw .limit("no memory for decompression") }
        self.context = context
    }

    deinit { ZSTD_freeDCtx(context) }

    /// Calls `body` with a context of its own.
    static func borrowed<R>(_ body: (OpaquePointer) throws -> R) throws -> R {
        let context = try idle.withLock { $0.popLast() } ?? DecompressionContext()
        defer {
            idle.withLock { idle in
                if idle.count < idleLimit { idle.append(context) }
            }
        }
        return try body(context.context)
    }
}
