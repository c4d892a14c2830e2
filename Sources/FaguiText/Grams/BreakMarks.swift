internal import FaguiUnicode

/// What parts one character of a text from the next: the terms that say so among the grams.
///
/// A mark has the position of the first character behind the break, and is the stronger of what stands between the two;
/// before the first character of a text and behind its last there is none. Their bytes are those of control characters,
/// which carry no gram. Where a run ends within a sentence, its last gram says so.
package enum BreakMark {
    /// The end of a sentence.
    package static let sentence: [UInt8] = [1]
    /// The end of a line, which is a paragraph.
    package static let paragraph: [UInt8] = [2]
}

/// Finds the marks of a folded text.
enum BreakFinder {
    /// Fills `list`, which has room for a term a unit, with marks and their positions, ascending.
    ///
    /// The full stop of 3.15, or of 1. before an item, ends no sentence.
    static func findBreaks(in text: FoldedUnits, into list: inout TermList) {
        let terms = list.terms
        let positions = list.positions
        var count = 0
        var position: UInt32 = 0
        var hasBegun = false
        // The strongest break behind the last character, 0 for none.
        var strength: UInt8 = 0
        for index in 0..<text.count {
            let characterClass = text.classes[index]
            if characterClass >= CharacterClass.firstOfText {
                if strength > 0 {
                    if hasBegun {
                        terms[count] = PackedTerm(bits: UInt64(strength), length: 1).rawValue
                        positions[count] = position
                        count += 1
                    }
                    strength = 0
                }
                hasBegun = true
                position &+= 1
            } else if characterClass == CharacterClass.space {
                if isLineEnd(text.units[index]) { strength = 2 }
            } else if characterClass != CharacterClass.trail {
                if endsSentence(text, index) { strength = max(strength, 1) }
                position &+= 1
            }
        }
        list.count = count
    }

    /// 。 ! ? wherever they stand, and a full stop before white space, behind what is no digit.
    @inline(__always)
    private static func endsSentence(_ text: FoldedUnits, _ index: Int) -> Bool {
        switch text.units[index] {
        case 0x3002, 0x21, 0x3F: true
        case 0x2E:
            index + 1 < text.count && text.classes[index + 1] == CharacterClass.space
                && (index == 0 || text.classes[index - 1] != CharacterClass.digit)
        default: false
        }
    }

    @inline(__always)
    private static func isLineEnd(_ unit: UInt16) -> Bool {
        switch unit {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
