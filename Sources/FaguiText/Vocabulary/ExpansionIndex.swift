internal import Synchronization

/// The names of a shipped file by how they begin.
final class ExpansionIndex: Sendable {
    /// A name, in bytes of the file.
    struct Name: Sendable {
        var range: Range<Int>
        /// Where its line begins.
        var line: Int
    }

    /// Makes the index of a file once it was asked for often enough.
    final class Lazily: Sendable {
        private struct State {
            var uses = 0
            var index: ExpansionIndex?
        }

        private let state = Mutex(State())

        /// Uses before an index is made: a run that asks one query ends sooner without.
        private static let patience = 8

        /// The index; nil where the file was used too little so far.
        func used(for file: ExpansionFile) -> ExpansionIndex? {
            state.withLock { state in
                state.uses += 1
                if state.index == nil, state.uses > Self.patience { state.index = ExpansionIndex(file) }
                return state.index
            }
        }
    }

    static let synonyms = Lazily()
    static let thesaurus = Lazily()

    /// Names by the bits of ``ExpansionScanner``, inside a bit in the file's order.
    private let names: [Name]
    /// Where the names of each bit begin, and where the last ones end.
    private let starts: [Int]

    private init(_ file: ExpansionFile) {
        var byBit = [[Name]](repeating: [], count: 1024)
        file.withBytes { bytes in
            ExpansionFile.forEachName(in: bytes, file.kind) { range, line in
                byBit[ExpansionScanner.bit(of: range, in: bytes)].append(Name(range: range, line: line))
            }
        }
        names = byBit.flatMap(\.self)
        starts = byBit.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    }

    /// The names that begin with one of some bits, in the file's order.
    ///
    /// - Parameter bits: 1,024 bits.
    /// - Returns: The names.
    func names(beginningWith bits: [UInt64]) -> [Name] {
        var found: [Name] = []
        for (place, word) in bits.enumerated() {
            var word = word
            while word != 0 {
                let bit = place << 6 + word.trailingZeroBitCount
                found += names[starts[bit]..<starts[bit + 1]]
                word &= word - 1
            }
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }
}
