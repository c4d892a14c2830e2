/// What every file of an index begins and ends with; the bytes are laid out in FORMAT.md › Envelope.
package enum FileEnvelope {
    /// Bytes before the body.
    package static var headerLength: Int { 32 }
    /// Bytes after the body.
    package static var footerLength: Int { 16 }
    /// The first eight bytes, read as a little-endian number: 0x8A, "FAGUI", carriage return, line feed.
    ///
    /// The high first byte and the line end give away a transfer that took the file for text.
    static var magic: UInt64 { 0x0A0D_4955_4741_468A }

    /// Kinds of files, written as four ASCII characters.
    package enum Kind: UInt32, Sendable, CaseIterable {
        case terms = 0x4D52_4554  // "TERM"
        case postings = 0x5453_4F50  // "POST"
        case positions = 0x4E53_4F50  // "POSN"
        case norms = 0x4D52_4F4E  // "NORM"
        case stored = 0x524F_5453  // "STOR"
        case columns = 0x4D55_4C43  // "CLUM"
        case sources = 0x4352_5553  // "SURC"
        case deletions = 0x5345_4C44  // "DLES"
        case analysis = 0x4C41_4E41  // "ANAL"
        case commitPoint = 0x544D_4D43  // "CMMT"
    }

    /// The version that this program writes of each kind.
    package static func version(of kind: Kind) -> UInt32 { kind == .postings ? 2 : 1 }

    /// The header of a file, and the checksum in it, with which the checksum of the body begins.
    static func header(kind: Kind, uniqueID: UInt64) -> (bytes: [UInt8], checksum: UInt32) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerLength)
        bytes.appendLittleEndian(magic)
        bytes.appendLittleEndian(kind.rawValue)
        bytes.appendLittleEndian(version(of: kind))
        bytes.appendLittleEndian(uniqueID)
        bytes.appendLittleEndian(UInt32(0))
        let checksum = Checksum.crc32(bytes)
        bytes.appendLittleEndian(checksum)
        return (bytes, checksum)
    }

    /// The footer of a file of `length` bytes in all.
    static func footer(length: UInt64, checksum: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(footerLength)
        bytes.appendLittleEndian(length)
        bytes.appendLittleEndian(checksum)
        bytes.appendLittleEndian(Checksum.crc32(bytes))
        return bytes
    }
}

// A folder named by mistake may hold a user's `s202401.txt`: a name alone makes no file the index's.
extension FileBytes {
    /// Whether it begins as every file of an index.
    var hasMagic: Bool { bytes.count >= 8 && startsLikeMagic }

    /// Whether it may be what a crash left of a file of an index: also empty, cut short, or zeros where nothing was
    /// written.
    var maySurviveCrash: Bool { startsLikeMagic || bytes.prefix(8).allSatisfy { $0 == 0 } }

    private var startsLikeMagic: Bool {
        withUnsafeBytes(of: FileEnvelope.magic.littleEndian) { magic in
            let start = bytes.prefix(magic.count)
            return start.elementsEqual(magic.prefix(start.count))
        }
    }
}

extension Directory {
    /// Whether there is a file of a segment, one that was written.
    ///
    /// - Throws: `io`, also for a file that cannot be read now: taken for none, it would be removed.
    func hasSegments() throws -> Bool {
        try list().contains { name in
            guard IndexFiles.isSegmentFile(name) else { return false }
            do {
                return try map(name).hasMagic
            } catch IndexError.corrupt {
                return false
            } catch let error as IndexError where error.isMissingFile {
                return false
            }
        }
    }
}

extension [UInt8] {
    /// Appends a number, its lowest byte first.
    mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
