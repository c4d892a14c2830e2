internal import FaguiIndex

/// What bringing an index up to date did.
public struct UpgradeReport: Sendable, Equatable {
    /// Segments with files of an older format that were written anew.
    public var rewrittenSegments = 0
    /// Passages whose words, fields or columns were made by an older version, and were looked at.
    public var examined = 0
    /// Texts of these that had to be written again, and their passages.
    public var changedTexts = 0, changedPassages = 0
    /// The commit that holds the result.
    public var snapshot: UInt64 = 0
    /// Time taken, in microseconds.
    public var tookMicroseconds = 0

    /// An empty report.
    public init() {}

    /// Whether there was nothing to do.
    public var wasUpToDate: Bool { rewrittenSegments == 0 && examined == 0 }
}

extension Library {
    /// Brings an index up to date that an older version made: its analyses, fields and columns as ``reanalyze(jobs:)`` does,
    /// then the format of its files.
    ///
    /// Each step is a commit: what was not reached when it ends early is as before, and can be searched.
    /// - Parameter jobs: Threads; 0 = one a core.
    /// - Returns: What was done.
    /// - Throws: ``LibraryError``; `newerFormat` for an index of a newer version, `locked`.
    public func upgrade(jobs: Int = 0) async throws -> UpgradeReport {
        let clock = ContinuousClock()
        let start = clock.now
        let reanalysis = try await reanalyze(jobs: jobs)
        return try wrapping {
            var report = UpgradeReport()
            report.examined = reanalysis.examined
            report.changedTexts = reanalysis.changedTexts
            report.changedPassages = reanalysis.changedPassages
            report.rewrittenSegments = try writing.withWriter { try $0.rewriteOlderFormats() }
            try reading.refresh()
            report.snapshot = reading.current.snapshot.generation
            report.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
            return report
        }
    }
}
