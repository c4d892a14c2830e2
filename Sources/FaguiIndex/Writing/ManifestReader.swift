/// Reads the body of a manifest from front to back, believing nothing in it.
struct ManifestReader {
    private let bytes: UnsafeRawBufferPointer
    private var byteOffset = 0

    /// Begins at the first byte; `bytes` must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Whether all bytes were read.
    var isAtEnd: Bool { byteOffset == bytes.count }

    /// Reads a little-endian number.
    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        let length = MemoryLayout<Number>.size
        guard bytes.count - byteOffset >= length else { throw corrupt("it ends inside a number") }
        defer { byteOffset += length }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: byteOffset, as: type))
    }

    /// Reads a byte for the length, and as many printable ASCII characters.
    mutating func name() throws -> String {
        let length = Int(try number(UInt8.self))
        guard bytes.count - byteOffset >= length else { throw corrupt("it ends inside a name") }
        let characters = bytes[byteOffset..<byteOffset + length]
        guard characters.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw corrupt("a name is not ASCII") }
        byteOffset += length
        return String(decoding: characters, as: UTF8.self)
    }

    /// An error at the place reached, counted from the start of the file.
    func corrupt(_ reason: String) -> IndexError {
        .corrupt(file: CommitPoint.fileName, byteOffset: FileEnvelope.headerLength + byteOffset, reason: reason)
    }
}
