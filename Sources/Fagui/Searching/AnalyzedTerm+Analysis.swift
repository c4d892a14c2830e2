internal import FaguiText

extension AnalyzedTerm {
    /// The terms of a text: words, then grams, each in text order.
    static func terms(of text: String, by analysis: Analysis) throws -> [AnalyzedTerm] {
        let bytes = Array(text.utf8)
        let analyzer = try Analyzer(analysis)
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        bytes.withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
        let scalars = ScalarIndex(bytes)
        // Words carry no positions; a word stands where the gram of its first character does.
        let positions = Dictionary(zip(grams.starts, grams.positions), uniquingKeysWith: { first, _ in first })
        return terms(words, kind: .word, scalars) { positions[words.starts[$0]] ?? 0 }
            + terms(grams, kind: .gram, scalars) { grams.positions[$0] }
    }

    private static func terms(
        _ buffer: TermBuffer, kind: Kind, _ scalars: ScalarIndex, position: (Int) -> UInt32
    ) -> [AnalyzedTerm] {
        buffer.terms.indices.map { index in
            let bytes = Int(buffer.starts[index])..<Int(buffer.ends[index])
            return AnalyzedTerm(
                kind: kind, term: String(decoding: buffer.bytes(at: index), as: UTF8.self),
                position: Int(position(index)),
                scalars: scalars.number(at: bytes.lowerBound)..<scalars.number(at: bytes.upperBound), bytes: bytes)
        }
    }
}

/// The number of each Unicode scalar of a text by its byte.
struct ScalarIndex {
    private let numbers: [Int]

    /// Counts the scalars of valid UTF-8.
    init(_ bytes: some Collection<UInt8>) {
        var numbers: [Int] = []
        numbers.reserveCapacity(bytes.count + 1)
        var next = 0
        for byte in bytes {
            // Bytes 0b10…… go on with a scalar.
            if byte & 0xC0 != 0x80 { next += 1 }
            numbers.append(next - 1)
        }
        numbers.append(next)
        self.numbers = numbers
    }

    /// Scalars before a byte that begins one, or before the end.
    func number(at byte: Int) -> Int { numbers[byte] }
}
