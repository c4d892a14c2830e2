/// Makes ZIP archives byte by byte, without compressing: independent of the library that reads them.
public enum StoredZip {
    /// A file in an archive.
    public struct Entry: Sendable {
        /// Its path as bytes.
        public var name: [UInt8]
        /// What it holds.
        public var bytes: [UInt8]
        /// General purpose flags: bit 0 for encrypted, bit 11 for a name in UTF-8.
        public var flags: UInt16
        /// Bytes that it says it has; nil for as many as it has.
        public var statedSize: UInt32?
        /// Whether its checksum is wrong.
        public var isDamaged: Bool

        /// A file with a name in UTF-8.
        public init(
            _ name: String, _ bytes: [UInt8], flags: UInt16 = 0x800, statedSize: UInt32? = nil, isDamaged: Bool = false
        ) {
            self.init(name: Array(name.utf8), bytes, flags: flags, statedSize: statedSize, isDamaged: isDamaged)
        }

        /// A file with a name in any encoding.
        public init(
            name: [UInt8], _ bytes: [UInt8], flags: UInt16 = 0, statedSize: UInt32? = nil, isDamaged: Bool = false
        ) {
            self.name = name
            self.bytes = bytes
            self.flags = flags
            self.statedSize = statedSize
            self.isDamaged = isDamaged
        }

        /// A text file.
        public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
    }

    /// The bytes of an archive.
    public static func make(_ entries: [Entry]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = UInt32(archive.count)
            let checksum = crc(entry.bytes) ^ (entry.isDamaged ? 1 : 0)
            var common: [UInt8] = []
            // Version, flags, stored, time and date, checksum, both sizes, lengths of the name and of extras.
            for value in [20, entry.flags, 0, 0, 0x5A21] { append(value, to: &common) }
            append(checksum, to: &common)
            append(UInt32(entry.bytes.count), to: &common)
            append(entry.statedSize ?? UInt32(entry.bytes.count), to: &common)
            append(UInt16(entry.name.count), to: &common)
            append(UInt16(0), to: &common)
            archive += [0x50, 0x4B, 3, 4] + common + entry.name + entry.bytes
            directory += [0x50, 0x4B, 1, 2, 20, 3] + common
            // Length of a comment, disk, attributes inside and outside (a regular file), offset.
            for value in [UInt16(0), 0, 0] { append(value, to: &directory) }
            append(UInt32(0o100644) << 16, to: &directory)
            append(offset, to: &directory)
            directory += entry.name
        }
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        append(UInt16(entries.count), to: &end)
        append(UInt16(entries.count), to: &end)
        append(UInt32(directory.count), to: &end)
        append(UInt32(archive.count), to: &end)
        return archive + directory + end + [0, 0]
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
