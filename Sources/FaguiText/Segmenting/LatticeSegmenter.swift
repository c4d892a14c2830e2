/// Divides folded text as ICU does, at many times its speed: boundaries by the rules of word breaking, runs of the
/// dictionary's scripts by a lattice.
struct LatticeSegmenter: ~Copyable {
    private let dictionary: WordDictionary
    private let table: WordBreakTable
    private var lattice = Lattice()
    /// ICU's breaker, opened when a text has a script with a dictionary of another language.
    private var breaker: WordBreaker?

    /// By number of the break: its place, times two, plus one where what ends there is a word.
    private(set) var breaks: UnsafeMutablePointer<UInt64>
    private var capacity = 1024

    /// Breaks above which room is given back when a much shorter text follows.
    private static var lastingCapacity: Int { 4 << 20 }

    /// - Parameters:
    ///   - dictionary: Words with costs.
    ///   - table: The classes of characters.
    init(dictionary: WordDictionary, table: WordBreakTable) {
        self.dictionary = dictionary
        self.table = table
        breaks = .allocate(capacity: capacity)
    }

    deinit {
        breaker?.close()
        breaks.deallocate()
    }

    /// Divides a text and fills ``breaks``.
    ///
    /// - Parameters:
    ///   - units: UTF-16, well-formed.
    ///   - count: Units.
    /// - Returns: The number of breaks, that at the end included.
    mutating func segment(_ units: UnsafePointer<UInt16>, count: Int) -> Int {
        if count > capacity || capacity > Self.lastingCapacity && count < capacity / 8 {
            breaks.deallocate()
            capacity = max(1024, count + count / 4)
            breaks = .allocate(capacity: capacity)
        }
        let scanner = RuleScanner(table: table, units: units, count: count)
        var place = 0
        var found = 0
        while place < count {
            if Self.isIdeograph(units[place]) {
                var end = place + 1
                while end < count, Self.isIdeograph(units[end]) { end += 1 }
                // Whatever goes with ideographs is left to the rules.
                if end == count || scanner.character(at: end).class.kind < WordBreakClass.katakana {
                    divide(units, place, end, isWord: true, &found)
                    place = end
                    continue
                }
            }
            let piece = scanner.piece(from: place)
            if piece.isComplex {
                divideForeign(units, place, piece, &found)
            } else if piece.isInDictionary {
                divideRuns(units, place, piece, scanner, &found)
            } else {
                append(piece.end, piece.isWord, &found)
            }
            place = piece.end
        }
        return found
    }

    /// The basic block, to which all but a few ideographs of a text belong.
    @inline(__always)
    private static func isIdeograph(_ unit: UInt16) -> Bool { unit &- 0x4E00 < 0x5200 }

    @inline(__always)
    private func append(_ end: Int, _ isWord: Bool, _ found: inout Int) {
        breaks[found] = UInt64(truncatingIfNeeded: end) << 1 | (isWord ? 1 : 0)
        found += 1
    }

    /// Divides a run by the lattice.
    @inline(__always)
    private mutating func divide(
        _ units: UnsafePointer<UInt16>, _ start: Int, _ end: Int, isWord: Bool, _ found: inout Int
    ) {
        if end - start == 1 { return append(end, isWord, &found) }
        lattice.divide(units + start, count: end - start, by: dictionary)
        var place = 0
        while place < end - start {
            place = lattice.next(after: place)
            append(start + place, isWord, &found)
        }
    }

    /// Divides the runs of the dictionary's scripts in a piece; marks and what else is in it stay with what stands
    /// before.
    private mutating func divideRuns(
        _ units: UnsafePointer<UInt16>, _ start: Int, _ piece: RuleScanner.Piece, _ scanner: RuleScanner,
        _ found: inout Int
    ) {
        var place = start
        while place < piece.end {
            var end = place
            while end < piece.end {
                let (next, length) = scanner.character(at: end)
                guard next.isInDictionary else { break }
                end += length
            }
            guard end > place else {
                place += scanner.character(at: place).length
                continue
            }
            divide(units, place, end, isWord: piece.isWord, &found)
            // The end of a run inside a piece is no break.
            if end < piece.end { found -= 1 }
            place = end
        }
        if found == 0 || breaks[found - 1] >> 1 != UInt64(piece.end) { append(piece.end, piece.isWord, &found) }
    }

    /// Leaves a piece to ICU, which has dictionaries for Thai, Lao, Khmer and Burmese.
    private mutating func divideForeign(
        _ units: UnsafePointer<UInt16>, _ start: Int, _ piece: RuleScanner.Piece, _ found: inout Int
    ) {
        if breaker == nil { breaker = try? WordBreaker() }
        guard let breaker, breaker.begin(units + start, count: piece.end - start) else {
            return append(piece.end, piece.isWord, &found)
        }
        while let end = breaker.next() { append(start + end, breaker.isWord, &found) }
    }
}
