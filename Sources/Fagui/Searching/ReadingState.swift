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
        let validities: ValidityCache
        let forces: LegalForcesCache
        /// Texts that are passed over, where the view is of a day, by the state that they are in.
        private(set) var hidden: [(status: LegalStatus, snapshot: Snapshot)] = []

        /// The same commit with the wordings that are wanted, and the states of laws as of the day.
        func of(_ validity: Validity) throws -> View {
            let dated = try validities.snapshot(validity)
            return View(
                snapshot: dated.shown, searcher: searcher.over(dated.shown), analyses: analyses,
                suggestions: suggestions, validities: validities, forces: forces, hidden: dated.hidden)
        }

        /// The analysis of the newest segment, by which texts outside the index are analysed.
        func analysis() throws -> Analysis { try Self.newest(snapshot, analyses) }

        fileprivate static func newest(_ snapshot: Snapshot, _ analyses: [String: Analysis]) throws -> Analysis {
            if let name = snapshot.segments.last?.analysis, let analysis = analyses[name] { return analysis }
            return try Analysis.current
        }
    }

    /// Commits that are kept for the pages that follow those shown. Their files stay on the disk as long.
    private static let keptLimit = 4

    private let directory: FileSystemDirectory
    private let view: Mutex<View>
    /// The commits that pages were shown of, the last one last.
    private let kept = Mutex<[View]>([])

    init(_ directory: FileSystemDirectory, snapshot: Snapshot) throws {
        self.directory = directory
        view = Mutex(try Self.makeView(snapshot, reusing: [:]))
    }

    /// The commit to search.
    var current: View { view.withLock { $0 } }

    /// Keeps a commit for following pages, and lets go the one that was kept for the longest time.
    func keep(_ view: View) {
        kept.withLock { kept in
            kept.removeAll { $0.snapshot.generation == view.snapshot.generation }
            kept.append(view)
            if kept.count > Self.keptLimit { kept.removeFirst() }
        }
    }

    /// The commit of a cursor.
    ///
    /// - Throws: ``LibraryError`` with the code `snapshotReleased` where it is gone, `invalidCursor` where it is another
    ///   index's.
    func view(of cursor: ResultCursor) throws -> View {
        let newest = current
        let known = kept.withLock { $0 } + [newest]
        if let view = known.last(where: { $0.snapshot.generation == cursor.generation }) {
            // The place is checked as well: a cursor comes from outside, and its checksum is no seal.
            let address = cursor.position.address
            let segments = view.snapshot.segments
            guard view.snapshot.mark == cursor.snapshotMark, segments.indices.contains(address.segment),
                Int(address.doc) < segments[address.segment].documentCount
            else {
                throw LibraryError(
                    .invalidCursor, "The cursor belongs to another index.", advice: "Search again from the first page.")
            }
            return view
        }
        throw LibraryError(
            .snapshotReleased,
            "The page before is of commit \(cursor.generation) of the index, which has changed since; now it is at commit "
                + "\(newest.snapshot.generation).",
            advice: "Search again from the first page.")
    }

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
            suggestions: SuggestionCache(snapshot) { [analyses] in try View.newest(snapshot, analyses) },
            validities: ValidityCache(snapshot), forces: LegalForcesCache(snapshot))
    }
}
