internal import FaguiUnicode

/// Finds the words of a folded text: ICU's, identifiers whole and in parts, and the values of numbers.
struct WordSegmenter: ~Copyable {
    /// Bytes of the longest word that becomes a term; what is longer is found by its grams alone.
    static var longestTerm: Int { 255 }

    /// ICU's breaker, for analyses without a compiled dictionary.
    private let breaker: WordBreaker?
    private var lattice: LatticeSegmenter?
    private var innerWords: InnerWords?
    /// Keeps the lattice's tables where they are.
    private let owner: AnyObject?

    /// Takes over a breaker.
    init(breaker: WordBreaker) {
        self.breaker = breaker
        lattice = nil
        innerWords = nil
        owner = nil
    }

    /// Takes over a lattice, whose tables an owner keeps; without `innerWords` words are ICU's alone.
    init(lattice: consuming LatticeSegmenter, innerWords: consuming InnerWords?, owner: AnyObject) {
        breaker = nil
        self.innerWords = consume innerWords
        self.lattice = consume lattice
        self.owner = owner
    }

    deinit {
        breaker?.close()
    }

    /// Appends the words of a text in text order.
    ///
    /// A word of ICU's that lies inside an identifier is left out: the identifier's parts stand for it.
    mutating func segment(
        _ text: FoldedUnits, into list: inout TermList, arena: inout [UInt8], keepsOffsets: Bool
    ) {
        var scanner = IdentifierScanner(text)
        var identifier = scanner.next()
        var identifierEnd = 0
        var values = NumeralWords(text, keepsOffsets: keepsOffsets)
        // Out of `self` while its words are walked over.
        var inner = innerWords.take()
        if inner == nil { values.end() }
        defer { innerWords = inner.take() }
        forEachWord(in: text) { start, end in
            while let found = identifier, found.start <= start {
                values.append(upTo: found.start, to: &list, arena: &arena)
                Self.append(found, scanner, text, &list, &arena, keepsOffsets)
                identifierEnd = found.end
                identifier = scanner.next()
            }
            if values.nextEnd <= start { values.append(upTo: start, to: &list, arena: &arena) }
            if end > identifierEnd {
                Self.append(WordRange(start: start, end: end), text, &list, &arena, keepsOffsets)
            }
            if InnerWords.shortest...Lattice.longestWord ~= end - start, text.classes[start] == CharacterClass.ideograph
            {
                inner?.forEach(text.units + start, count: end - start) { from, to in
                    Self.append(WordRange(start: start + from, end: start + to), text, &list, &arena, keepsOffsets)
                }
            }
        }
        while let found = identifier {
            values.append(upTo: found.start, to: &list, arena: &arena)
            Self.append(found, scanner, text, &list, &arena, keepsOffsets)
            identifier = scanner.next()
        }
        values.append(upTo: text.count, to: &list, arena: &arena)
    }

    /// Calls `body` with the units of every word in order.
    @inline(__always)
    private mutating func forEachWord(in text: FoldedUnits, _ body: (_ start: Int, _ end: Int) -> Void) {
        guard let breaker else {
            let count = lattice?.segment(text.units, count: text.count) ?? 0
            guard let breaks = lattice?.breaks else { return }
            var start = 0
            for number in 0..<count {
                let end = Int(truncatingIfNeeded: breaks[number] >> 1)
                if breaks[number] & 1 != 0 { body(start, end) }
                start = end
            }
            return
        }
        let cutter = PieceCutter(text: text)
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
                if breaker.isWord { body(word.start, word.end) }
            }
        }
    }

    /// The units of a word.
    private struct WordRange {
        var start: Int
        var end: Int
    }

    /// Appends an identifier whole, its shorter forms, then its parts where it has several.
    private static func append(
        _ identifier: IdentifierScanner.Identifier, _ scanner: IdentifierScanner, _ text: FoldedUnits,
        _ list: inout TermList, _ arena: inout [UInt8], _ keepsOffsets: Bool
    ) {
        func append(_ start: Int, _ end: Int, hasForms: Bool) {
            guard end - start <= longestTerm else { return }
            let arenaStart = arena.count
            scanner.appendTerm(start, end, to: &arena)
            let forms = hasForms ? IdentifierForms.shorter(arena[arenaStart...]) : []
            var term = PackedTerm(arenaOffset: arenaStart, length: arena.count - arenaStart)
            if let short = PackedTerm(arena[arenaStart...]) {
                arena.removeLast(arena.count - arenaStart)
                term = short
            }
            let place = keepsOffsets ? (text.starts[start], text.ends[end - 1]) : (0, 0)
            list.append(term, start: place.0, end: place.1)
            for form in forms {
                let term = PackedTerm(form) ?? PackedTerm(arenaOffset: arena.count, length: form.count)
                if !term.isInline { arena += form }
                list.append(term, start: place.0, end: place.1)
            }
        }
        // Plain numbers are many, and have none.
        append(identifier.start, identifier.end, hasForms: identifier.end - identifier.start > 4)
        scanner.forEachPart(of: identifier) { start, end in
            if end - start < identifier.end - identifier.start { append(start, end, hasForms: false) }
        }
    }

    @inline(__always)
    private static func append(
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
    private static func pack(_ word: WordRange, _ text: FoldedUnits, _ arena: inout [UInt8]) -> PackedTerm? {
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
    private static func packLong(_ word: WordRange, _ text: FoldedUnits, _ arena: inout [UInt8]) -> PackedTerm? {
        // Every unit is a byte at least.
        guard word.end - word.start <= longestTerm, arena.count <= Int(UInt32.max) else { return nil }
        let start = arena.count
        for index in word.start..<word.end where text.classes[index] != CharacterClass.trail {
            let (bits, length) = text.utf8(at: index)
            for byte in (0..<length).reversed() { arena.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * byte))) }
        }
        guard arena.count - start <= longestTerm else {
            arena.removeSubrange(start...)
            return nil
        }
        return PackedTerm(arenaOffset: start, length: arena.count - start)
    }
}
