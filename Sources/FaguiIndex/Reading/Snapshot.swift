/// One commit point, open for reading: a fixed set of segments. A reader sees the same one for its whole life.
///
/// - Concurrency: Safe from any thread.
public struct Snapshot: Sendable {
    /// Counts commits, from 1.
    public let generation: UInt64
    /// The fields and columns.
    public let schema: Schema
    /// The live segments in the order of their documents.
    public internal(set) var segments: [SegmentReader]

    /// Where the documents of each segment begin, if all are counted through: below 2³² in all.
    package let documentStarts: [UInt32]

    /// All analysis files that the segments name, open, since a later commit may remove them.
    let analyses: [String: AnalysisFile]

    /// Opens the newest commit point.
    ///
    /// Starts over if a file of the commit point is gone, because another process has merged it away meanwhile.
    /// - Parameters:
    ///   - directory: The folder of the index.
    ///   - previous: A snapshot of the same index, whose open segments are taken over where they are still live.
    /// - Returns: The snapshot.
    /// - Throws: ``IndexError/notFound(path:)``, `corrupt`, `tooNew`, `io`.
    public static func open(_ directory: any Directory, reusing previous: Snapshot? = nil) throws -> Snapshot {
        var point = try newestPoint(directory)
        while true {
            do {
                return try Snapshot(point, in: directory, reusing: previous)
            } catch let error as IndexError where error.isMissingFile {
                let newest = try newestPoint(directory)
                // No commit came in between, so nobody had a right to remove the file.
                guard newest.generation != point.generation else { throw error.asMissingFromCommit }
                point = newest
            }
        }
    }

    /// The generation of the newest commit point, without opening it; nil where there is no index.
    ///
    /// - Throws: `corrupt`, `tooNew`, `io`.
    public static func newestGeneration(_ directory: any Directory) throws -> UInt64? {
        try CommitPoint.readGeneration(from: directory)
    }

    /// The bytes of an analysis file that a segment names.
    ///
    /// - Throws: `corrupt` where they are not what was written; `limit` for a name that no segment has.
    public func analysis(named name: String) throws -> [UInt8] {
        guard let file = analyses[name] else {
            throw IndexError.limit("no segment of this commit was made with an analysis called \(name)")
        }
        return try file.content()
    }

    /// The bytes of an analysis file that a segment names, where they are mapped, and what keeps them there.
    ///
    /// Their checksum is not compared, which would read all of them; see ``analysis(named:)``.
    /// - Throws: `limit` for a name that no segment has.
    public func mappedAnalysis(named name: String) throws -> (bytes: UnsafeRawBufferPointer, owner: FileBytes) {
        guard let file = analyses[name] else {
            throw IndexError.limit("no segment of this commit was made with an analysis called \(name)")
        }
        return file.mapped
    }

    /// The field's statistics, summed over the segments.
    public func statistics(of field: FieldID) -> FieldStatistics {
        var sum = FieldStatistics(documentCount: 0, totalLength: 0, termCount: 0)
        for segment in segments {
            let own = segment.statistics(of: field)
            sum.documentCount &+= own.documentCount
            sum.totalLength &+= own.totalLength
            sum.termCount &+= own.termCount
        }
        return sum
    }

    /// Documents, deleted ones included: the N of scoring.
    public var documentCount: UInt64 { segments.reduce(0) { $0 + UInt64($1.documentCount) } }

    private init(_ point: CommitPoint, in directory: any Directory, reusing previous: Snapshot?) throws {
        generation = point.generation
        schema = point.schema
        let open = Dictionary(
            (previous?.segments ?? []).map { ($0.info.name, $0) }, uniquingKeysWith: { first, _ in first })
        segments = try point.segments.map { info in
            guard let reader = open[info.name], previous?.schema == point.schema else {
                return try SegmentReader(info, schema: point.schema, in: directory)
            }
            return try reader.renewed(to: info, schema: point.schema, in: directory)
        }
        documentStarts = try Self.documentStarts(segments)
        var analyses: [String: AnalysisFile] = [:]
        for name in point.analyses {
            analyses[name] = try previous?.analyses[name] ?? AnalysisFile.open(directory, name: name)
        }
        self.analyses = analyses
    }

    private static func documentStarts(_ segments: [SegmentReader]) throws -> [UInt32] {
        var starts: [UInt32] = []
        var next: UInt64 = 0
        for segment in segments {
            starts.append(UInt32(truncatingIfNeeded: next))
            next += UInt64(segment.documentCount)
        }
        guard next <= UInt64(UInt32.max) else {
            throw IndexError.limit("the index has \(next) documents; \(UInt32.max) can be told apart")
        }
        return starts
    }

    private static func newestPoint(_ directory: any Directory) throws -> CommitPoint {
        guard let point = try CommitPoint.read(from: directory) else {
            throw IndexError.notFound(path: directory.path)
        }
        return point
    }
}

extension SegmentReader {
    /// This segment as another commit point has it: itself, itself with other deletions, or opened anew if it is
    /// another segment of the same name.
    func renewed(to info: SegmentInfo, schema: Schema, in directory: any Directory) throws -> SegmentReader {
        if info == self.info { return self }
        guard info.uniqueID == self.info.uniqueID, info.files == self.info.files, info.analysis == self.info.analysis,
            info.deletions != nil
        else { return try SegmentReader(info, schema: schema, in: directory) }
        return try with(deletions: info, in: directory)
    }
}

extension IndexError {
    /// A missing file as damage: the commit point names it, and no later one has let it go.
    var asMissingFromCommit: IndexError {
        guard case .io(_, let path, _) = self else { return self }
        let name = path.split(separator: "/").last.map { String($0) } ?? path
        return .corrupt(file: name, byteOffset: 0, reason: "it is missing, though the newest commit names it")
    }
}
