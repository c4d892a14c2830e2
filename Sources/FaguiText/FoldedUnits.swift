internal import FaguiUnicode

/// The units of a folded text as local pointers, for loops; valid until the next text is folded.
struct FoldedUnits {
    let units: UnsafePointer<UInt16>
    /// See `CharacterClass`.
    let classes: UnsafePointer<UInt8>
    /// Filled only where offsets were asked for.
    let starts: UnsafePointer<UInt32>
    /// Filled only where offsets were asked for.
    let ends: UnsafePointer<UInt32>
    let count: Int

    init(_ folded: FoldedText) {
        units = UnsafePointer(folded.units)
        classes = UnsafePointer(folded.classes)
        starts = UnsafePointer(folded.starts)
        ends = UnsafePointer(folded.ends)
        count = folded.count
    }

    /// The UTF-8 of the scalar that begins at a unit: its bytes in the low end, the last one lowest, and their number.
    @inline(__always)
    func utf8(at index: Int) -> (bits: UInt64, length: Int) {
        let unit = UInt64(units[index])
        if unit >= 0x800 {
            if unit & 0xFC00 == 0xD800, index + 1 < count {
                let scalar = 0x10000 + (unit & 0x3FF) << 10 | UInt64(units[index + 1]) & 0x3FF
                let head = 0xF080 | (scalar >> 18) << 8 | scalar >> 12 & 0x3F
                return (head << 16 | 0x8080 | (scalar & 0xFC0) << 2 | scalar & 0x3F, 4)
            }
            return (0xE0_8080 | (unit & 0xF000) << 4 | (unit & 0xFC0) << 2 | unit & 0x3F, 3)
        }
        if unit < 0x80 { return (unit, 1) }
        return (0xC080 | (unit & 0x7C0) << 2 | unit & 0x3F, 2)
    }
}
