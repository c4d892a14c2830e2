import FaguiTestSupport

@testable import FaguiIndex

/// An episode that is carried out on a directory whose calls may fail, beside a model of the index.
///
/// A first error ends ``run(_:)``; ``goOn()`` takes the rest up as a program would whose disk works again.
struct EpisodeRun {
    private let directory: MemoryDirectory
    private let episode: Episode
    private var writer: IndexWriter?
    private var next = 0
    private var hasAnalysis = false

    /// What was acknowledged last.
    private var committed: Episode.Contents
    /// With what was done since.
    private var current: Episode.Contents
    /// What may be found: what was acknowledged last, and what a call under way would make of it.
    private(set) var possible: [Episode.Contents]
    /// Whether an index was acknowledged to be there.
    private(set) var hasIndex: Bool

    init(_ episode: Episode, in directory: MemoryDirectory, holding contents: Episode.Contents?) {
        self.episode = episode
        self.directory = directory
        committed = contents ?? [:]
        current = committed
        possible = [committed]
        hasIndex = contents != nil
    }

    /// What the index holds, if nothing is under way.
    var contents: Episode.Contents { committed }

    /// Carries out what has not been done yet, until something fails, and closes the writer.
    mutating func run() throws {
        if writer == nil {
            writer = try IndexWriter(directory: directory, schema: episode.schema, options: episode.options)
            hasIndex = true
        }
        while let writer, next < episode.steps.count {
            try carryOut(episode.steps[next], writer)
            next += 1
        }
        writer?.close()
        writer = nil
    }

    /// Rolls back after an error, and looks at which commit that leads to.
    mutating func recover() throws {
        if let writer {
            try writer.rollback()
            next += 1
        } else {
            writer = try IndexWriter(directory: directory, schema: episode.schema, options: episode.options)
            hasIndex = true
        }
        let found = try Texts.contents(of: directory)
        guard possible.contains(found) else { throw Unexpected("after a rollback there is \(found), not \(possible)") }
        settle(found)
    }

    private mutating func settle(_ contents: Episode.Contents) {
        committed = contents
        current = contents
        possible = [contents]
    }

    private mutating func carryOut(_ step: Episode.Step, _ writer: IndexWriter) throws {
        switch step {
        case .add(let sources):
            try writer.add(Texts.batch(of: sources, schema: episode.schema))
            for (id, texts) in sources { current[id] = texts }
        case .delete(let ids):
            let count = try writer.delete(sourceIDs: ids.map { Array($0.utf8) })
            let expected = Set(ids).intersection(current.keys).count
            guard count == expected else { throw Unexpected("\(count) sources deleted, not \(expected)") }
            for id in ids { current[id] = nil }
        case .commit:
            possible = [committed, current]
            try writer.commit()
            settle(current)
        case .rollback:
            try writer.rollback()
            settle(committed)
        case .merge:
            possible = [committed, current]
            try writer.mergeAll()
            settle(current)
        case .mergeWhatIsDue:
            try writer.waitForMerges()
        case .keepAnalysis(let bytes):
            try writer.keepAnalysis(bytes)
            hasAnalysis = true
        case .adoptAnalysis:
            guard hasAnalysis else { return }
            try writer.adoptAnalysis(segments: Set(Snapshot.open(directory).segments.map(\.info.name)))
        }
    }

    /// What must not happen, whatever fails.
    struct Unexpected: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }
}
