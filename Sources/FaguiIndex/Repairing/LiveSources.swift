/// Which sources of the segments of an index are alive, where not all deletions are known and an id may stand in several.
///
/// A source is replaced by one that comes later: in a later place of the same segment, or in a later segment. What is
/// alive by deletions that are known outweighs what may have been deleted.
struct LiveSources {
    /// One segment, as far as it is known.
    struct Segment {
        var sources: SourcesFile?
        var store: any SourceStore
        var deletions: SegmentRemains.Deletions
        /// Documents that are deleted, where that is known though the deletions are not.
        var deletedDocumentCount: Int?
    }

    private struct Owner {
        var segment: Int
        var source: Int
        var isCertain: Bool
    }

    /// The numbers of the sources that are not alive, by segment.
    private(set) var dead: [Set<UInt32>]
    /// Live sources of which it cannot be told whether they were deleted, or which of two versions is the newer one.
    private(set) var doubtful: [(segment: Int, source: Int)] = []

    /// - Parameter segments: In the order in which they were written.
    /// - Throws: `corrupt`.
    init(_ segments: [Segment]) throws {
        dead = segments.map { _ in [] }
        var owners: [[UInt8]: Owner] = [:]
        var contested: Set<[UInt8]> = []
        for (index, segment) in segments.enumerated() {
            guard let table = segment.sources else { continue }
            let deleted: Set<UInt32>?
            if case .known(let numbers) = segment.deletions { deleted = Set(numbers) } else { deleted = nil }
            for source in 0..<table.sourceCount {
                if deleted?.contains(UInt32(source)) == true {
                    dead[index].insert(UInt32(source))
                    continue
                }
                let id = try table.id(of: source)
                let new = Owner(segment: index, source: source, isCertain: deleted != nil)
                guard let old = owners[id] else {
                    owners[id] = new
                    continue
                }
                let (winner, loser) = old.isCertain && !new.isCertain ? (old, new) : (new, old)
                owners[id] = winner
                dead[loser.segment].insert(UInt32(loser.source))
                if old.segment != new.segment, old.isCertain, new.isCertain,
                    !segments[old.segment].store.hasSameTexts(old.source, as: segment.store, source)
                {
                    contested.insert(id)
                }
            }
        }
        // Where as many documents are dead as were deleted, nothing else was.
        let areAllFound = try segments.enumerated().map { index, segment in
            guard let count = segment.deletedDocumentCount, let table = segment.sources else { return false }
            return try dead[index].reduce(0) { $0 + (try table.documents(of: Int($1)).count) } == count
        }
        for (id, owner) in owners
        where contested.contains(id) || !owner.isCertain && !areAllFound[owner.segment] {
            doubtful.append((owner.segment, owner.source))
        }
        doubtful.sort { ($0.segment, $0.source) < ($1.segment, $1.source) }
    }
}
