internal import FaguiUnicode

extension Analyzer {
    /// What a vocabulary has beside a text.
    ///
    /// - Parameters:
    ///   - text: The beginning of it is looked at.
    ///   - vocabulary: The files.
    /// - Returns: Parts of the folded text with their other names.
    package func expansions(of text: String, by vocabulary: QueryVocabulary) -> [Expansion] {
        guard vocabulary != .none else { return [] }
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        var text = String(text.unicodeScalars.prefix(QueryVocabulary.characters))
        let (folded, places) = text.withUTF8 { bytes in
            analyze(bytes, words: &words, grams: &grams)
            return foldedText.utf8WithStarts
        }
        let alone = Set(words.starts.indices.map { words.starts[$0]..<words.ends[$0] })
        return vocabulary.expansions(of: folded) { place in places[place].map { alone.contains($0) } ?? false }
    }

    /// A name as texts are folded.
    package func folded(_ name: String) -> String {
        var name = name
        return name.withUTF8 { bytes in
            fold(bytes)
            return String(decoding: foldedText.utf8WithStarts.bytes, as: UTF8.self)
        }
    }
}

extension FoldedUnits {
    /// The text in UTF-8, and for each byte that begins a character the bytes of the original that this came from.
    fileprivate var utf8WithStarts: (bytes: [UInt8], places: [Int: Range<UInt32>]) {
        var bytes: [UInt8] = []
        var places: [Int: Range<UInt32>] = [:]
        bytes.reserveCapacity(3 * count)
        for index in 0..<count where classes[index] != CharacterClass.trail {
            places[bytes.count] = starts[index]..<max(starts[index], ends[index])
            let (bits, length) = utf8(at: index)
            for byte in (0..<length).reversed() { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
        }
        return (bytes, places)
    }
}
