/// Words and characters of folded text, as the parts of the scanner of quantities look for them.
struct FoldedReading {
    let units: UnsafeBufferPointer<UInt16>

    var count: Int { units.count }

    /// The unit at a place; 0 outside the text.
    func unit(_ index: Int) -> UInt16 { index >= 0 && index < units.count ? units[index] : 0 }

    /// Whether a word begins at a place.
    func has(_ word: [UInt16], at index: Int) -> Bool {
        guard index >= 0, index + word.count <= units.count else { return false }
        for offset in word.indices where units[index + offset] != word[offset] { return false }
        return true
    }

    /// Whether a word ends before a place.
    func has(_ word: [UInt16], before index: Int) -> Bool { has(word, at: index - word.count) }

    /// The place behind white space; at most two units of it.
    func behindSpace(_ index: Int) -> Int {
        var index = index
        for _ in 0..<2 where isSpace(unit(index)) { index += 1 }
        return index
    }

    /// The place of the white space before; at most two units of it.
    func beforeSpace(_ index: Int) -> Int {
        var index = index
        for _ in 0..<2 where isSpace(unit(index - 1)) { index -= 1 }
        return index
    }

    private func isSpace(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x3000 || unit == 0xA0 }
}

/// The units of a word.
func folded(_ word: StaticString) -> [UInt16] { Array("\(word)".utf16) }

/// The unit of a character.
func unit(_ scalar: Unicode.Scalar) -> UInt16 { UInt16(truncatingIfNeeded: scalar.value) }
