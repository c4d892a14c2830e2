internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

/// An index of regulations on disk: add texts, commit, search, show a passage.
///
/// ```swift
/// let library = try await Library.create(at: "index")
/// try await library.add(id: "notice-1", title: "通知", text: "加强质量安全监督检查。")
/// try await library.commit()
/// for hit in try await library.search("质量 安全", limit: 10).hits { print(hit.id, hit.snippet.text) }
/// ```
/// - Concurrency: Safe from any thread. A search sees one commit from start to end. Writing takes the index's lock,
///   which one process holds at a time, at the first call that writes; ``close()`` gives it back.
public final class Library: Sendable {
    let path: String
    let reading: ReadingState
    let writing: WritingState

    private init(path: String, reading: ReadingState, writing: WritingState) {
        self.path = path
        self.reading = reading
        self.writing = writing
    }

    /// Opens an index that is there, for searching (and, from the first call that writes, for writing).
    ///
    /// - Throws: ``LibraryError`` with the code `noIndex`, `corruptIndex`, `newerFormat` or `io`.
    public static func open(at path: String) async throws -> Library { try opened(at: path) }

    /// Opens an index on the caller's thread: a command that searches once need not start others.
    package static func opened(at path: String) throws -> Library {
        try wrapping(path) {
            let directory = try FileSystemDirectory(path: path)
            let reading = try ReadingState(directory, snapshot: Snapshot.open(directory))
            return Library(path: path, reading: reading, writing: WritingState(directory))
        }
    }

    /// Opens an index for writing, making an empty one where there is none.
    ///
    /// - Throws: ``LibraryError``; `locked` where another writer has it.
    public static func create(at path: String) async throws -> Library {
        try wrapping(path) {
            let directory = try FileSystemDirectory(path: path, creating: true)
            let writing = WritingState(directory)
            // The writer makes and commits an empty index where there is none.
            try writing.withWriter { _ in }
            let reading = try ReadingState(directory, snapshot: Snapshot.open(directory))
            return Library(path: path, reading: reading, writing: writing)
        }
    }

    /// Adds one text under an id of the caller's; one of the same id is replaced. Searchable after ``commit()``.
    ///
    /// The text is read as a `.txt` file would be: articles (第N条) are passages, else paragraphs.
    /// - Throws: ``LibraryError``: `invalidArgument` for an empty id, `locked`, `io`.
    public func add(id: String, title: String, text: String, metadata: [MetadataEntry] = []) async throws {
        guard !id.isEmpty else {
            throw LibraryError(
                .invalidArgument, "A text needs an id that is not empty.", advice: "Give it a name of its own.")
        }
        try wrapping { try writing.add(id: id, title: title, text: text, metadata: metadata) }
    }

    /// Removes sources by their ids, as hits show them, and commits.
    ///
    /// - Parameter ids: Ids of texts, of rows, or of files with rows (then all of them go).
    /// - Returns: Those that were there.
    /// - Throws: ``LibraryError``.
    public func remove(ids: [String]) async throws -> [String] {
        try removing(ids) { try $0.sourceIDs(withID: $1) }
    }

    /// Removes what is found for ids, and commits.
    func removing(_ ids: [String], _ find: (PassageFinder, String) throws -> [[UInt8]]) throws -> [String] {
        try wrapping {
            // What was added before may be what is to go.
            _ = try writing.commit()
            try reading.refresh()
            let finder = PassageFinder(reading.current.snapshot)
            let sources = try ids.map { try find(finder, $0) }
            try writing.remove(sources.flatMap(\.self))
            try reading.refresh()
            return zip(ids, sources).filter { !$1.isEmpty }.map(\.0)
        }
    }

    /// Makes all that was added durable and searchable. Returns the commit's number.
    @discardableResult
    public func commit() async throws -> UInt64 {
        try wrapping {
            let generation = try writing.commit()
            try reading.refresh()
            return generation
        }
    }

    /// Merges all segments into one, and waits for it.
    public func mergeAll() async throws {
        try wrapping {
            _ = try writing.commit()
            try writing.withWriter { try $0.mergeAll() }
            try reading.refresh()
        }
    }

    /// Takes up the newest commit, as of this call.
    public func refresh() async throws {
        try wrapping { try reading.refresh() }
    }

    /// Ends writing and gives the lock back. What was not committed is dropped.
    public func close() async {
        writing.close()
    }

    /// Turns what the parts throw into a ``LibraryError`` that names this index.
    func wrapping<R>(_ body: () throws -> R) throws -> R {
        try Self.wrapping(path, body)
    }

    static func wrapping<R>(_ path: String, _ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch {
            throw LibraryError.wrap(error, index: path)
        }
    }
}
