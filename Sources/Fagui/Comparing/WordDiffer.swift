internal import FaguiText

/// Compares two texts word by word.
struct WordDiffer {
    private let analyzer: Analyzer

    /// Words of both texts, past which the time would be felt: then one text stands for the other.
    private static let wordLimit = 6_000

    init(_ analysis: Analysis) throws { analyzer = try Analyzer(analysis) }

    /// What became of a text.
    ///
    /// - Returns: The pieces in order: joined without those that were inserted they are the old text, without those that
    ///   were deleted the new one.
    func compare(_ old: String, _ new: String) -> [LawComparison.Piece] {
        let before = words(old)
        let after = words(new)
        guard before.count + after.count <= Self.wordLimit else {
            return [
                LawComparison.Piece(kind: .deleted, text: old), LawComparison.Piece(kind: .inserted, text: new),
            ]
        }
        var isDeleted = [Bool](repeating: false, count: before.count)
        var isInserted = [Bool](repeating: false, count: after.count)
        for change in after.difference(from: before) {
            switch change {
            case .remove(let index, _, _): isDeleted[index] = true
            case .insert(let index, _, _): isInserted[index] = true
            }
        }
        var pieces: [LawComparison.Piece] = []
        func append(_ kind: LawComparison.Piece.Kind, _ word: String) {
            if let last = pieces.last, last.kind == kind {
                pieces[pieces.count - 1].text += word
            } else {
                pieces.append(LawComparison.Piece(kind: kind, text: word))
            }
        }
        var place = 0
        for index in after.indices {
            while place < before.count, isDeleted[place] {
                append(.deleted, before[place])
                place += 1
            }
            if isInserted[index] {
                append(.inserted, after[index])
            } else {
                append(.same, after[index])
                place += 1
            }
        }
        while place < before.count {
            append(.deleted, before[place])
            place += 1
        }
        return Self.withoutScraps(pieces)
    }

    /// A text as its words, and what stands between them character by character.
    private func words(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var words = TermBuffer(keepsOffsets: true)
            var grams = TermBuffer(keepsOffsets: true)
            analyzer.analyze(bytes, words: &words, grams: &grams)
            var ends: [Int: Int] = [:]
            // The outermost word that begins somewhere: others lie inside it.
            for index in words.terms.indices {
                let start = Int(words.starts[index])
                ends[start] = max(ends[start] ?? 0, Int(words.ends[index]))
            }
            var result: [String] = []
            var index = 0
            while index < bytes.count {
                var end = ends[index] ?? index + 1
                while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
                result.append(String(decoding: bytes[index..<end], as: UTF8.self))
                index = end
            }
            return result
        }
    }

    /// Joins changes that a single character alone parts, which nobody could read.
    private static func withoutScraps(_ pieces: [LawComparison.Piece]) -> [LawComparison.Piece] {
        var result: [LawComparison.Piece] = []
        var deleted = ""
        var inserted = ""
        func flush() {
            if !deleted.isEmpty { result.append(LawComparison.Piece(kind: .deleted, text: deleted)) }
            if !inserted.isEmpty { result.append(LawComparison.Piece(kind: .inserted, text: inserted)) }
            (deleted, inserted) = ("", "")
        }
        for (index, piece) in pieces.enumerated() {
            switch piece.kind {
            case .deleted: deleted += piece.text
            case .inserted: inserted += piece.text
            case .same:
                let isScrap = piece.text.unicodeScalars.count == 1 && index > 0 && index < pieces.count - 1
                let isBetweenLong = deleted.unicodeScalars.count >= 3 && inserted.unicodeScalars.count >= 3
                if isScrap && isBetweenLong && !piece.text.contains("\n") {
                    deleted += piece.text
                    inserted += piece.text
                } else {
                    flush()
                    result.append(piece)
                }
            }
        }
        flush()
        return result
    }
}
