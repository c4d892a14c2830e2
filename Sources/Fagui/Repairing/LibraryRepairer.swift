internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

/// One repair of a library's index.
struct LibraryRepairer {
    private let directory: FileSystemDirectory
    private let reading: ReadingOptions
    private let jobs: Int
    private let followsLinks: Bool
    private var report = RepairReport()

    init(_ directory: FileSystemDirectory, _ reading: ReadingOptions, jobs: Int, followingLinks: Bool) {
        self.directory = directory
        self.reading = reading
        self.jobs = jobs
        followsLinks = followingLinks
    }

    /// Bytes of a segment of texts that are added.
    private static var batchBudget: Int { 64 << 20 }

    /// - Parameter paths: Where else lost texts may be.
    /// - Returns: What was found and done, but for the time that it took.
    /// - Throws: What the parts throw; the index is as it was then.
    mutating func run(_ paths: [String]) throws -> RepairReport {
        // Compiled only where it is needed.
        let repair = try IndexRepair(
            directory, schema: LibrarySchema.schema, analyses: { [try Analysis.current.serialized] }, threads: jobs,
            fits: AnalysisFit.fits)
        report.findings = repair.findings.map { VerificationReport.Finding($0) }
        if repair.isSound {
            report.kept = repair.keptCount
            report.snapshot = repair.generation ?? 0
            return report
        }
        // A user's words stay where their file is sound.
        let newest = try repair.newestAnalysis.flatMap { try? Analysis(serialized: $0) }?.broughtUpToDate()
        let analysis = try newest ?? .current
        let indexer = try SourceIndexer(analysis)
        var hasAnalysis = false
        /// Hands the batch over.
        func flush(above size: Int) throws {
            guard indexer.batch.sourceCount > 0, indexer.batch.sizeInBytes >= size else { return }
            if !hasAnalysis { try repair.use(analysis: analysis.serialized) }
            hasAnalysis = true
            try repair.add(indexer.takeBatch())
        }
        var lost = repair.lost.map { LostText($0) }
        // Before what is stored, since a file says better than a doubtful copy what the text is.
        try readFiles(of: lost, repair, paths) { source, hash, root in
            try indexer.add(source, contentHash: hash, root: root)
            try flush(above: Self.batchBudget)
        }
        for salvage in repair.salvages {
            for number in salvage.sources {
                do {
                    let stored = try StoredSource(salvage.store, number)
                    try indexer.add(
                        stored.source, contentHash: stored.contentHash, root: stored.root, byteCount: stored.byteCount)
                    report.restored += 1
                } catch is RecordDecoder.Malformed {
                    lost.append(LostText(id: try salvage.store.sourceID(number), segment: salvage.store.name))
                } catch IndexError.corrupt {
                    // A checksum holds also over bytes that were broken before it was taken.
                    lost.append(LostText(id: try salvage.store.sourceID(number), segment: salvage.store.name))
                }
                try flush(above: Self.batchBudget)
            }
        }
        try flush(above: 0)
        report.missing = lost.filter { !isFound($0) }.map(\.shown)
        report.doubtful = repair.doubtful.map { LostText($0).shown }
        report.untold = repair.untold.map { RepairReport.Untold(segment: $0.segment, count: $0.count) }
        report.lexiconMayBeLost = repair.hasLostAnalysis
        report.removedMayBeBack = repair.mayBringBack
        guard !repair.isHopeless else {
            throw LibraryError(
                .corruptIndex, "Nothing of the index in \(directory.path) can be kept.",
                advice: "Bring a backup back with 'fagui restore', or index the texts again into a new folder.",
                path: directory.path)
        }
        report.kept = repair.keptCount
        report.snapshot = try repair.commit { _ in LostTextList.lines(of: report) }
        report.setAside = repair.setAside
        return report
    }

    /// Ids that were found in files.
    private var found: Set<[UInt8]> = []
    /// Ids of lost texts that the index has nevertheless.
    private var present: Set<[UInt8]> = []

    private func isFound(_ text: LostText) -> Bool {
        text.id.map { found.contains($0) || present.contains($0) } ?? false
    }

    /// Reads what is lost or doubtful from its files.
    private mutating func readFiles(
        of lost: [LostText], _ repair: IndexRepair, _ paths: [String],
        _ body: (SourceText, Int64, String) throws -> Void
    ) throws {
        for text in lost { if let id = text.id, try repair.keeps(id) { present.insert(id) } }
        let doubtful = repair.doubtful.map { LostText($0) }
        let wanted = lost.filter { !isFound($0) } + doubtful
        guard !wanted.isEmpty else { return }
        let roots = try SourceRoots.known(in: repair, and: wanted)
        var doubtfulTexts: [[UInt8]: LostText] = [:]
        for text in doubtful { if let id = text.id { doubtfulTexts[id] = text } }
        var reader = LostTextReader(wanted, reading, followingLinks: followsLinks)
        try reader.read(given: paths, roots: roots) { source, hash, root in
            let id = Array(source.id.utf8)
            try body(source, hash, root)
            if let text = doubtfulTexts[id] {
                repair.replace(doubtful: id)
                report.returned.append(text.shown)
            }
            found.insert(id)
            report.reread += 1
        }
    }
}

extension SourceRoots {
    /// The folders and files that the texts of an index came from, as far as it still tells.
    static func known(in repair: IndexRepair, and texts: [LostText]) throws -> [String] {
        var roots: Set<String> = []
        for text in texts { if let root = text.root { roots.insert(root) } }
        func take(_ stored: [UInt8]?) {
            if let stored, let record = try? SourceRecord(decoding: stored) { roots.insert(record.root) }
        }
        for reader in repair.kept {
            for source in 0..<reader.sourceCount { take(try reader.storedSource(source)) }
        }
        for salvage in repair.salvages {
            for source in salvage.sources { take(try? salvage.store.storedSource(source)) }
        }
        return roots.filter { !$0.isEmpty && exists($0) }.sorted()
    }
}
