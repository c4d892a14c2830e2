/// How the segments of a commit are to be called in another folder, so that none takes a name of the commit that is there
/// before that one is replaced.
///
/// A segment keeps its name where it can, so that a backup has the names of its index, and it can be seen which files it
/// has already. Names are in the manifest alone, not in the files: another one changes nothing else.
struct CopyPlan {
    /// The commit point that the other folder will have.
    let point: CommitPoint
    /// The names of the segments' files there, by their names here.
    let names: [String: String]

    /// - Parameters:
    ///   - held: The commit to copy.
    ///   - destination: The other folder.
    ///   - old: Its newest commit point; nil for none.
    ///   - isDamaged: Whether it has one that cannot be read: then all of its files may be named by it.
    /// - Throws: `io`.
    init(_ held: HeldCommit, to destination: any Directory, old: CommitPoint?, isDamaged: Bool) throws {
        let present = try destination.list().filter { IndexFiles.isSegmentFile($0) }
        let named = old.map { Set($0.segments.map(\.name)) } ?? (isDamaged ? Set(present.map(Self.segment)) : [])
        let numbers = (present.map(Self.segment) + Array(named)).compactMap { IndexFiles.segmentNumber($0) }
        var next = max(held.point.nextSegmentNumber, old?.nextSegmentNumber ?? 1, (numbers.max() ?? 0) + 1)
        var point = held.point
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for index in point.segments.indices {
            let segment = point.segments[index]
            // The same number and checksums: the same segment, perhaps with other deletions.
            let twin = old?.segments.first { $0.uniqueID == segment.uniqueID && $0.files == segment.files }
            var name = twin?.name ?? segment.name
            if twin == nil && named.contains(name) || taken.contains(name) {
                name = IndexFiles.segmentName(next)
                next += 1
            } else if let twin, let deletions = segment.deletions, let before = twin.deletions,
                deletions.part == before.part, deletions != before
            {
                // Another history gave the same name to other deletions.
                name = IndexFiles.segmentName(next)
                next += 1
            }
            taken.insert(name)
            point.segments[index].name = name
            for (file, new) in zip(segment.fileNames, point.segments[index].fileNames) { names[file] = new }
        }
        point.nextSegmentNumber = next
        self.names = names
        let isThere = old.map { $0.segments == point.segments && $0.schema == point.schema } ?? false
        if let old, old.generation >= point.generation {
            // Readers tell commits apart by their numbers.
            point.generation = isThere ? old.generation : old.generation + 1
            if isThere { point.nextSegmentNumber = old.nextSegmentNumber }
        } else if isDamaged {
            point.generation = max(point.generation, CommitPoint.generationBeyondAll)
        }
        self.point = point
    }

    /// What stands before the dot.
    private static func segment(_ file: String) -> String { String(file.prefix { $0 != "." }) }
}
