/// Decides which segments become one: neighbours only, so that documents keep their order, and of one group only: a
/// segment names the one analysis that its terms come from, and has each column for all of its rows.
///
/// Tiered, as in Lucene: few segments of each size are let stand; beyond that, the neighbours most alike in size are
/// merged. Deterministic: the same segments give the same answer.
struct MergePolicy: Sendable {
    /// What the policy knows of a segment.
    struct Candidate: Sendable, Equatable {
        /// Bytes of its files.
        var sizeInBytes: UInt64
        /// Documents, deleted ones included.
        var documentCount: UInt32
        /// Documents that are deleted.
        var deletedDocumentCount: UInt32
        /// Bytes of memory that merging it takes, roughly.
        var memory: UInt64 = 0
        /// What neighbours must have in common: the name of the analysis, and the columns.
        var group = ""
    }

    /// Segments of about one size that are let stand.
    var segmentsPerTier = 8
    /// Segments that become one at most, as long as there are no more than ``maxSegmentCount``.
    var maxMergeWidth = 10
    /// Below it sizes count as equal: merging such segments costs next to nothing.
    var floorSizeInBytes = Double(2 << 20)
    /// No merge makes a larger segment, so that the cost of a merge stays bounded.
    var maxSizeInBytes = Double(5 << 30)
    /// No merge makes a segment of more documents.
    var maxDocumentCount = UInt64(Int32.max)
    /// No merge takes more memory, roughly.
    var memoryBudget = UInt64.max
    /// Beyond as many segments, sizes no longer hold a merge back.
    var maxSegmentCount = 64
    /// A segment with a larger share of deleted documents is written anew by itself.
    var maxDeletedShare = 1.0 / 3

    /// The neighbours to merge next, or one segment to write anew; nil if all is well.
    func nextMerge(_ candidates: [Candidate]) -> Range<Int>? {
        let segments = candidates.map { Live($0, floor: floorSizeInBytes) }
        let isCrowded = segments.count > maxSegmentCount
        if isCrowded || segments.count > allowedCount(segments) {
            if let window = bestWindow(segments, maxSizeInBytes: maxSizeInBytes) { return window }
            if isCrowded, let window = bestWindow(segments, maxSizeInBytes: .infinity) { return window }
        }
        let worst = segments.indices.max { segments[$0].deletedShare < segments[$1].deletedShare }
        guard let worst, segments[worst].deletedShare > maxDeletedShare, segments[worst].memory <= memoryBudget else {
            return nil
        }
        return worst..<worst + 1
    }

    /// A segment as it would weigh without its deleted documents.
    private struct Live {
        var size: Double
        var documentCount: UInt64
        var deletedShare: Double
        var memory: UInt64
        var group: String

        init(_ candidate: Candidate, floor: Double) {
            group = candidate.group
            memory = candidate.memory
            let all = Double(max(1, candidate.documentCount))
            deletedShare = Double(candidate.deletedDocumentCount) / all
            size = max(floor, Double(candidate.sizeInBytes) * (1 - deletedShare))
            documentCount = UInt64(
                candidate.documentCount - min(candidate.deletedDocumentCount, candidate.documentCount))
        }
    }

    /// Neighbours of one group, which a full merge makes one segment each.
    static func runs(_ groups: [String]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for (index, group) in groups.enumerated() {
            if let last = runs.last, groups[last.lowerBound] == group {
                runs[runs.count - 1] = last.lowerBound..<index + 1
            } else {
                runs.append(index..<index + 1)
            }
        }
        return runs
    }

    /// How many segments the sizes justify: `segmentsPerTier` in each tier that is full, the rest in the topmost.
    private func allowedCount(_ segments: [Live]) -> Int {
        var rest = segments.reduce(0) { $0 + $1.size }
        var tierSize = segments.map(\.size).min() ?? floorSizeInBytes
        var allowed = 0
        while true {
            let count = rest / tierSize
            if count < Double(segmentsPerTier) || tierSize >= maxSizeInBytes {
                let topmost = Int(min(count.rounded(.up), Double(maxSegmentCount)))
                return min(maxSegmentCount, max(segmentsPerTier, allowed + topmost))
            }
            allowed += segmentsPerTier
            rest -= Double(segmentsPerTier) * tierSize
            tierSize = min(maxSizeInBytes, tierSize * Double(maxMergeWidth))
        }
    }

    /// The neighbours that gain most by a merge, the first of equals.
    ///
    /// The score, lower is better, is Lucene's: the share of the largest, so that bytes are not written again for the
    /// sake of a few new ones; a little for small results; and what deleted documents give back.
    private func bestWindow(_ segments: [Live], maxSizeInBytes: Double) -> Range<Int>? {
        var best: (score: Double, window: Range<Int>)?
        // An index that has thousands would be written anew, commit point and all, for every ten of them.
        let width = segments.count > maxSegmentCount ? max(maxMergeWidth, min(128, segments.count / 8)) : maxMergeWidth
        for start in segments.indices {
            var size = 0.0, largest = 0.0, allSize = 0.0
            var documents = UInt64(0), memory = UInt64(0)
            for end in start..<min(segments.count, start + width) {
                let segment = segments[end]
                size += segment.size
                largest = max(largest, segment.size)
                allSize += segment.size / max(1 - segment.deletedShare, 0.01)
                documents += segment.documentCount
                memory = memory.addingReportingOverflow(segment.memory).partialValue
                guard size <= maxSizeInBytes, documents <= maxDocumentCount, memory <= memoryBudget,
                    segment.group == segments[start].group
                else { break }
                guard end > start else { continue }
                let skew = max(largest / size, 1 / Double(width))
                let kept = size / allSize
                let score = skew * Self.twentiethRoot(size) * kept * kept
                if best.map({ score < $0.score }) ?? true { best = (score, start..<end + 1) }
            }
        }
        return best?.window
    }

    /// About the twentieth root: one for 1, doubling with every 20 bits; needs no C library.
    private static func twentiethRoot(_ size: Double) -> Double {
        1 + Double(size.exponent) / 20 + (size.significand - 1) / 20
    }
}

extension MergePolicy.Candidate {
    /// What the policy needs of a segment's info, and its group.
    init(_ info: SegmentInfo, group: String) {
        self.init(
            sizeInBytes: info.files.reduce(0) { $0.addingReportingOverflow($1.length).partialValue },
            documentCount: info.documentCount, deletedDocumentCount: info.deletedDocumentCount,
            memory: Self.memory(info), group: group)
    }

    /// What a merge holds of a segment: numbers, norms, columns, ids and the dictionary of terms grow in memory until
    /// they are written; of postings only the lists at hand are there, and of stored bytes a few megabytes.
    private static func memory(_ info: SegmentInfo) -> UInt64 {
        var bytes = 4 * UInt64(info.documentCount) + 256 * UInt64(info.sourceCount)
        for file in info.files {
            let share: UInt64
            switch SegmentPart(rawValue: file.part) {
            case .terms, .columns, .sources: share = file.length.multipliedReportingOverflow(by: 3).partialValue
            case .norms: share = file.length.multipliedReportingOverflow(by: 2).partialValue
            case .postings, .positions: share = file.length / 8
            case .stored, nil: share = 0
            }
            bytes = bytes.addingReportingOverflow(share).partialValue
        }
        return bytes
    }
}
