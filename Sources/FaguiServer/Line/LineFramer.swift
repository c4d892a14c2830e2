internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Cuts a stream of bytes into lines, and never holds much more than one line may have.
struct LineFramer {
    /// What comes next in the stream.
    enum Frame {
        /// A line without its end.
        case line(UnsafeRawBufferPointer)
        /// A line that is longer than allowed. Nothing follows: where the next would begin is not known.
        case tooLong
    }

    private let limit: Int
    private var bytes = ByteBuffer()
    /// The length of the first line, once its end is found.
    private var lineLength: Int?
    /// Bytes that are known to hold no line's end: none is looked at twice.
    private var scanned = 0
    private var isBroken = false

    /// Bytes that are kept allocated between lines; idle connections are many.
    private static let keptCapacity = 512

    /// - Parameter limit: Bytes of a line, without its end.
    init(limit: Int) {
        self.limit = limit
    }

    /// Whether ``take(_:)`` has something.
    var hasFrame: Bool { lineLength != nil || isTooLong }

    /// Whether half a line is there.
    var hasHalfLine: Bool { !hasFrame && bytes.readableBytes > 0 }

    private var isTooLong: Bool { !isBroken && (lineLength ?? bytes.readableBytes) > limit }

    /// Takes up more of the stream.
    mutating func append(_ more: ByteBuffer) {
        guard !isBroken else { return }
        bytes.discardReadBytes()
        bytes.writeImmutableBuffer(more)
        findEnd()
    }

    /// Takes what comes next.
    ///
    /// - Parameter read: Gets it; the bytes are valid within the call alone.
    /// - Returns: What `read` returns; nil where nothing is complete.
    mutating func take<R>(_ read: (Frame) throws -> R) rethrows -> R? {
        if isTooLong {
            breakOff()
            return try read(.tooLong)
        }
        guard let length = lineLength else { return nil }
        defer { drop(length + 1) }
        return try Self.read(bytes, length, read)
    }

    /// Takes half a line as a whole one, since nothing follows it any more.
    ///
    /// - Parameter read: Gets it.
    /// - Returns: What `read` returns; nil where nothing is left.
    mutating func takeRest<R>(_ read: (Frame) throws -> R) rethrows -> R? {
        guard hasHalfLine else { return nil }
        defer { breakOff() }
        return try Self.read(bytes, bytes.readableBytes, read)
    }

    /// Lets go of all bytes, and takes none any more.
    mutating func breakOff() {
        isBroken = true
        bytes = ByteBuffer()
        lineLength = nil
    }

    private static func read<R>(_ bytes: ByteBuffer, _ length: Int, _ read: (Frame) throws -> R) rethrows -> R {
        try bytes.withUnsafeReadableBytes { all in
            var line = all.prefix(length)
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            return try read(.line(UnsafeRawBufferPointer(rebasing: line)))
        }
    }

    private mutating func drop(_ count: Int) {
        bytes.moveReaderIndex(forwardBy: count)
        if bytes.readableBytes == 0 {
            if bytes.capacity > Self.keptCapacity { bytes = ByteBuffer() } else { bytes.clear() }
        }
        lineLength = nil
        scanned = 0
        findEnd()
    }

    private mutating func findEnd() {
        guard lineLength == nil else { return }
        lineLength = bytes.withUnsafeReadableBytes { [scanned] all -> Int? in
            guard let base = all.baseAddress, all.count > scanned,
                let end = memchr(base + scanned, Int32(UInt8(ascii: "\n")), all.count - scanned)
            else { return nil }
            return UnsafeRawPointer(end) - base
        }
        scanned = bytes.readableBytes
    }
}
