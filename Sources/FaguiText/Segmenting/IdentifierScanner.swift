internal import FaguiUnicode

/// Finds identifiers, such as `gb/t 19001-2016`, `pd1728` and `3.15`, in folded text.
///
/// An identifier is a run of ASCII letters and digits, with a digit in it, joined by single `-` `/` `.` `_` and dashes;
/// one space joins too, between at most four letters and a digit or a letter and a digit, as in the numbers of
/// standards (GB/T 19001—2016, TSG D0001). Runs without a digit are words, and ICU's business.
struct IdentifierScanner {
    /// The units of an identifier.
    struct Identifier: Equatable {
        var start: Int
        var end: Int
    }

    /// Dashes of several widths, which standards are written with as often as with `-`.
    private static let firstDash: UInt16 = 0x2010
    private static let lastDash: UInt16 = 0x2014

    private let text: FoldedUnits
    private var index = 0

    init(_ text: FoldedUnits) {
        self.text = text
    }

    /// The next one, or nil behind the last one.
    mutating func next() -> Identifier? {
        while true {
            index = firstAlphanumeric(from: index)
            guard index < text.count else { return nil }
            let start = index
            let hasDigit = passRun()
            // A letter beyond ASCII beside it: the run is a part of a word.
            let isPartOfWord =
                start > 0 && text.classes[start - 1] == CharacterClass.letter
                || index < text.count && text.classes[index] == CharacterClass.letter
            if hasDigit, !isPartOfWord { return Identifier(start: start, end: index) }
        }
    }

    private func firstAlphanumeric(from start: Int) -> Int {
        let classes = text.classes
        let count = text.count
        var index = start
        while index < count, classes[index] < CharacterClass.latin { index += 1 }
        return index
    }

    /// Moves behind the run that begins here, and says whether it has a digit.
    private mutating func passRun() -> Bool {
        var hasDigit = false
        var letters = 0
        var isJoinedBySpace = false
        while index < text.count {
            let characterClass = text.classes[index]
            if characterClass == CharacterClass.latin {
                letters += 1
            } else if characterClass == CharacterClass.digit {
                hasDigit = true
                // Letters that a space may follow stand alone between joiners.
                letters = 5
            } else {
                guard index + 1 < text.count, text.classes[index + 1] >= CharacterClass.latin else { break }
                switch text.units[index] {
                case 0x2D, 0x2E, 0x2F, 0x5F, Self.firstDash...Self.lastDash: letters = 0
                case 0x20 where letters <= 4 && !isJoinedBySpace && beginsNumber(index + 1):
                    isJoinedBySpace = true
                default: return hasDigit
                }
            }
            index += 1
        }
        return hasDigit
    }

    /// Whether a digit stands here, or a letter and a digit.
    private func beginsNumber(_ index: Int) -> Bool {
        text.classes[index] == CharacterClass.digit
            || index + 1 < text.count && text.classes[index + 1] == CharacterClass.digit
    }

    /// Appends an identifier, or a part of one, as its term says it: without the space, each dash as `-`.
    func appendTerm(_ start: Int, _ end: Int, to bytes: inout [UInt8]) {
        for index in start..<end {
            switch text.units[index] {
            case 0x20: break
            case Self.firstDash...Self.lastDash: bytes.append(0x2D)
            default: bytes.append(UInt8(truncatingIfNeeded: text.units[index]))
            }
        }
    }

    /// What stands between joiners inside an identifier, where it has letters and digits (PD1728 in PD1728_A_1), and the
    /// runs of letters, and of digits; one unless there are several.
    func forEachPart(of identifier: Identifier, _ body: (Int, Int) -> Void) {
        var pieceStart = identifier.start
        for index in identifier.start...identifier.end {
            let isEnd = index == identifier.end || text.classes[index] < CharacterClass.latin
            guard isEnd else { continue }
            if isMixed(pieceStart, index) { body(pieceStart, index) }
            pieceStart = index + 1
        }
        var start = identifier.start
        for index in identifier.start + 1...identifier.end {
            let isEnd = index == identifier.end || text.classes[index] != text.classes[start]
            guard isEnd else { continue }
            if text.classes[start] >= CharacterClass.latin { body(start, index) }
            start = index
        }
    }

    /// Whether a run has letters and digits.
    private func isMixed(_ start: Int, _ end: Int) -> Bool {
        guard start < end else { return false }
        for index in start..<end where text.classes[index] != text.classes[start] { return true }
        return false
    }
}
