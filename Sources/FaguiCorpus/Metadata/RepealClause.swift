/// Titles of other texts that a text says it ends: 《甲条例》、《乙办法》同时废止。
enum RepealClause {
    /// The most bytes of a sentence that are looked at.
    private static let sentenceLimit = 4_000

    /// The titles, without marks, in their order.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - range: The body.
    ///   - own: The text's own title: an older wording of the text is no other text.
    /// - Returns: Each title once.
    static func titles(_ text: UTF8Bytes, _ range: Range<Int>, own: LawTitle) -> [String] {
        var titles: [String] = []
        var keys: Set<String> = [own.key]
        var start = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if byte == 0x0A || byte == 0x0D {
                start = index + 1
            } else if byte == 0xE3, text.matches("。", at: index, to: range.upperBound) {
                start = index + 3
            } else if byte == 0xE5, isVerb(text, index, range.upperBound), index - start <= sentenceLimit {
                for title in named(text, start..<index) where keys.insert(LawTitle(title).key).inserted {
                    titles.append(LawTitle(title).name)
                }
                start = index
            }
            index += UTF8Bytes.length(ofFirst: byte)
        }
        return titles
    }

    private static func isVerb(_ text: UTF8Bytes, _ index: Int, _ end: Int) -> Bool {
        // The second bytes of 同 and 即: nearly all other characters end here.
        guard index + 1 < end, text[index + 1] == 0x90 || text[index + 1] == 0x8D else { return false }
        return text.matches("同时废止", at: index, to: end) || text.matches("同时失效", at: index, to: end)
            || text.matches("即行废止", at: index, to: end)
    }

    /// What stands between 《 and 》 in a part of a sentence; none where it is quoted.
    private static func named(_ text: UTF8Bytes, _ range: Range<Int>) -> [String] {
        var titles: [String] = []
        var depth = 0
        var quotes = 0
        var open = range.lowerBound
        var index = range.lowerBound
        while index < range.upperBound {
            let (scalar, length) = text.scalar(at: index)
            switch scalar {
            case 0x300A:
                if depth == 0 { open = index }
                depth += 1
            case 0x300B:
                depth = max(0, depth - 1)
                if depth == 0, open < index { titles.append(text.string(open..<index + length)) }
            case 0x201C: quotes += 1
            case 0x201D: quotes = max(0, quotes - 1)
            default: break
            }
            index += length
        }
        return quotes == 0 ? titles : []
    }
}
