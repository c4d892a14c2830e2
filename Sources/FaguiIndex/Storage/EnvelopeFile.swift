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
    ///   - directory: Where the file is.
    ///   - name: The file's name.
    ///   - kind: What the header must name.
    ///   - uniqueID: What the header must carry; nil to accept any.
    ///   - length: What the length must be, if it is known.
    ///   - checksum: What the footer must carry, if it is known.
    /// - Returns: The mapped file.
    /// - Throws: `corrupt`, `tooNew`, `io`.
    package static func open(
        _ directory: any Directory, name: String, kind: FileEnvelope.Kind, uniqueID: UInt64?, length: UInt64? = nil,
        checksum: UInt32? = nil
    ) throws -> EnvelopeFile {
        try EnvelopeFile(directory.map(name), length: length)
            .checked(kind: kind, uniqueID: uniqueID, checksum: checksum)
    }

    /// The same file, once its header and footer carry what is expected.
    func checked(kind: FileEnvelope.Kind, uniqueID: UInt64?, checksum: UInt32?) throws -> EnvelopeFile {
        guard kindCode == kind.rawValue else {
            throw corrupt(at: 8, "it is a file of kind \(Self.ascii(kindCode)), not \(kind)")
        }
        // A newer one was refused before; every older one has its reader.
        guard version >= 1 else {
            throw corrupt(at: 12, "it has version \(version), which was never written")
        }
        if let uniqueID, uniqueID != self.uniqueID {
            throw corrupt(at: 16, "it carries the number \(self.uniqueID), not \(uniqueID)")
        }
        if let checksum, checksum != self.checksum {
            throw corrupt(at: file.bytes.count - 8, "it has the checksum \(self.checksum), not \(checksum)")
        }
        return self
    }

    /// Checks header, footer and length of a file of any kind and version.
    ///
    /// Checksums come first: what they cover is not believed before, so that a flipped bit is never taken for a
    /// newer version. The version comes before all that a newer one may lay out in another way.
    init(_ file: FileBytes, length: UInt64? = nil) throws {
        let bytes = file.bytes
        func corrupt(_ byteOffset: Int, _ reason: String) -> IndexError {
            .corrupt(file: file.name, byteOffset: byteOffset, reason: reason)
        }
        guard bytes.count >= FileEnvelope.headerLength + FileEnvelope.footerLength else {
            throw corrupt(bytes.count, "it ends after \(bytes.count) bytes, before its header and footer are whole")
        }
        if let length, length != UInt64(bytes.count) {
            throw corrupt(bytes.count, "it is \(bytes.count) bytes long, not \(length)")
        }
        let header = UnsafeRawBufferPointer(rebasing: bytes[..<28])
        guard Checksum.crc32(header) == Self.number(bytes, at: 28, as: UInt32.self) else {
            throw corrupt(0, "its header does not match the header's checksum")
        }
        guard Self.number(bytes, at: 0, as: UInt64.self) == FileEnvelope.magic else {
            throw corrupt(0, "it does not begin as a file of an index does")
        }
        kindCode = Self.number(bytes, at: 8, as: UInt32.self)
        version = Self.number(bytes, at: 12, as: UInt32.self)
        if let kind = FileEnvelope.Kind(rawValue: kindCode), version > FileEnvelope.version(of: kind) {
            throw IndexError.tooNew(
                file: file.name, found: Int(version), supported: Int(FileEnvelope.version(of: kind)))
        }
        guard Self.number(bytes, at: 24, as: UInt32.self) == 0 else {
            throw corrupt(24, "its header has flags that are not known")
        }
        let start = bytes.count - FileEnvelope.footerLength
        let footer = UnsafeRawBufferPointer(rebasing: bytes[start..<start + 12])
        guard Checksum.crc32(footer) == Self.number(bytes, at: start + 12, as: UInt32.self) else {
            throw corrupt(start, "its footer does not match the footer's checksum: cut short or overwritten")
        }
        guard Self.number(bytes, at: start, as: UInt64.self) == UInt64(bytes.count) else {
            throw corrupt(start, "its footer gives another length than \(bytes.count) bytes")
        }
        self.file = file
        uniqueID = Self.number(bytes, at: 16, as: UInt64.self)
        checksum = Self.number(bytes, at: start + 8, as: UInt32.self)
    }

    /// Reads all bytes and compares the checksum.
    ///
    /// - Throws: `corrupt`.
    package func verifyChecksum() throws {
        let headerChecksum = Self.number(file.bytes, at: 28, as: UInt32.self)
        guard Checksum.crc32(body, continuing: headerChecksum) == checksum else {
            throw corrupt(at: FileEnvelope.headerLength, "its content does not match its checksum")
        }
    }

    /// The four characters of the kind, as a number.
    let kindCode: UInt32
    /// The version in the header.
    let version: UInt32

    private func corrupt(at byteOffset: Int, _ reason: String) -> IndexError {
        .corrupt(file: file.name, byteOffset: byteOffset, reason: reason)
    }

    private static func number<T: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, at byteOffset: Int, as type: T.Type
    ) -> T {
        T(littleEndian: bytes.loadUnaligned(fromByteOffset: byteOffset, as: type))
    }

    private static func ascii(_ code: UInt32) -> String {
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * UInt32($0))) }
        return bytes.allSatisfy { (0x21...0x7E).contains($0) } ? String(decoding: bytes, as: UTF8.self) : "\(bytes)"
    }
}

extension EnvelopeFile {
    /// Maps a file as a commit point has it.
    ///
    /// - Throws: `corrupt`, `tooNew`, `io`.
    static func open(
        _ directory: any Directory, name: String, _ segment: SegmentInfo, _ file: SegmentInfo.File
    ) throws -> EnvelopeFile {
        let opened = try EnvelopeFile(directory.map(name), length: file.length)
        let kind: FileEnvelope.Kind? =
            file == segment.deletions ? .deletions : SegmentPart(rawValue: file.part)?.kind
        // Of a part that is not known here any kind will do.
        guard let expected = kind ?? FileEnvelope.Kind(rawValue: opened.kindCode) else {
            throw IndexError.corrupt(file: name, byteOffset: 8, reason: "it is a file of a kind that is not known")
        }
        return try opened.checked(kind: expected, uniqueID: segment.uniqueID, checksum: file.checksum)
    }

    /// Whether both are the same file: the same kind, number, length and checksum.
    func isSame(as other: EnvelopeFile) -> Bool {
        kindCode == other.kindCode && version == other.version && uniqueID == other.uniqueID
            && checksum == other.checksum && file.bytes.count == other.file.bytes.count
    }
}
