/// One pass over an index.
struct IndexChecking {
    private(set) var report = IndexChecker.Report()
    private let directory: any Directory
    private var unvisited: Set<String> = []

    init(_ directory: any Directory) { self.directory = directory }

    /// Checks all files.
    ///
    /// - Throws: `notFound`, `io`.
    mutating func run() throws {
        let names = try directory.list()
        unvisited = Set(names).subtracting([IndexFiles.lock]).filter { !$0.hasPrefix(".") }
        // A segment without a manifest is a damaged index; neither is none.
        guard try unvisited.contains(CommitPoint.fileName) || directory.hasSegments() else {
            throw IndexError.notFound(path: directory.path)
        }
        if let point = try readManifest() {
            report.generation = point.generation
            try checkCommit(point)
            for name in unvisited.sorted() {
                let reason =
                    IndexFiles.isSetAside(name)
                    ? "a repair has set this file aside; remove it when nobody needs it any more"
                    : "no commit names this file; the next writer removes what is its own"
                report.warnings.append(.init(file: name, reason: reason))
            }
        } else {
            for name in unvisited.sorted() where IndexFiles.isOwn(name) {
                // By its name alone: no manifest says what it must be.
                _ = try checkFile(
                    name, kind: IndexFiles.kind(of: name), uniqueID: IndexFiles.analysisHash(name))
            }
        }
    }

    private mutating func readManifest() throws -> CommitPoint? {
        do {
            if !unvisited.contains(CommitPoint.fileName) {
                // Says that it is missing.
                return try CommitPoint.read(from: directory)
            }
            if let file = try checkFile(CommitPoint.fileName, kind: .commitPoint) {
                return try CommitPoint(decoding: file.body, generation: file.uniqueID)
            }
        } catch let error as IndexError {
            try note(error)
        }
        return nil
    }

    /// Checks the files that a commit point names, and what must agree between its segments.
    ///
    /// - Throws: `tooNew`, `io`.
    mutating func checkCommit(_ point: CommitPoint) throws {
        for name in point.analyses.sorted() {
            _ = try checkFile(name, kind: .analysis, uniqueID: IndexFiles.analysisHash(name))
        }
        var readers: [SegmentReader] = []
        for segment in point.segments {
            if let reader = try check(segment, schema: point.schema) { readers.append(reader) }
        }
        if readers.count == point.segments.count { try checkThatSourcesLiveOnce(readers) }
    }

    /// Checks the files of a segment, and, if they are sound, what is in them.
    private mutating func check(_ segment: SegmentInfo, schema: Schema) throws -> SegmentReader? {
        let damage = report.findings.count
        for file in segment.files {
            _ = try checkFile(
                segment.fileName(file), uniqueID: segment.uniqueID, length: file.length, checksum: file.checksum)
        }
        if let file = segment.deletions {
            _ = try checkFile(
                segment.fileName(file), kind: .deletions, uniqueID: segment.uniqueID, length: file.length,
                checksum: file.checksum)
        }
        guard report.findings.count == damage else { return nil }
        do {
            let reader = try SegmentReader(segment, schema: schema, in: directory)
            var found: [IndexChecker.Finding] = []
            reader.checkStructure { found.append(.init(file: $0, byteOffset: $1, reason: $2)) }
            report.findings += found
            return found.isEmpty ? reader : nil
        } catch let error as IndexError where error.isMissingFile {
            // A merge may take it away after it was checked: then the check starts over.
            try note(error.asMissingFromCommit)
            return nil
        } catch let error as IndexError {
            try note(error)
            return nil
        }
    }

    /// Checks the envelope and every byte of a file, and what is known of it; nil if it is damaged.
    private mutating func checkFile(
        _ name: String, kind: FileEnvelope.Kind? = nil, uniqueID: UInt64? = nil, length: UInt64? = nil,
        checksum: UInt32? = nil
    ) throws -> EnvelopeFile? {
        unvisited.remove(name)
        do {
            try directory.checkReadable(name)
            let bytes = try directory.map(name)
            report.fileCount += 1
            report.byteCount += bytes.bytes.count
            // Of another file's kind the segment's own code knows; here any known kind will do.
            let file = try EnvelopeFile(bytes, length: length)
            guard let own = kind ?? FileEnvelope.Kind(rawValue: file.kindCode) else {
                throw IndexError.corrupt(file: name, byteOffset: 8, reason: "it is a file of a kind that is not known")
            }
            let checked = try file.checked(kind: own, uniqueID: uniqueID, checksum: checksum)
            try checked.verifyChecksum()
            if own == .analysis { try checkContentHash(checked) }
            return checked
        } catch let error as IndexError where error.isMissingFile {
            try note(error.asMissingFromCommit)
        } catch let error as IndexError {
            try note(error)
        }
        return nil
    }

    /// An analysis is named after its content, so that another one under its name is noticed, whatever its checksums say.
    private func checkContentHash(_ file: EnvelopeFile) throws {
        guard IndexFiles.isContentHash(file.uniqueID, of: Array(file.body)) else {
            throw IndexError.corrupt(
                file: file.file.name, byteOffset: FileEnvelope.headerLength,
                reason: "its content is not the one that it is named after")
        }
    }

    /// A source is replaced, never doubled: no id may be alive in two segments.
    private mutating func checkThatSourcesLiveOnce(_ readers: [SegmentReader]) throws {
        do {
            for (index, reader) in readers.enumerated() {
                for source in 0..<reader.sourceCount where !reader.isDeleted(source: source) {
                    let id = try reader.sourceID(source)
                    for later in readers[(index + 1)...] where try later.source(withID: id) != nil {
                        report.findings.append(
                            .init(
                                file: CommitPoint.fileName,
                                reason: "the source \(String(decoding: id, as: UTF8.self)) is alive in both "
                                    + "\(reader.info.name) and \(later.info.name)"))
                    }
                }
            }
        } catch let error as IndexError {
            try note(error)
        }
    }

    /// Turns damage into a finding; all else is thrown on: a newer format is no damage, and cannot be checked.
    private mutating func note(_ error: IndexError) throws {
        switch error {
        case .corrupt(let file, let byteOffset, let reason):
            report.findings.append(.init(file: file, byteOffset: byteOffset, reason: reason))
        default:
            throw error
        }
    }
}
