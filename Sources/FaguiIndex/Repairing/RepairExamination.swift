/// What is sound of an index and what is not, under the writer's lock.
struct RepairExamination {
    /// One segment of the newest commit or, where its manifest is lost, one that has files.
    struct Segment {
        var remains: SegmentRemains
        /// The segment without deletions, where it can go on being searched.
        var reader: SegmentReader?
        /// What a sound commit point says of it.
        var named: SegmentInfo?
    }

    /// Every fault, in the order in which they were found.
    private(set) var findings: [IndexChecker.Finding] = []
    /// What is newest; nil where its manifest is lost.
    private(set) var point: CommitPoint?
    /// In the order in which they were written.
    private(set) var segments: [Segment] = []
    /// Analyses that the folder lacks or has damaged, and whose content is known: to be written again.
    private(set) var missingAnalyses: [String: [UInt8]] = [:]
    /// Analyses that segments were made with and that are gone.
    private(set) var lostAnalyses: Set<String> = []
    /// All files there were.
    let names: [String]
    /// The number in the header of a damaged manifest, where that is sound.
    private(set) var lostGeneration: UInt64?
    private let directory: any Directory
    private let schema: Schema
    private let analyses: () throws -> [[UInt8]]
    /// By name, once they were asked for.
    private var known: [String: [UInt8]]?

    /// - Parameters:
    ///   - directory: The folder of the index.
    ///   - schema: That of the caller's indexes.
    ///   - analyses: Gives analyses that the caller knows; asked where a file of one may be damaged.
    ///   - fits: Whether the terms of a segment are those of an analysis; asked where no manifest tells.
    /// - Throws: ``IndexError/notFound(path:)``, `tooNew`, `io`.
    init(
        _ directory: any Directory, schema: Schema, analyses: @escaping () throws -> [[UInt8]],
        fits: (SegmentReader, [UInt8]) throws -> Bool
    ) throws {
        self.directory = directory
        self.schema = schema
        self.analyses = analyses
        names = try directory.list()
        guard try names.contains(CommitPoint.fileName) || directory.hasSegments() else {
            throw IndexError.notFound(path: directory.path)
        }
        do {
            point = try CommitPoint.read(from: directory)
        } catch let error as IndexError {
            try note(error)
            lostGeneration = try? CommitPoint.readGeneration(from: directory)
        }
        if let point { try examine(point) } else { try examineWithoutManifest(fits) }
    }

    /// Whether no byte is damaged. Sources may still be alive twice.
    var isSound: Bool { findings.isEmpty }

    // MARK: With a manifest

    private mutating func examine(_ point: CommitPoint) throws {
        let soundAnalyses = try Set(point.analyses.sorted().filter { try hasAnalysis($0) })
        for info in point.segments {
            var faults: [IndexError] = []
            let parts = try SegmentParts(info, in: directory) { faults.append(try Self.damage($0)) }
            for fault in faults { try note(fault) }
            let remains = SegmentRemains(parts, schema: point.schema, analysis: info.analysis)
            let isAsked = info.analysis.isEmpty || soundAnalyses.contains(info.analysis)
            let reader = try isAsked ? reader(of: remains, schema: point.schema) : nil
            segments.append(Segment(remains: remains, reader: reader, named: info))
        }
    }

    /// Whether the analysis file is sound, or can be written again.
    private mutating func hasAnalysis(_ name: String) throws -> Bool {
        if try content(ofAnalysis: name) != nil { return true }
        guard let content = try knownAnalyses()[name] else {
            lostAnalyses.insert(name)
            return false
        }
        missingAnalyses[name] = content
        return true
    }

    /// Those that the caller knows, by the names that their content gives them.
    private mutating func knownAnalyses() throws -> [String: [UInt8]] {
        if let known { return known }
        var found: [String: [UInt8]] = [:]
        for bytes in try analyses() { found[IndexFiles.analysisName(hash: IndexFiles.contentHash(bytes))] = bytes }
        known = found
        return found
    }

    private mutating func content(ofAnalysis name: String) throws -> [UInt8]? {
        do {
            let content = try AnalysisFile.open(directory, name: name).content()
            guard IndexFiles.analysisHash(name).map({ IndexFiles.isContentHash($0, of: content) }) ?? false else {
                throw IndexError.corrupt(
                    file: name, byteOffset: FileEnvelope.headerLength, reason: "its content is not that of its name")
            }
            return content
        } catch let error as IndexError where error.isMissingFile {
            try note(error.asMissingFromCommit)
        } catch let error as IndexError {
            try note(error)
        }
        return nil
    }

    // MARK: Without one

    private mutating func examineWithoutManifest(_ fits: (SegmentReader, [UInt8]) throws -> Bool) throws {
        let known = try knownAnalyses()
        var analyses = known
        for name in names.sorted() where IndexFiles.analysisHash(name) != nil {
            if let content = try content(ofAnalysis: name) {
                analyses[name] = content
            } else if known[name] == nil {
                lostAnalyses.insert(name)
            }
        }
        let numbers = Set(
            names.filter { IndexFiles.isSegmentFile($0) && isOfAnIndex($0) }
                .compactMap { IndexFiles.segmentNumber($0.prefix { $0 != "." }) })
        for number in numbers.sorted() {
            var faults: [IndexError] = []
            let parts = try SegmentParts(
                named: IndexFiles.segmentName(number), among: names, in: directory
            ) { faults.append(try Self.damage($0)) }
            for fault in faults { try note(fault) }
            var remains = SegmentRemains(parts, schema: schema, analysis: "")
            var reader = try reader(of: remains, schema: schema)
            if let found = reader {
                // By which analysis it is to be asked nothing says. One that does not fit would find too little.
                let fitting = try analyses.sorted { $0.key < $1.key }.filter { try fits(found, $0.value) }
                if fitting.count == 1 || analyses.isEmpty {
                    let name = fitting.first?.key ?? ""
                    if !names.contains(name) || lostAnalyses.contains(name) { missingAnalyses[name] = analyses[name] }
                    remains = SegmentRemains(parts, schema: schema, analysis: name)
                    reader = try self.reader(of: remains, schema: schema)
                } else {
                    reader = nil
                }
            }
            segments.append(Segment(remains: remains, reader: reader))
        }
        missingAnalyses[""] = nil
    }

    private func isOfAnIndex(_ name: String) -> Bool { (try? directory.map(name))?.maySurviveCrash == true }

    // MARK: Both

    /// Opens a segment whose files are all sound and whose content agrees.
    private mutating func reader(of remains: SegmentRemains, schema: Schema) throws -> SegmentReader? {
        guard let info = remains.info else { return nil }
        do {
            let reader = try SegmentReader(info, schema: schema, in: directory)
            let before = findings.count
            reader.checkStructure { findings.append(.init(file: $0, byteOffset: $1, reason: $2)) }
            return findings.count == before ? reader : nil
        } catch let error as IndexError {
            try note(error)
            return nil
        }
    }

    private mutating func note(_ error: IndexError) throws {
        guard case .corrupt(let file, let byteOffset, let reason) = try Self.damage(error) else { return }
        findings.append(.init(file: file, byteOffset: byteOffset, reason: reason))
    }

    /// Lets damage pass, and throws all else on: a newer format is no damage, and nothing of it is to be dropped.
    private static func damage(_ error: IndexError) throws -> IndexError {
        guard case .corrupt = error else { throw error }
        return error
    }
}
