/// Puts a damaged index in order: keeps the segments that are sound, tells what was in the others, takes texts that are
/// given in their place, and commits all of it at once.
///
/// Until ``commit(note:)`` the damaged index stays as it is. What is dropped is not deleted: its files get the ending
/// `.damaged-` with the number of the commit, and are the user's to remove.
/// - Concurrency: One value belongs to one thread at a time.
package final class IndexRepair {
    /// Sources whose texts are sound though their segment cannot be searched any more: to be added again.
    package struct Salvage: Sendable {
        /// Where their texts are.
        package let store: SegmentRemains
        /// Their numbers there.
        package let sources: [Int]
    }

    /// A source that is lost, or of which something is not known.
    package struct Text: Sendable, Equatable {
        /// The id; nil where that is lost too.
        package var id: [UInt8]?
        /// The segment that it was in.
        package var segment: String
        /// What was stored with it, where that is sound.
        package var stored: [UInt8]?
    }

    /// Sources of which not even the number may be known.
    package struct Untold: Sendable, Equatable {
        /// The segment that they were in.
        package var segment: String
        /// How many; nil where that is lost too.
        package var count: Int?
    }

    /// Every fault that was found.
    package var findings: [IndexChecker.Finding] { found.findings }
    /// Whether there is nothing to mend.
    package var isSound: Bool { found.isSound && !hasDoubledSources }
    /// The commit that was found; nil where its manifest is lost.
    package var generation: UInt64? { found.point?.generation }
    /// Sources to be added again from what is stored of them.
    package private(set) var salvages: [Salvage] = []
    /// Sources that are lost.
    package private(set) var lost: [Text] = []
    /// Sources that are lost and cannot be named.
    package private(set) var untold: [Untold] = []
    /// Sources that stay, though they may have been deleted or replaced.
    package private(set) var doubtful: [Text] = []
    /// Whether a segment lost its analysis, and with it the words of a user's that were in it.
    package var hasLostAnalysis: Bool { !found.lostAnalyses.isEmpty }
    /// Whether sources that were removed or replaced may be alive again, and nothing tells which: without a manifest a
    /// segment whose deletions are lost as well looks like one that never had any.
    package var mayBringBack: Bool { found.point == nil && (keptCount > 0 || !salvages.isEmpty) }
    /// Live sources of the segments that stay.
    package private(set) var keptCount = 0
    /// The segments that stay, the newest last.
    package var kept: [SegmentReader] { found.segments.compactMap(\.reader) }
    /// Files that were set aside.
    package private(set) var setAside: [String] = []
    /// The fields and columns of the index.
    package let schema: Schema

    private let directory: any Directory
    /// The same for reading what is there.
    private let reading: SalvageDirectory
    private var lock: (any DirectoryLock)?
    private let found: RepairExamination
    private let threads: Int
    /// Sources of the segments that stay and are not alive, by the segment's name.
    private var dead: [String: Set<UInt32>] = [:]
    private var hasDoubledSources = false
    private var doubtfulPlaces: [[UInt8]: (segment: String, source: UInt32)] = [:]
    private var analysis = ""
    private var analyses: Set<String> = []
    private var added: [SegmentInfo] = []
    private var nextNumber: UInt64

    /// Takes the lock, and reads every byte.
    ///
    /// - Parameters:
    ///   - directory: The folder of the index.
    ///   - schema: That of the caller's indexes.
    ///   - analyses: Gives analyses that the caller knows; asked where a file of one may be damaged.
    ///   - threads: Threads to use; 0 = one a core.
    ///   - fits: Whether the terms of a segment are those of an analysis; asked where the manifest that tells is lost.
    /// - Throws: ``IndexError/notFound(path:)``, `locked`, `tooNew`, `schemaMismatch`, `io`.
    package init(
        _ directory: any Directory, schema: Schema, analyses: @escaping () throws -> [[UInt8]], threads: Int = 0,
        fits: (SegmentReader, [UInt8]) throws -> Bool
    ) throws {
        lock = try directory.lock(IndexFiles.lock)
        self.directory = directory
        self.threads = threads > 0 ? threads : Parallel.coreCount
        reading = SalvageDirectory(directory)
        found = try RepairExamination(reading, schema: schema, analyses: analyses, fits: fits)
        let kept = found.point?.schema.grown(to: schema) ?? schema
        if let difference = schema.difference(from: kept) { throw IndexError.schemaMismatch(reason: difference) }
        self.schema = kept
        let numbers = found.names.flatMap { Self.numbers(in: $0) }
        nextNumber = max(found.point?.nextSegmentNumber ?? 1, (numbers.max() ?? 0) + 1)
        try sortOut()
    }

    /// Tells what is alive, what can be salvaged and what is lost.
    private func sortOut() throws {
        let segments = found.segments
        let live = try LiveSources(
            segments.map {
                LiveSources.Segment(
                    sources: $0.remains.sources, store: $0.remains, deletions: $0.remains.deletions,
                    deletedDocumentCount: $0.named.map { Int($0.deletedDocumentCount) })
            })
        for (index, segment) in segments.enumerated() {
            let remains = segment.remains
            guard let table = remains.sources else {
                try tell(remains)
                continue
            }
            let alive = (0..<table.sourceCount).filter { !live.dead[index].contains(UInt32($0)) }
            if segment.reader != nil {
                keptCount += alive.count
                dead[remains.name] = live.dead[index]
                if remains.deletions != .known(live.dead[index].sorted()) { hasDoubledSources = true }
            } else if remains.hasTexts {
                salvages.append(Salvage(store: remains, sources: alive))
            } else {
                for source in alive { lost.append(Text(id: try table.id(of: source), segment: remains.name)) }
            }
        }
        for (index, source) in live.doubtful {
            let segment = segments[index]
            guard let id = try segment.remains.sources?.id(of: source), segment.remains.hasTexts else { continue }
            doubtful.append(
                Text(id: id, segment: segment.remains.name, stored: try? segment.remains.storedSource(source)))
            doubtfulPlaces[id] = (segment.remains.name, UInt32(source))
        }
    }

    /// Tells what can be told of a segment without its ids.
    private func tell(_ remains: SegmentRemains) throws {
        var deleted: Set<UInt32> = []
        if case .known(let numbers) = remains.deletions { deleted = Set(numbers) }
        var texts: [Text] = []
        do {
            try remains.stored?.forEachItem(section: 1) { source, bytes in
                guard !deleted.contains(UInt32(source)) else { return }
                texts.append(Text(id: nil, segment: remains.name, stored: Array(bytes)))
            }
        } catch is IndexError {
            texts = []
        }
        if remains.stored != nil, texts.count == remains.sourceCount - deleted.count {
            lost += texts
        } else {
            untold.append(Untold(segment: remains.name, count: remains.sourceTotal.map { $0 - deleted.count }))
        }
    }

    /// Whether a source of this id stays, or is to be added again from what is stored of it.
    ///
    /// - Parameter id: The id.
    /// - Returns: Whether a segment that stays has it alive.
    /// - Throws: `corrupt`.
    package func keeps(_ id: [UInt8]) throws -> Bool {
        if try salvages.contains(where: { salvage in
            guard let table = salvage.store.sources else { return false }
            let numbers = try id.withUnsafeBytes { try table.sources(withID: $0) }
            return numbers.contains { salvage.sources.contains(Int($0)) }
        }) {
            return true
        }
        return try kept.contains { reader in
            let numbers = try id.withUnsafeBytes { try reader.sources.sources(withID: $0) }
            return numbers.contains { dead[reader.info.name]?.contains(UInt32($0)) != true }
        }
    }

    /// The analysis by which the newest texts were made that still has its file, or is known; nil for none.
    package var newestAnalysis: [UInt8]? {
        let made = kept.reversed().map(\.info.analysis) + (found.point?.segments.reversed().map(\.analysis) ?? [])
        for name in made + found.names.sorted() where IndexFiles.analysisHash(name) != nil {
            if let content = found.missingAnalyses[name] { return content }
            if let content = try? AnalysisFile.open(reading, name: name).content() { return content }
        }
        return nil
    }

    // MARK: What is added

    /// Uses an analysis for the batches to come. Its file is made durable with the first of them.
    ///
    /// - Parameter bytes: The analysis.
    /// - Throws: `io`.
    package func use(analysis bytes: [UInt8]) throws {
        let hash = IndexFiles.contentHash(bytes)
        analysis = IndexFiles.analysisName(hash: hash)
        try write(analysis: bytes, named: analysis, hash: hash)
    }

    private func write(analysis bytes: [UInt8], named name: String, hash: UInt64) throws {
        guard analyses.insert(name).inserted else { return }
        // One that is there may be one whose fsync failed: only a commit vouches for it.
        let isNamed = found.point?.analyses.contains(name) == true
        if isNamed, let content = try? AnalysisFile.open(reading, name: name).content(), content == bytes { return }
        let output = try EnvelopeOutput(directory, name: name, kind: .analysis, uniqueID: hash)
        try output.write(bytes)
        _ = try output.finish()
    }

    /// Adds texts in a segment of their own. None of them may have the id of a source that stays.
    ///
    /// - Parameter batch: The texts.
    /// - Throws: `io`, `limit`.
    package func add(_ batch: DocumentBatch) throws {
        guard batch.sourceCount > 0 else { return }
        let name = IndexFiles.segmentName(takeNumber())
        added.append(
            try SegmentWriter.write(
                [batch], name: name, analysis: analysis, schema: schema, to: directory, threads: threads))
    }

    /// Takes a source out that is doubtful, since a text that is not comes in its place.
    ///
    /// - Parameter id: Its id.
    package func replace(doubtful id: [UInt8]) {
        guard let place = doubtfulPlaces.removeValue(forKey: id) else { return }
        doubtful.removeAll { $0.id == id }
        if let index = salvages.firstIndex(where: { $0.store.name == place.segment }) {
            salvages[index] = Salvage(
                store: salvages[index].store, sources: salvages[index].sources.filter { $0 != Int(place.source) })
        } else if dead[place.segment]?.insert(place.source).inserted == true {
            keptCount -= 1
        }
    }

    // MARK: The new commit

    /// Whether nothing can be kept or told: then the damaged index is worth more than an empty one.
    package var isHopeless: Bool { found.point == nil && keptCount == 0 && added.isEmpty && lost.isEmpty }

    /// Commits what stays and what was added, and gives the lock back.
    ///
    /// - Parameter note: What is to be kept of what is lost, for the user; stays beside the files that are set aside.
    /// - Returns: The number of the commit.
    /// - Throws: `io`: the index is as it was then, but for a fault of the very last step, which leaves either.
    package func commit(note: (UInt64) -> [UInt8]) throws -> UInt64 {
        var next: [SegmentInfo] = []
        for segment in found.segments {
            guard let reader = segment.reader, let dead = dead[reader.info.name], dead.count < reader.sourceCount else {
                continue
            }
            next.append(try info(of: segment, reader, dead))
        }
        for (name, bytes) in found.missingAnalyses {
            try write(analysis: bytes, named: name, hash: IndexFiles.analysisHash(name) ?? 0)
        }
        let before = found.point?.generation ?? found.lostGeneration
        let generation = before.map { $0 + 1 } ?? CommitPoint.generationBeyondAll
        let point = CommitPoint(
            generation: generation, nextSegmentNumber: nextNumber, schema: schema, segments: next + added)
        let aside = SettingAside(directory, generation: generation)
        try aside.write(note(generation))
        // What was mended is believed no more than what was found.
        var checking = IndexChecking(directory)
        try checking.checkCommit(point)
        if let finding = checking.report.findings.first {
            throw IndexError.corrupt(
                file: finding.file, byteOffset: finding.byteOffset ?? 0, reason: finding.reason)
        }
        for name in try dropped(by: point) { try aside.prepare(name) }
        try point.write(to: directory) {}
        setAside = aside.finish()
        lock = nil
        return generation
    }

    /// What the commit point says of a segment that stays.
    private func info(
        of segment: RepairExamination.Segment, _ reader: SegmentReader, _ dead: Set<UInt32>
    ) throws -> SegmentInfo {
        let areAsFound = segment.remains.deletions == .known(dead.sorted())
        if let named = segment.named, areAsFound { return named }
        guard !dead.isEmpty else { return reader.info }
        // A file that a crash would leave half written might be taken for the newest one by the next repair.
        if areAsFound, let file = segment.remains.deletionsFile {
            var info = reader.info
            info.deletions = file
            info.deletedDocumentCount = try dead.reduce(0) {
                $0 + UInt32(try reader.documents(ofSource: Int($1)).count)
            }
            return info
        }
        return try reader.writeDeletions(dead, part: IndexFiles.deletionsPart(takeNumber()), to: directory)
    }

    /// Files that the old commit named and the new one does not; all of the index's own where nobody knows which.
    private func dropped(by point: CommitPoint) throws -> [String] {
        let live = point.fileNames
        let names = found.names.filter { !live.contains($0) }.sorted()
        if let old = found.point?.fileNames { return names.filter { old.contains($0) } }
        return try names.filter { name in
            if name == CommitPoint.fileName { return true }
            // A name alone makes no file the index's: a user's `s202401.txt` keeps it.
            guard IndexFiles.isOwn(name) else { return false }
            do {
                return try reading.map(name).maySurviveCrash
            } catch IndexError.corrupt {
                // It cannot be read; its new name takes nothing from anybody.
                return true
            }
        }
    }

    private func takeNumber() -> UInt64 {
        defer { nextNumber += 1 }
        return nextNumber
    }

    /// The numbers in the name of a file of a segment, be it set aside.
    private static func numbers(in name: String) -> [UInt64] {
        let parts = name.split(separator: ".")
        guard parts.count > 1, let number = IndexFiles.segmentNumber(parts[0]) else { return [] }
        let deletions = parts[1].hasPrefix("deletions-") ? UInt64(parts[1].dropFirst("deletions-".count)) : nil
        return ([number] + (deletions.map { [$0] } ?? [])).filter { $0 < IndexFiles.numberLimit }
    }
}
