internal import FaguiUnicode

/// Finds the words of a folded text: ICU's, and identifiers whole and in parts.
struct WordSegmenter {
    /// Bytes of the longest word that becomes a term; what is longer is found by its grams alone.
    static var longestTerm: Int { 255 }

    let breaker: WordBreaker

    /// Appends the words of a text in text order.
    ///
    /// A word of ICU's that lies inside an identifier is left out: the identifier's parts stand for it.
    func segment(_ text: FoldedUnits, into list: inout TermList, arena: inout [UInt8], keepsOffsets: Bool) {
        let cutter = PieceCutter(text: text)
        var scanner = IdentifierScanner(text)
        var identifier = scanner.next()
        var identifierEnd = 0
        var pieceStart = 0
        while pieceStart < text.count {
            let piece = cutter.piece(from: pieceStart)
            var word = WordRange(start: pieceStart, end: pieceStart)
            guard breaker.begin(text.units + pieceStart, count: piece.end - pieceStart) else { return }
            pieceStart = piece.end
            while let next = breaker.next() {
                word = WordRange(start: word.end, end: piece.start + next)
                if piece.isCutAnywhere, next > PieceCutter.trusted, word.start > piece.start {
                    pieceStart = word.start
                    break
                }
                guard breaker.isWord else { continue }
                while let found = identifier, found.start <= word.start {
                    append(found, scanner, text, &list, &arena, keepsOffsets)
                    identifierEnd = found.end
                    identifier = scanner.next()
                }
                if word.end > identifierEnd { append(word, text, &list, &arena, keepsOffsets) }
            }
        }
        while let found = identifier {
            append(found, scanner, text, &list, &arena, keepsOffsets)
            identifier = scanner.next()
        }
    }

    /// The units of a word.
    private struct WordRange {
        var start: Int
        var end: Int
    }

    /// Appends an identifier whole, then its parts where it has several.
    private func append(
        _ identifier: IdentifierScanner.Identifier, _ scanner: IdentifierScanner, _ text: FoldedUnits,
        _ list: inout TermList, _ arena: inout [UInt8], _ keepsOffsets: Bool
    ) {
        func append(_ start: Int, _ end: Int) {
            guard end - start <= Self.longestTerm else { return }
            let arenaStart = arena.count
            scanner.appendTerm(start, end, to: &arena)
            var term = PackedTerm(arenaOffset: arenaStart, length: arena.count - arenaStart)
            if let short = PackedTerm(arena[arenaStart...]) {
                arena.removeLast(arena.count - arenaStart)
                term = short
            }
            list.append(
                term, start: keepsOffsets ? text.starts[start] : 0, end: keepsOffsets ? text.ends[end - 1] : 0)
        }
        append(identifier.start, identifier.end)
        scanner.forEachPart(of: identifier) { start, end in
            if end - start < identifier.end - identifier.start { append(start, end) }
        }
    }

    @inline(__always)
    private func append(
        _ word: WordRange, _ text: FoldedUnits, _ list: inout TermList, _ arena: inout [UInt8], _ keepsOffsets: Bool
    ) {
        guard let term = pack(word, text, &arena) else { return }
        if keepsOffsets {
            list.append(term, start: text.starts[word.start], end: text.ends[word.end - 1])
        } else {
            list.append(term, start: 0, end: 0)
        }
    }

    /// Packs the units of a word.
    @inline(__always)
    private func pack(_ word: WordRange, _ text: FoldedUnits, _ arena: inout [UInt8]) -> PackedTerm? {
        var bits: UInt64 = 0
        var length = 0
        for index in word.start..<word.end where text.classes[index] != CharacterClass.trail {
            let next = text.utf8(at: index)
            length += next.length
            if length > PackedTerm.inlineCapacity { return packLong(word, text, &arena) }
            bits = bits << UInt64(8 * next.length) | next.bits
        }
        return PackedTerm(bits: bits, length: length)
    }

    @inline(never)
    private func packLong(_ word: WordRange, _ text: FoldedUnits, _ arena: inout [UInt8]) -> PackedTerm? {
        // Every unit is a byte at least.
        guard word.end - word.start <= Self.longestTerm, arena.count <= Int(UInt32.max) else { return nil }
        let start = arena.count
        for index in word.start..<word.end where text.classes[index] != CharacterClass.trail {
            let (bits, length) = text.utf8(at: index)
            for byte in (0..<length).reversed() { arena.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
        }
        guard arena.count - start <= Self.longestTerm else {
            arena.removeSubrange(start...)
            return nil
        }
        return PackedTerm(arenaOffset: start, length: arena.count - start)
    }
}
