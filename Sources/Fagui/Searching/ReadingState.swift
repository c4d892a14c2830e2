internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText
internal import Synchronization

/// The commit that searches see, and what they need besides.
final class ReadingState: Sendable {
    /// One commit with all that a search of it needs; a search holds on to one from start to end.
    struct View: Sendable {
        let snapshot: Snapshot
        let searcher: Searcher
        let analyses: [String: Analysis]
        let suggestions: SuggestionCache

        /// The analysis of the newest segment, by which texts outside the index are analysed.
        func analysis() throws -> Analysis { try Self.newest(snapshot, analyses) }

        fileprivate static func newest(_ snapshot: Snapshot, _ analyses: [String: Analysis]) throws -> Analysis {
            if let name = snapshot.segments.last?.analysis, let analysis = analyses[name] { return analysis }
            return try Analysis.current
        }
    }

    private let directory: FileSystemDirectory
    private let view: Mutex<View>

    init(_ directory: FileSystemDirectory, snapshot: Snapshot) throws {
        self.directory = directory
        view = Mutex(try Self.makeView(snapshot, reusing: [:]))
    }

    /// The commit to search.
    var current: View { view.withLock { $0 } }

    /// Takes up the newest commit.
    func refresh() throws {
        let old = current
        guard try Snapshot.newestGeneration(directory) != old.snapshot.generation else { return }
        let new = try Self.makeView(Snapshot.open(directory, reusing: old.snapshot), reusing: old.analyses)
        view.withLock { held in
            // Another thread may have taken up a newer one meanwhile.
            if new.snapshot.generation > held.snapshot.generation { held = new }
        }
    }

    private static func makeView(_ snapshot: Snapshot, reusing known: [String: Analysis]) throws -> View {
        var analyses: [String: Analysis] = [:]
        for segment in snapshot.segments where analyses[segment.analysis] == nil {
            let name = segment.analysis
            if let analysis = known[name] {
                analyses[name] = analysis
            } else {
                let file = try snapshot.mappedAnalysis(named: name)
                analyses[name] = try Analysis(mapped: file.bytes, owner: file.owner)
            }
        }
        let searcher = try Searcher(
            snapshot: snapshot, analyses: analyses, fields: LibrarySchema.searchFields)
        return View(
            snapshot: snapshot, searcher: searcher, analyses: analyses,
            suggestions: SuggestionCache(snapshot) { [analyses] in try View.newest(snapshot, analyses) })
    }
}
