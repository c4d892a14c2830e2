internal import FaguiUnicode

/// Cuts folded text into the pieces that ICU gets: its time for a run without punctuation grows faster than the run.
struct PieceCutter {
    /// A part of the text that begins where a word may begin.
    struct Piece: Equatable {
        var start: Int
        var end: Int
        /// Whether the end may fall inside a word, as no better place was found.
        var isCutAnywhere: Bool
    }

    /// The most units in a piece.
    static var longest: Int { 4000 }
    /// In a piece cut anywhere, words that end behind this are left for the next piece: their end may be the cut's
    /// doing.
    static var trusted: Int { 3800 }

    let text: FoldedUnits

    /// The piece that begins at `start`, which is before the end of the text.
    func piece(from start: Int) -> Piece {
        guard text.count - start > Self.longest else {
            return Piece(start: start, end: text.count, isCutAnywhere: false)
        }
        var end = start + Self.longest
        // Not further back than half, so that every unit is looked at twice at most.
        while end > start + Self.longest / 2 {
            if isBreak(before: end) { return Piece(start: start, end: end, isCutAnywhere: false) }
            end -= 1
        }
        end = start + Self.longest
        if text.classes[end] == CharacterClass.trail { end -= 1 }
        return Piece(start: start, end: end, isCutAnywhere: true)
    }

    /// Whether no word, and no rule of word breaking (Unicode Annex 29), reaches over a place.
    private func isBreak(before index: Int) -> Bool {
        switch text.units[index - 1] {
        case 0x0A: return true
        // , : ; ! ? ) space 、 。 》 ” as folded
        case 0x2C, 0x3A, 0x3B, 0x21, 0x3F, 0x29, 0x20, 0x3001, 0x3002, 0x300B, 0x201D:
            return text.classes[index] == CharacterClass.ideograph
        default: return false
        }
    }
}
