internal import FaguiIndex
internal import FaguiText

extension Library {
    /// What the index holds and takes.
    public func statistics() async throws -> LibraryStatistics {
        let view = reading.current
        return try wrapping {
            let snapshot = view.snapshot
            var sources = 0
            var sourceBytes = 0
            for segment in snapshot.segments {
                try segment.forEachStoredSource { number, bytes in
                    guard !segment.isDeleted(source: number) else { return }
                    sources += 1
                    sourceBytes += try SourceRecord(decoding: Array(bytes)).byteCount
                }
            }
            let parts = snapshot.partLengths.map { LibraryStatistics.Part(name: $0.key, bytes: Int($0.value)) }
                .sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
            return LibraryStatistics(
                path: path, snapshot: snapshot.generation, sources: sources,
                passages: snapshot.segments.reduce(0) { $0 + $1.liveDocumentCount },
                bytes: parts.reduce(0) { $0 + $1.bytes }, sourceBytes: sourceBytes,
                segments: snapshot.segments.map {
                    LibraryStatistics.Segment(
                        name: $0.name, passages: $0.documentCount, livePassages: $0.liveDocumentCount,
                        analysis: $0.analysis,
                        formats: $0.formats.map { .init(part: $0.part, version: $0.version, newest: $0.newest) })
                },
                parts: parts, fields: fields(of: snapshot), segmenter: try view.analysis().summary)
        }
    }

    private func fields(of snapshot: Snapshot) -> [LibraryStatistics.Field] {
        snapshot.schema.fields.enumerated().map { number, field in
            let statistics = snapshot.statistics(of: FieldID(number))
            return LibraryStatistics.Field(
                name: field.name, terms: Int(statistics.termCount), totalLength: Int(statistics.totalLength))
        }
    }

    /// Checks every byte of every file of an index.
    ///
    /// - Throws: ``LibraryError`` with the code `noIndex` or `io`; damage is reported, not thrown.
    public static func verify(at path: String) async throws -> VerificationReport {
        try wrapping(path) {
            let report = try IndexChecker.check(FileSystemDirectory(path: path))
            return VerificationReport(
                findings: report.findings.map { VerificationReport.Finding($0) },
                warnings: report.warnings.map { VerificationReport.Finding($0) }, files: report.fileCount,
                bytes: report.byteCount, snapshot: report.generation)
        }
    }
}

extension VerificationReport.Finding {
    /// The engine's finding.
    init(_ finding: IndexChecker.Finding) {
        self.init(file: finding.file, byteOffset: finding.byteOffset, reason: finding.reason)
    }
}
