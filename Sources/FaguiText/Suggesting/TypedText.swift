internal import FaguiUnicode

/// What somebody has typed so far: Han characters, letters of pinyin and digits, mixed as they come.
struct TypedText {
    /// Folded units; `v` for ü; white space, apostrophes and punctuation left out. At most 60.
    let units: [UInt16]
    /// Whether there are letters, which may be pinyin.
    let hasLetters: Bool

    /// A set of places in ``units`` fits a word, with one for the end.
    static var longest: Int { 60 }

    init(_ folded: FoldedUnits) {
        var units: [UInt16] = []
        for index in 0..<folded.count where folded.classes[index] >= CharacterClass.trail {
            units.append(folded.units[index] == 0xFC ? 0x76 : folded.units[index])
            if units.count == Self.longest { break }
        }
        self.units = units
        hasLetters = units.contains { 0x61...0x7A ~= $0 }
    }
}
