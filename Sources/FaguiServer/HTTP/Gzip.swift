internal import CZlib
internal import NIOCore

/// Compresses bodies.
enum Gzip {
    /// Smaller bodies are sent as they are.
    static let shortestBody = 1024

    /// Compresses bytes as gzip (RFC 1952); nil where zlib has no memory.
    static func compress(_ body: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        // 15 bits of window, and 16 for a gzip header. Level 4: most of the gain at a third of the time of 6.
        guard
            deflateInit2_(
                &stream, 4, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        guard body.readableBytes <= Int(UInt32.max) / 2 else { return nil }
        let bound = Int(deflateBound(&stream, UInt(body.readableBytes)))
        var compressed = ByteBufferAllocator().buffer(capacity: bound)
        let status = body.withUnsafeReadableBytes { input -> Int32 in
            // zlib's type is not const, but the input is only read.
            stream.next_in = UnsafeMutablePointer(
                mutating: input.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = UInt32(input.count)
            var status = Z_STREAM_ERROR
            compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
                stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(output.count)
                status = deflate(&stream, Z_FINISH)
                return output.count - Int(stream.avail_out)
            }
            return status
        }
        return status == Z_STREAM_END ? compressed : nil
    }

    /// Whether a header Accept-Encoding takes gzip.
    static func isAccepted(_ header: String?) -> Bool {
        guard let header else { return false }
        var any: Bool?
        for part in header.utf8.split(separator: UInt8(ascii: ",")).prefix(64) {
            let pieces = part.split(separator: UInt8(ascii: ";"))
            guard let first = pieces.first else { continue }
            let name = String(Substring(first)).filter { $0 != " " && $0 != "\t" }.lowercased()
            guard name == "gzip" || name == "x-gzip" || name == "*" else { continue }
            var isWanted = true
            for piece in pieces.dropFirst() {
                let parameter = String(Substring(piece)).filter { $0 != " " && $0 != "\t" }.lowercased()
                if parameter.hasPrefix("q=") { isWanted = (Double(parameter.dropFirst(2)) ?? 0) > 0 }
            }
            if name != "*" { return isWanted }
            any = isWanted
        }
        return any ?? false
    }
}
