/// Finds the boundaries that the rules of word breaking set, before any dictionary divides what lies between.
///
/// The rules are those of ICU for `zh`, read as a walk: from a boundary on, the last character that is no mark decides
/// with the next one whether they stay together.
struct RuleScanner {
    /// What lies between two boundaries.
    struct Piece {
        var end: Int
        /// Whether it is a word: letters, digits, kana, ideographs.
        var isWord: Bool
        /// Whether the dictionary divides it.
        var isInDictionary: Bool
        /// Whether the dictionary of another language divides it.
        var isComplex: Bool
    }

    let table: WordBreakTable
    let units: UnsafePointer<UInt16>
    let count: Int

    /// The character at a unit, and its units.
    @inline(__always)
    func character(at index: Int) -> (class: WordBreakClass, length: Int) {
        let unit = UInt32(units[index])
        if unit & 0xFC00 == 0xD800, index + 1 < count, units[index + 1] & 0xFC00 == 0xDC00 {
            let scalar = 0x10000 + (unit & 0x3FF) << 10 | UInt32(units[index + 1]) & 0x3FF
            return (table.classOf(scalar), 2)
        }
        return (table.classOf(unit), 1)
    }

    /// The piece that begins at `start`, which is a boundary before the end.
    func piece(from start: Int) -> Piece {
        typealias Class = WordBreakClass
        let (first, length) = character(at: start)
        var end = start + length
        var piece = Piece(end: end, isWord: false, isInDictionary: first.isInDictionary, isComplex: first.isComplex)
        switch first.kind {
        case Class.carriageReturn:
            if end < count, character(at: end).class.kind == Class.lineFeed { piece.end += 1 }
            return piece
        case Class.lineFeed, Class.newline:
            return piece
        default: break
        }
        // The last character that is no mark; `extend` where marks begin the text.
        var last = first.kind >= Class.extend ? Class.extend : first.kind
        var isJoinerLast = first.kind == Class.zeroWidthJoiner
        var hasMarks = false
        var isPaired = false
        // Whether a rule that makes a word ends right here, with no mark behind.
        var isJoinedWord = false
        while true {
            // Marks go with what stands before.
            while end < count {
                let (mark, length) = character(at: end)
                guard mark.kind >= Class.extend else { break }
                isJoinerLast = mark.kind == Class.zeroWidthJoiner
                hasMarks = true
                piece.isComplex = piece.isComplex || mark.isComplex
                piece.isInDictionary = piece.isInDictionary || mark.isInDictionary
                end += length
            }
            guard end < count else { break }
            let (next, length) = character(at: end)
            let kind = next.kind
            guard
                let step = step(
                    from: last, to: next, at: end + length, hasMarks: hasMarks, isJoinerLast: isJoinerLast,
                    isPaired: isPaired)
            else { break }
            if kind == Class.regionalIndicator { isPaired = true }
            isJoinedWord = step.makesWord
            piece.isComplex = piece.isComplex || next.isComplex
            piece.isInDictionary = piece.isInDictionary || next.isInDictionary
            end = step.end
            last = step.last
            hasMarks = false
            isJoinerLast = false
        }
        piece.end = end
        piece.isWord = Self.isWord(last, hasMarks) || isJoinedWord && !hasMarks
        return piece
    }

    /// Whether a character makes a word by itself.
    @inline(__always)
    private static func isWord(_ kind: UInt8, _ hasMarks: Bool) -> Bool {
        switch kind {
        case WordBreakClass.letter, WordBreakClass.hebrew, WordBreakClass.number, WordBreakClass.ideograph,
            WordBreakClass.katakana, WordBreakClass.hiragana, WordBreakClass.han:
            true
        case WordBreakClass.hangul: !hasMarks
        default: false
        }
    }

    /// A step over a place that is no boundary.
    private struct Step {
        var last: UInt8
        var end: Int
        var makesWord: Bool
    }

    /// Whether the next character stays with what stands before; `end` is behind it.
    @inline(__always)
    private func step(
        from last: UInt8, to next: WordBreakClass, at end: Int, hasMarks: Bool, isJoinerLast: Bool, isPaired: Bool
    ) -> Step? {
        typealias Class = WordBreakClass
        let kind = next.kind
        if isJoinerLast, next.isPictographic { return Step(last: kind, end: end, makesWord: false) }
        switch last {
        case Class.space:
            return !hasMarks && kind == Class.space ? Step(last: kind, end: end, makesWord: false) : nil
        case Class.hangul:
            return !hasMarks && kind == Class.hangul ? Step(last: kind, end: end, makesWord: true) : nil
        case Class.han, Class.hanSymbol, Class.hiragana:
            let isJoined = !hasMarks && Class.katakana...Class.hanSymbol ~= kind
            return isJoined ? Step(last: kind, end: end, makesWord: true) : nil
        case Class.katakana:
            let isJoined =
                kind == Class.katakana || kind == Class.extendNumLet
                || !hasMarks && Class.katakana...Class.hanSymbol ~= kind
            return isJoined ? Step(last: kind, end: end, makesWord: true) : nil
        case Class.letter, Class.hebrew:
            switch kind {
            case Class.letter, Class.hebrew, Class.number, Class.extendNumLet:
                return Step(last: kind, end: end, makesWord: true)
            case Class.midLetter, Class.midNumLet, Class.singleQuote:
                if let step = passing(end, to: Class.letter, Class.hebrew) { return step }
                let isQuoted = last == Class.hebrew && kind == Class.singleQuote
                return isQuoted ? Step(last: kind, end: end, makesWord: true) : nil
            case Class.doubleQuote where last == Class.hebrew:
                return passing(end, to: Class.hebrew, Class.hebrew)
            default: return nil
            }
        case Class.number:
            switch kind {
            case Class.letter, Class.hebrew, Class.number, Class.extendNumLet:
                return Step(last: kind, end: end, makesWord: true)
            case Class.midNum, Class.midNumLet, Class.singleQuote:
                return passing(end, to: Class.number, Class.number)
            default: return nil
            }
        case Class.extendNumLet:
            switch kind {
            case Class.letter, Class.hebrew, Class.number, Class.katakana, Class.extendNumLet:
                return Step(last: kind, end: end, makesWord: true)
            default: return nil
            }
        case Class.regionalIndicator:
            return kind == Class.regionalIndicator && !isPaired ? Step(last: kind, end: end, makesWord: false) : nil
        default: return nil
        }
    }

    /// A step over a character in the middle, and marks behind it, to one of two classes.
    private func passing(_ start: Int, to kind: UInt8, _ other: UInt8) -> Step? {
        var index = start
        while index < count {
            let (next, length) = character(at: index)
            index += length
            if next.kind == kind || next.kind == other { return Step(last: next.kind, end: index, makesWord: true) }
            guard next.kind >= WordBreakClass.extend else { return nil }
        }
        return nil
    }
}
