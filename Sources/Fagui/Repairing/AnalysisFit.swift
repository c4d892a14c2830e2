internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

/// Whether the terms of a segment are those that an analysis gives: by the words and grams of some of its texts, each of
/// which has to be found in its passage.
enum AnalysisFit {
    /// Texts that are tried, spread over the segment.
    private static var sampleCount: Int { 64 }
    /// Passages of each that are tried.
    private static var passageCount: Int { 8 }
    /// Terms with more documents are only looked up.
    private static var documentLimit: UInt32 { 2048 }

    /// - Parameters:
    ///   - segment: The segment.
    ///   - bytes: The analysis, serialised.
    /// - Returns: False also for bytes that are no analysis.
    /// - Throws: `corrupt`.
    static func fits(_ segment: SegmentReader, _ bytes: [UInt8]) throws -> Bool {
        guard let analysis = try? Analysis(serialized: bytes), let analyzer = try? Analyzer(analysis) else {
            return false
        }
        let step = max(1, segment.sourceCount / sampleCount)
        for source in stride(from: 0, to: segment.sourceCount, by: step) {
            for doc in try segment.documents(ofSource: source).prefix(passageCount) {
                guard let record = try? PassageRecord(decoding: segment.storedDocument(doc)) else { return false }
                guard try has(record.text, doc, segment, analyzer) else { return false }
            }
        }
        return true
    }

    /// Whether a passage has all terms of its text.
    private static func has(
        _ text: [UInt8], _ doc: DocID, _ segment: SegmentReader, _ analyzer: Analyzer
    ) throws -> Bool {
        var words = TermBuffer()
        var grams = TermBuffer()
        text.withUnsafeBufferPointer { _ = analyzer.analyzeWithMarks($0, words: &words, grams: &grams) }
        let body = LibrarySchema.searchFields.texts[0]
        for (terms, field) in [(terms(of: words), body.words), (terms(of: grams), body.grams)] {
            for term in terms {
                guard let info = try term.withUnsafeBytes({ try segment.term($0, in: field) }) else { return false }
                guard info.documentFrequency <= documentLimit else { continue }
                var isThere = false
                try segment.forEachLiveDocument(of: info) { if $0 == doc { isThere = true } }
                if !isThere { return false }
            }
        }
        return true
    }

    private static func terms(of buffer: borrowing TermBuffer) -> Set<[UInt8]> {
        var terms: Set<[UInt8]> = []
        for index in buffer.terms.indices { terms.insert(buffer.bytes(at: index)) }
        return terms
    }
}
