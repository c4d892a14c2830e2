/// Finds places for the children of nodes: slots that are free, at a base that no other node has.
///
/// Sixty-four bases are tried at a time: a bit of a word for each, of which every code of the children takes away those
/// that lead to a slot in use.
struct SlotFinder: ~Copyable {
    /// One bit a slot: whether it is free.
    private var free: UnsafeMutablePointer<UInt64>
    /// One bit a base: whether no node has it.
    private var unused: UnsafeMutablePointer<UInt64>
    private let wordCount: Int
    /// By the number of children, roughly: the word of bases to look at first. What was too full for some nodes is too
    /// full for others with as many children.
    private var starts = [Int](repeating: 0, count: 18)
    /// One more than the last slot in use.
    private(set) var end = 1

    /// Words that are looked at in vain before the search for such nodes begins later: few nodes have many children, and
    /// these would else leave the most room unused.
    private static func patience(_ kind: Int) -> Int { kind >= 5 ? 8192 : kind >= 3 ? 256 : 16 }

    /// - Parameter capacity: More than all slots that will be needed: nodes, holes, and the largest code twice.
    init(capacity: Int) {
        wordCount = capacity / 64 + 1
        free = .allocate(capacity: wordCount + 1)
        free.initialize(repeating: .max, count: wordCount + 1)
        unused = .allocate(capacity: wordCount)
        unused.initialize(repeating: .max, count: wordCount)
        // A base of 0 says that there are no children, and slot 0 is nobody's.
        free[0] &= ~1
        unused[0] &= ~1
    }

    deinit {
        free.deallocate()
        unused.deallocate()
    }

    /// Takes the slots base + code for ascending codes, and returns the base, at least 1.
    mutating func place(_ codes: UnsafeBufferPointer<Int>) -> Int {
        guard let last = codes.last else { return 0 }
        let kind = Int.bitWidth - codes.count.leadingZeroBitCount
        let (free, unused) = (free, unused)
        let four = MemoryLayout<SIMD4<UInt64>>.stride / MemoryLayout<UInt64>.stride
        // Of 64 bases, in four words one after another, those whose slot for a code is free.
        @inline(__always)
        func fits(_ word: Int, _ code: Int) -> SIMD4<UInt64> {
            let place = UnsafeRawPointer(free + (word &+ code >> 6))
            let shift = SIMD4<UInt64>(repeating: UInt64(truncatingIfNeeded: code & 63))
            let low = place.loadUnaligned(as: SIMD4<UInt64>.self)
            let high = place.loadUnaligned(fromByteOffset: 8, as: SIMD4<UInt64>.self)
            return low &>> shift | (high &<< 1) &<< (63 &- shift)
        }
        // Four codes without a branch between them leave few words to look at further: which of them empties a word nobody
        // can foretell.
        func code(_ index: Int) -> Int { codes[min(index, codes.count - 1)] }
        let head = (code(0), code(1), code(2), code(3))
        var word = starts[kind]
        var bases: UInt64 = 0
        search: while true {
            precondition(word * 64 + last < (wordCount - 6) * 64, "more slots than were reserved")
            var found = UnsafeRawPointer(unused + word).loadUnaligned(as: SIMD4<UInt64>.self)
            found &= fits(word, head.0) & fits(word, head.1) & fits(word, head.2) & fits(word, head.3)
            var index = 4
            while found[0] | found[1] | found[2] | found[3] != 0, index < codes.count {
                found &= fits(word, codes[index])
                index &+= 1
            }
            for place in 0..<four where found[place] != 0 {
                bases = found[place]
                word &+= place
                break search
            }
            word &+= four
        }
        // Go on a little later: not so far that small holes stay empty, nor so near that the search takes long.
        let tries = word - starts[kind]
        if tries > Self.patience(kind) { starts[kind] += tries / 4 }
        let base = word * 64 + bases.trailingZeroBitCount
        unused[base >> 6] &= ~(1 << UInt64(base & 63))
        var index = 0
        while index < codes.count {
            let slot = base + codes[index]
            free[slot >> 6] &= ~(1 << UInt64(slot & 63))
            index += 1
        }
        end = max(end, base + last + 1)
        return base
    }
}
