/// What every file of an index begins and ends with; the bytes are laid out in FORMAT.md › Envelope.
package enum FileEnvelope {
    /// Bytes before the body.
    package static var headerLength: Int { 32 }
    /// Bytes after the body.
    package static var footerLength: Int { 16 }

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
    package static func version(of kind: Kind) -> UInt32 { 1 }
}

/// Writes one file inside its envelope, through a buffer, and counts its checksum on the way.
package final class EnvelopeOutput {
    /// Bytes of the body written so far.
    package var bodyLength: Int { fatalError("skeleton") }

    /// Creates the file and writes its header.
    package init(_ directory: any Directory, name: String, kind: FileEnvelope.Kind, uniqueID: UInt64) throws {
        fatalError("skeleton")
    }

    /// Appends to the body.
    package func write(_ bytes: UnsafeRawBufferPointer) throws { fatalError("skeleton") }
    /// Appends to the body.
    package func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    /// Writes the footer, makes the file durable and closes it.
    package func finish() throws -> (length: UInt64, checksum: UInt32) { fatalError("skeleton") }
}

/// A file that was opened and whose envelope was checked; the checksum of the body is checked on demand.
package struct EnvelopeFile: Sendable {
    /// The whole file.
    package let file: FileBytes
    /// The bytes between header and footer.
    package var body: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            rebasing: file.bytes[FileEnvelope.headerLength..<file.bytes.count - FileEnvelope.footerLength])
    }
    /// The checksum in the footer.
    package let checksum: UInt32
    /// The number in the header.
    package let uniqueID: UInt64

    /// Maps a file and checks its header, its footer and its length, not the checksum of its body.
    ///
    /// - Parameters:
    ///   - uniqueID: What the header must carry; nil to accept any.
    ///   - length: What the length must be, if it is known.
    /// - Throws: `corrupt`, `tooNew`, `io`.
    package static func open(
        _ directory: any Directory, name: String, kind: FileEnvelope.Kind, uniqueID: UInt64?, length: UInt64? = nil,
        checksum: UInt32? = nil
    ) throws -> EnvelopeFile { fatalError("skeleton") }

    /// Reads all bytes and compares the checksum.
    package func verifyChecksum() throws { fatalError("skeleton") }
}
