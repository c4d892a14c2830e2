internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText
internal import Synchronization

/// The suggester of one commit, built when it is first asked.
final class SuggestionCache: Sendable {
    /// Invariant of the `@unchecked`: reached through ``suggester`` alone, by one caller at a time.
    private struct Held: @unchecked Sendable {
        var suggester: Suggester?
    }

    private let snapshot: Snapshot
    private let analysis: @Sendable () throws -> Analysis
    private let held = Mutex(Held())

    /// - Parameters:
    ///   - snapshot: The commit.
    ///   - analysis: Gives the analysis by which texts are folded, when they are.
    init(_ snapshot: Snapshot, analysis: @escaping @Sendable () throws -> Analysis) {
        self.snapshot = snapshot
        self.analysis = analysis
    }

    /// Calls `body` with the suggester, building it first where it is not.
    ///
    /// - Throws: `IndexError`, `TextError`, what `body` throws.
    func withSuggester<R: Sendable>(_ body: (Suggester) throws -> R) throws -> R {
        try held.withLock { held in
            if let suggester = held.suggester { return try body(suggester) }
            let suggester = try Self.build(snapshot, analysis())
            held.suggester = suggester
            return try body(suggester)
        }
    }

    /// Titles, terms and headings.
    private static func build(_ snapshot: Snapshot, _ analysis: Analysis) throws -> Suggester {
        let suggester = try Suggester(analysis)
        var headings: [String] = []
        for segment in snapshot.segments {
            try segment.forEachStoredSource { number, bytes in
                guard !segment.isDeleted(source: number) else { return }
                let record = try SourceRecord(decoding: Array(bytes))
                suggester.add(record.title, .title)
                var seen: Set<String> = []
                for heading in record.headings.joined() where seen.insert(heading).inserted {
                    headings.append(HeadingName.of(heading))
                }
            }
        }
        for entry in LexiconFile.shipped.entries + (try analysis.userLexicon.entries) {
            suggester.add(entry.word, .term)
        }
        for heading in headings { suggester.add(heading, .heading) }
        return suggester
    }
}
