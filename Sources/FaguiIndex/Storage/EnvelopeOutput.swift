/// Writes one file inside its envelope, through a buffer, and counts its checksum on the way.
///
/// After an error the file must be given up: it has no footer, so nothing will take it for whole.
/// - Concurrency: One value belongs to one thread at a time.
package final class EnvelopeOutput {
    /// Bytes of the body written so far.
    package private(set) var bodyLength = 0

    private let name: String
    private let output: any FileOutput
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var checksum: UInt32
    private var isFinished = false
    private var failure: (any Error)?

    /// Large enough that a call to the system costs little beside the copying.
    private static var bufferSize: Int { 1 << 18 }

    /// Creates the file and writes its header.
    package init(_ directory: any Directory, name: String, kind: FileEnvelope.Kind, uniqueID: UInt64) throws {
        self.name = name
        output = try directory.create(name)
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 64)
        let header = FileEnvelope.header(kind: kind, uniqueID: uniqueID)
        checksum = header.checksum
        buffer.copyBytes(from: header.bytes)
        filled = header.bytes.count
    }

    deinit {
        buffer.deallocate()
    }

    /// Appends to the body.
    ///
    /// - Throws: What the directory throws; afterwards ``finish()`` throws too.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        precondition(!isFinished, "\(name) is finished")
        checksum = Checksum.crc32(bytes, continuing: checksum)
        bodyLength += bytes.count
        if bytes.count <= buffer.count - filled {
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: bytes)
            filled += bytes.count
            return
        }
        try flush()
        if bytes.count >= buffer.count {
            try passOn(bytes)
        } else {
            buffer.copyMemory(from: bytes)
            filled = bytes.count
        }
    }

    /// Appends to the body.
    package func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    /// Writes the footer, makes the file durable and closes it.
    ///
    /// - Returns: The length of the whole file, and the checksum in its footer.
    package func finish() throws -> (length: UInt64, checksum: UInt32) {
        precondition(!isFinished, "\(name) is finished")
        isFinished = true
        try flush()
        let length = UInt64(FileEnvelope.headerLength + bodyLength + FileEnvelope.footerLength)
        let footer = FileEnvelope.footer(length: length, checksum: checksum)
        try footer.withUnsafeBytes { try passOn($0) }
        try output.synchronize()
        try output.close()
        return (length, checksum)
    }

    private func flush() throws {
        guard filled > 0 else { return }
        let count = filled
        filled = 0
        try passOn(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }

    /// Remembers a failure, since a file with a gap in it must never be finished.
    private func passOn(_ bytes: UnsafeRawBufferPointer) throws {
        if let failure { throw failure }
        do {
            try output.write(bytes)
        } catch {
            failure = error
            throw error
        }
    }
}
