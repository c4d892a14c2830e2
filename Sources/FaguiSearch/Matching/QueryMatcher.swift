internal import FaguiText

/// Finds what a query matches in a text, for showing.
///
/// - Concurrency: Belongs to the thread of its analyzer; see ``AnalyzerPool``.
struct QueryMatcher {
    private let analyzer: Analyzer
    private let field: String
    private let settings: QuerySettings

    /// The texts are those of the first of `fields`: the body.
    init(analyzer: Analyzer, fields: SearchFields, settings: QuerySettings = .init()) {
        self.analyzer = analyzer
        self.settings = settings
        field = fields.texts.first?.name ?? ""
    }

    /// The bytes of a text that the query matches, ascending and apart: its words, its grams, and of what it requires
    /// as a phrase the whole phrase only; the amounts that are as asked. What it excludes, or asks of another field, is not among them.
    ///
    /// A text beyond ``chunkLength`` is read in pieces, so that memory stays small: a phrase over a joint is not
    /// found, and pieces behind ``enoughMatches`` are not read.
    /// - Parameters:
    ///   - query: As it was searched.
    ///   - text: UTF-8; in bytes that are not, nothing matches.
    /// - Returns: Bytes of the text, graphemes whole; ranges that touch are one.
    func matches(of query: ParsedQuery, in text: [UInt8]) -> [Range<Int>] {
        var terms = QueryTerms(analyzer, settings: settings)
        let sought = SoughtTerms(SoughtTexts(query.root, field: field), &terms)
        guard !sought.isEmpty else { return [] }
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        var marks = TermBuffer()
        var found: [Range<Int>] = []
        var start = 0
        while start < text.count, found.count < Self.enoughMatches {
            let end = Self.endOfChunk(from: start, in: text)
            guard String(validating: text[start..<end], as: UTF8.self) != nil else { return [] }
            text[start..<end].withUnsafeBufferPointer { analyzer.analyze($0, words: &words, grams: &grams) }
            if !sought.places.isEmpty { analyzer.marks(into: &marks) }
            for range in Self.find(sought, words, grams, marks) + quantities(sought) {
                found.append(range.lowerBound + start..<range.upperBound + start)
            }
            start = end
        }
        let edges = GraphemeEdges(text)
        return Self.union(found.map { edges.widened($0) })
    }

    /// Bytes that are analysed at once.
    static let chunkLength = 1 << 18
    /// Ranges after which no further piece is read.
    static let enoughMatches = 10_000

    /// Where the amounts stand that are sought in the text that was analysed last.
    private func quantities(_ sought: SoughtTerms) -> [Range<Int>] {
        guard !sought.quantities.isEmpty else { return [] }
        return analyzer.lastQuantities.filter { quantity in sought.quantities.contains { $0.holds(for: quantity) } }
            .map { analyzer.bytes(of: $0) }
    }

    private static func find(
        _ sought: SoughtTerms, _ words: TermBuffer, _ grams: TermBuffer, _ marks: TermBuffer
    ) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for index in words.terms.indices where sought.words.contains(words, index) {
            ranges.append(Int(words.starts[index])..<Int(words.ends[index]))
        }
        for index in grams.terms.indices {
            if sought.grams.contains(grams, index) {
                ranges.append(Int(grams.starts[index])..<Int(grams.ends[index]))
            } else if !sought.characters.isEmpty,
                sought.characters.contains(grams.firstCharacter(at: index))
            {
                ranges.append(Int(grams.starts[index])..<grams.endOfFirstCharacter(index))
            }
        }
        for phrase in sought.phrases { phrase.find(in: grams, appendingTo: &ranges) }
        if !sought.patterns.isEmpty {
            for index in words.terms.indices {
                let word = words.bytes(at: index)
                let isSought = word.withUnsafeBytes { bytes in sought.patterns.contains { $0.matches(bytes) } }
                if isSought { ranges.append(Int(words.starts[index])..<Int(words.ends[index])) }
            }
        }
        if !sought.places.isEmpty {
            var finder = SpanFinder(grams: grams, marks: marks)
            for spans in sought.places { ranges += finder.ranges(of: spans) }
        }
        return union(ranges)
    }

    /// The same bytes in ranges that are ascending and apart.
    private static func union(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var united: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = united.last, range.lowerBound <= last.upperBound {
                united[united.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                united.append(range)
            }
        }
        return united
    }

    /// Behind the last line or sentence that ends within a chunk, else between two scalars.
    private static func endOfChunk(from start: Int, in text: [UInt8]) -> Int {
        var limit = start + chunkLength
        guard limit < text.count else { return text.count }
        while limit > start + 1, text[limit] & 0xC0 == 0x80 { limit -= 1 }
        let fullStop = Array("。".utf8)
        var end = limit
        while end > start + chunkLength / 2 {
            if text[end - 1] == UInt8(ascii: "\n") || text[..<end].suffix(3).elementsEqual(fullStop) { return end }
            end -= 1
        }
        return limit
    }
}
