internal import FaguiUnicode

/// The segmenter in plain mode beside ICU's breaker, over the same folded text: for measuring and for the promise that both divide alike.
///
/// - Concurrency: One value belongs to one thread.
package final class SegmentingComparison {
    private let folder: TextFolder
    private var segmenter: LatticeSegmenter
    private let breaker: WordBreaker
    private let owner: AnyObject?

    /// - Throws: ``TextError`` if the analysis has no compiled dictionary or ICU no breaker.
    package init(_ analysis: Analysis) throws {
        guard let file = analysis.file, analysis.words != .breaker else {
            throw TextError.corruptAnalysis(reason: "there is no compiled dictionary to compare")
        }
        folder = try analysis.makeFolder()
        segmenter = LatticeSegmenter(
            dictionary: try WordDictionary(file.section(.dictionary)),
            table: try WordBreakTable(file.section(.classes)))
        breaker = try WordBreaker()
        owner = file
    }

    deinit {
        breaker.close()
    }

    /// The folded text in UTF-16.
    package func fold(_ text: [UInt8]) -> [UInt16] {
        text.withUnsafeBufferPointer { folder.fold($0, keepsOffsets: false) }
        return [UInt16](UnsafeBufferPointer(start: folder.folded.units, count: folder.folded.count))
    }

    /// The number of breaks that our segmenter finds.
    package func segment(_ units: UnsafeBufferPointer<UInt16>) -> Int {
        guard let base = units.baseAddress else { return 0 }
        return segmenter.segment(base, count: units.count)
    }

    /// The number of breaks that ICU finds.
    package func segmentByICU(_ units: UnsafeBufferPointer<UInt16>) -> Int {
        guard let base = units.baseAddress, breaker.begin(base, count: units.count) else { return 0 }
        var count = 0
        while breaker.next() != nil { count += 1 }
        return count
    }

    /// The places where only one of both has a break, or where they differ in whether a word ends there.
    package func differences(_ units: UnsafeBufferPointer<UInt16>) -> [Int] {
        guard let base = units.baseAddress else { return [] }
        let count = segmenter.segment(base, count: units.count)
        var ours: Set<UInt64> = []
        for number in 0..<count { ours.insert(segmenter.breaks[number]) }
        var theirs: Set<UInt64> = []
        guard breaker.begin(base, count: units.count) else { return [0] }
        while let end = breaker.next() { theirs.insert(UInt64(end) << 1 | (breaker.isWord ? 1 : 0)) }
        return ours.symmetricDifference(theirs).map { Int($0 >> 1) }.sorted()
    }
}
