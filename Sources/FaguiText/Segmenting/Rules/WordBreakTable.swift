/// The classes of all characters in two stages, used where they lie: in memory, or in a mapped file.
///
/// Layout; integers are little-endian:
/// ```
/// u16 × 8704      block of the characters n × 128 ... n × 128 + 127
/// blocks × 128    one class a character; see ``WordBreakClass``
/// ```
/// - Invariant: The bytes outlive the value; whoever makes it holds on to them.
struct WordBreakTable {
    private static var blockLength: Int { 128 }
    private static var blockCount: Int { 0x110000 / blockLength }

    private let index: UnsafeRawPointer
    private let classes: UnsafePointer<UInt8>

    /// Takes the bytes of a section.
    ///
    /// - Throws: ``TextError/corruptAnalysis(reason:)`` if a block lies outside.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        let indexLength = 2 * Self.blockCount
        guard let base = bytes.baseAddress, bytes.count > indexLength else {
            throw TextError.corruptAnalysis(reason: "the table of characters is too short: \(bytes.count) bytes")
        }
        let blocks = (bytes.count - indexLength) / Self.blockLength
        for block in 0..<Self.blockCount {
            guard UInt16(littleEndian: base.load(fromByteOffset: 2 * block, as: UInt16.self)) < blocks else {
                throw TextError.corruptAnalysis(reason: "the table of characters names a block that is not there")
            }
        }
        index = base
        classes = (base + indexLength).assumingMemoryBound(to: UInt8.self)
    }

    /// The class of a character, which is at most U+10FFFF.
    @inline(__always)
    func classOf(_ scalar: UInt32) -> WordBreakClass {
        let block = UInt16(littleEndian: index.load(fromByteOffset: Int(scalar >> 7) &* 2, as: UInt16.self))
        return WordBreakClass(rawValue: classes[Int(block) &* Self.blockLength &+ Int(scalar & 127)])
    }

    /// The bytes of a table made from ICU's properties.
    static func build() -> [UInt8] {
        var blocks: [[UInt8]: Int] = [:]
        var index: [UInt8] = []
        var classes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: blockLength)
        for number in 0..<blockCount {
            for low in 0..<blockLength { block[low] = WordBreakClass.of(UInt32(number * blockLength + low)).rawValue }
            let place = blocks[block] ?? blocks.count
            if place == blocks.count {
                blocks[block] = place
                classes += block
            }
            index += [UInt8(truncatingIfNeeded: place), UInt8(truncatingIfNeeded: place >> 8)]
        }
        return index + classes
    }
}
