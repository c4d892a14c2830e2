import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// Which segments are merged, and which never.
@Suite struct MergePolicyTests {
    private static let megabyte = UInt64(1 << 20)

    @Test func fewSegmentsAreLetStand() {
        #expect(MergePolicy().nextMerge([]) == nil)
        #expect(MergePolicy().nextMerge((0..<8).map { _ in Self.segment(1) }) == nil)
        // One of each size: nothing is gained by writing the large one again.
        #expect(MergePolicy().nextMerge([4000, 400, 40, 4].map { Self.segment($0) }) == nil)
    }

    @Test func manySegmentsOfOneSizeAreMerged() throws {
        let merge = try #require(MergePolicy().nextMerge((0..<12).map { _ in Self.segment(1) }))
        #expect(merge.count == 10)
    }

    @Test func theSmallAreMergedRatherThanWithALargeNeighbour() throws {
        let sizes = [900.0] + [Double](repeating: 3, count: 30) + [900]
        let merge = try #require(MergePolicy().nextMerge(sizes.map { Self.segment($0) }))
        #expect(merge.lowerBound >= 1 && merge.upperBound <= 31)
    }

    @Test func noMergeIsLargerThanTheLimits() throws {
        var policy = MergePolicy()
        policy.maxSizeInBytes = Double(100 * Self.megabyte)
        let sizes = [Double](repeating: 60, count: 30)
        #expect(policy.nextMerge(sizes.map { Self.segment($0) }) == nil, "any two are too large together")
        policy = MergePolicy()
        policy.maxDocumentCount = 2500
        let merge = try #require(policy.nextMerge((0..<30).map { _ in Self.segment(1, documents: 1000) }))
        #expect(merge.count == 2)
    }

    @Test func beyondTheLargestNumberOfSegmentsSizeNoLongerHoldsBack() throws {
        var policy = MergePolicy()
        policy.maxSizeInBytes = Double(10 * Self.megabyte)
        let many = (0..<policy.maxSegmentCount + 1).map { _ in Self.segment(9) }
        #expect(policy.nextMerge(many) != nil)
        policy.maxDocumentCount = 1500
        #expect(policy.nextMerge(many) == nil, "numbers of documents are a limit of the format")
    }

    @Test func aSegmentWithManyDeletedDocumentsIsWrittenAnew() {
        let sound = Self.segment(50)
        #expect(MergePolicy().nextMerge([sound, Self.segment(50, deleted: 300), sound]) == nil)
        #expect(MergePolicy().nextMerge([sound, Self.segment(50, deleted: 400), sound]) == 1..<2)
        #expect(MergePolicy().nextMerge([Self.segment(50, deleted: 400), Self.segment(50, deleted: 900)]) == 1..<2)
    }

    @Test func whatTwoAnalysesMadeIsNeverMerged() throws {
        let alternating = (0..<100).map { Self.segment(1, group: "\($0 % 2)") }
        #expect(MergePolicy().nextMerge(alternating) == nil)
        let halves = (0..<24).map { Self.segment(1, group: $0 < 12 ? "a" : "b") }
        let merge = try #require(MergePolicy().nextMerge(halves))
        #expect(merge.upperBound <= 12 || merge.lowerBound >= 12)
    }

    @Test func aFullMergeFollowsTheAnalyses() {
        #expect(MergePolicy.runs([]) == [])
        #expect(MergePolicy.runs(["a"]) == [0..<1])
        #expect(MergePolicy.runs(["a", "a", "b", "a", "a", "a"]) == [0..<2, 2..<3, 3..<6])
    }

    @Test(arguments: RandomTests.seeds(10)) func anIndexThatGrowsStaysInTiers(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let policy = MergePolicy()
        var segments: [MergePolicy.Candidate] = []
        var written = 0.0, added = 0.0
        for _ in 0..<600 {
            let size = Double.random(in: 0.1...40, using: &random)
            segments.append(Self.segment(size))
            added += size
            while let merge = policy.nextMerge(segments) {
                #expect(merge.count >= 2 && merge.count <= policy.maxMergeWidth, "seed \(seed)")
                let bytes = segments[merge].reduce(0) { $0 + $1.sizeInBytes }
                let documents = segments[merge].reduce(0) { $0 + $1.documentCount }
                written += Double(bytes) / Double(Self.megabyte)
                let joined = MergePolicy.Candidate(
                    sizeInBytes: bytes, documentCount: documents, deletedDocumentCount: 0)
                segments.replaceSubrange(merge, with: [joined])
            }
            #expect(segments.count <= policy.maxSegmentCount, "seed \(seed)")
        }
        // Every byte is written again about once a tier: sizes span three powers of ten here.
        #expect(written < 8 * added, "seed \(seed): \(written) written for \(added)")
    }

    private static func segment(
        _ megabytes: Double, documents: UInt32 = 1000, deleted: UInt32 = 0, group: String = ""
    ) -> MergePolicy.Candidate {
        MergePolicy.Candidate(
            sizeInBytes: UInt64(megabytes * Double(megabyte)), documentCount: documents, deletedDocumentCount: deleted,
            group: group)
    }
}
