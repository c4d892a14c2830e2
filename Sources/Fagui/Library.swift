/// An index of regulations on disk: add texts, commit, search, show a passage.
///
/// - Concurrency: Safe from any thread. A search sees one commit from start to end. Writing takes the index's lock,
///   which one process holds at a time, at the first call that writes; ``close()`` gives it back.
public final class Library: Sendable {
    /// Opens an index that is there, for searching (and, from the first call that writes, for writing).
    ///
    /// - Throws: ``LibraryError`` with the code `noIndex`, `corruptIndex`, `newerFormat` or `io`.
    public static func open(at path: String) async throws -> Library { fatalError("skeleton") }

    /// Opens an index for writing, making an empty one where there is none.
    ///
    /// - Throws: ``LibraryError``; `locked` where another writer has it.
    public static func create(at path: String) async throws -> Library { fatalError("skeleton") }

    /// Checks every byte of every file of an index.
    public static func verify(at path: String) async throws -> VerificationReport { fatalError("skeleton") }

    /// Adds one text under an id of the caller's; one of the same id is replaced. Searchable after ``commit()``.
    public func add(id: String, title: String, text: String, metadata: [MetadataEntry] = []) async throws {
        fatalError("skeleton")
    }

    /// Indexes files and folders, and commits: adds what is new, replaces what changed, drops what vanished below the
    /// paths given; the rest stays.
    public func index(
        paths: [String], options: IndexingOptions = .init(),
        progress: (@Sendable (IndexingProgress) -> Void)? = nil
    ) async throws -> IndexingReport { fatalError("skeleton") }

    /// Removes sources by their ids, and commits. Returns the ids that were there.
    public func remove(ids: [String]) async throws -> [String] { fatalError("skeleton") }

    /// Makes all that was added durable and searchable. Returns the commit's number.
    @discardableResult
    public func commit() async throws -> UInt64 { fatalError("skeleton") }

    /// Merges all segments into one, and waits for it.
    public func mergeAll() async throws { fatalError("skeleton") }

    /// Takes up the newest commit, as of this call.
    public func refresh() async throws { fatalError("skeleton") }

    /// Ends writing and gives the lock back. What was not committed is dropped.
    public func close() async { fatalError("skeleton") }

    /// Searches. Cancelling the task ends the search with an error of the code `cancelled`.
    public func search(_ query: String, options: SearchOptions = .init()) async throws -> SearchResults {
        fatalError("skeleton")
    }

    /// Searches for the best `limit` passages.
    public func search(_ query: String, limit: Int) async throws -> SearchResults { fatalError("skeleton") }

    /// How many passages match, exactly.
    public func count(_ query: String) async throws -> Int { fatalError("skeleton") }

    /// The passages with this id; all passages of a text if it is a source id; none if nothing has it.
    public func passages(withID id: String) async throws -> [StoredPassage] { fatalError("skeleton") }

    /// What the analyzer makes of a text: words, then grams, each in text order.
    public func analyze(_ text: String) async throws -> [AnalyzedTerm] { fatalError("skeleton") }

    /// The same without an index, with the analysis that a new one would get.
    public static func analyze(_ text: String) throws -> [AnalyzedTerm] { fatalError("skeleton") }

    /// What the index holds and takes.
    public func statistics() async throws -> LibraryStatistics { fatalError("skeleton") }
}
