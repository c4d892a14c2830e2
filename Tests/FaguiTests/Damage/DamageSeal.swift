/// Makes the checksums of a damaged file hold again, as somebody would who means harm. Shares nothing with the product:
/// written after FORMAT.md.
enum DamageSeal {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
    }

    /// The CRC-32 of some bytes.
    static func crc32(_ bytes: ArraySlice<UInt8>, after start: UInt32 = 0) -> UInt32 {
        ~bytes.withUnsafeBufferPointer { bytes in
            bytes.reduce(~start) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
        }
    }

    /// A file whose header, footer and content agree.
    static func sealed(_ content: [UInt8]) -> [UInt8] {
        guard content.count >= 48 else { return content }
        var content = content
        let footer = content.count - 16
        if content[8..<12].elementsEqual("ANAL".utf8) { sealAnalysis(&content) }
        set(crc32(content[..<28]), at: 28, in: &content)
        set(UInt64(content.count), at: footer, in: &content)
        set(crc32(content[32..<footer], after: number(content, at: 28)), at: footer + 8, in: &content)
        set(crc32(content[footer..<footer + 12]), at: footer + 12, in: &content)
        return content
    }

    /// A manifest that knows the length and the checksum of a file as it is now.
    static func manifest(_ manifest: [UInt8], agreeingWith content: [UInt8], _ name: String) -> [UInt8] {
        let parts = name.split(separator: ".", maxSplits: 1).map { Array($0.utf8) }
        guard parts.count == 2, content.count >= 48,
            let segment = place(of: [UInt8(parts[0].count)] + parts[0], in: manifest, from: 32),
            let part = place(of: [UInt8(parts[1].count)] + parts[1], in: manifest, from: segment)
        else { return manifest }
        var manifest = manifest
        let behind = part + 1 + parts[1].count
        set(UInt64(content.count), at: behind, in: &manifest)
        set(number(content, at: content.count - 8), at: behind + 8, in: &manifest)
        return sealed(manifest)
    }

    /// An analysis carries a checksum of its head besides: FNV-1a behind the table of sections.
    private static func sealAnalysis(_ content: inout [UInt8]) {
        let count = Int(number(content, at: 32 + 12))
        let end = 32 + 16 + count * 24
        guard count < 64, end + 8 <= content.count else { return }
        set(
            content[32..<end].reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, at: end,
            in: &content)
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func set<Number: FixedWidthInteger>(_ value: Number, at offset: Int, in bytes: inout [UInt8]) {
        for index in 0..<Number.bitWidth / 8 {
            bytes[offset + index] = UInt8(truncatingIfNeeded: value >> Number(8 * index))
        }
    }

    private static func place(of name: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= name.count else { return nil }
        return (start...bytes.count - name.count).first { bytes[$0..<$0 + name.count].elementsEqual(name) }
    }
}
