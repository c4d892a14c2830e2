/// Finds where the most that differs lies close together among the matches of a text.
struct DenseWindow {
    private let text: [UInt8]
    private let matches: [Range<Int>]
    /// Scalars before each match, and in it.
    private var starts: [Int] = []
    private var lengths: [Int] = []
    /// Equal numbers for equal bytes.
    private var kinds: [Int] = []

    /// The bytes from the first to the last match of the best window; nil without matches.
    ///
    /// A match that is longer than `length` scalars is a window alone.
    static func densest(_ matches: [Range<Int>], in text: [UInt8], length: Int) -> Range<Int>? {
        guard !matches.isEmpty else { return nil }
        return DenseWindow(matches, in: text).densest(length: length)
    }

    private init(_ matches: [Range<Int>], in text: [UInt8]) {
        self.text = text
        self.matches = matches
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        var scalars = 0
        var place = 0
        for match in matches {
            scalars += Self.scalarCount(text[place..<match.lowerBound])
            let length = Self.scalarCount(text[match])
            starts.append(scalars)
            lengths.append(length)
            let kind = numbers[text[match]] ?? numbers.count
            numbers[text[match]] = kind
            kinds.append(kind)
            scalars += length
            place = match.upperBound
        }
    }

    private func densest(length: Int) -> Range<Int> {
        var shown = [Int](repeating: 0, count: (kinds.max() ?? 0) + 1)
        var score = 0
        var first = 0
        var best = (score: -1, first: 0, last: 0)
        for last in matches.indices {
            score += gain(of: last, isFirst: shown[kinds[last]] == 0)
            shown[kinds[last]] += 1
            while first < last, starts[last] + lengths[last] - starts[first] > length {
                shown[kinds[first]] -= 1
                score -= gain(of: first, isFirst: shown[kinds[first]] == 0)
                first += 1
            }
            // Of a match longer than the window no more than the window is seen.
            let seen = first == last ? min(score, 5 * length) : score
            if seen > best.score { best = (seen, first, last) }
        }
        return matches[best.first].lowerBound..<matches[best.last].upperBound
    }

    /// What a match adds: the first of its kind says more than a repetition.
    private func gain(of match: Int, isFirst: Bool) -> Int {
        isFirst ? 5 * lengths[match] : lengths[match]
    }

    private static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            // Bytes 0b10…… go on with a scalar.
            for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }
}
