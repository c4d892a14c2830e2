/// What can go wrong with a library: what happened, where, and what to do.
///
/// The `code` is stable and the same in every interface; the message is for people and may change.
public struct LibraryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no index in the folder.
        case noIndex = "no_index"
        /// Bytes of the index are not what was written.
        case corruptIndex = "corrupt_index"
        /// The index was written by a newer program.
        case newerFormat = "newer_format"
        /// Another writer holds the index.
        case locked = "locked"
        /// A call to the system failed.
        case io = "io"
        /// A source text could not be read or decoded.
        case unreadableSource = "unreadable_source"
        /// Two sources would have one id.
        case duplicateSource = "duplicate_source"
        /// An argument is out of its range.
        case invalidArgument = "invalid_argument"
        /// A query that is read strictly breaks the grammar.
        case invalidQuery = "invalid_query"
        /// Nothing has this id.
        case notFound = "not_found"
        /// ICU's data or functions are missing or do not answer.
        case analysis = "analysis"
        /// A limit of the format was reached.
        case limit = "limit"
        /// What should be the cursor of a page is none, or one of another query, other options or another index.
        case invalidCursor = "invalid_cursor"
        /// The commit that a cursor belongs to is not held any more.
        case snapshotReleased = "snapshot_released"
        /// The task was cancelled.
        case cancelled = "cancelled"
    }

    /// Which kind of failure.
    public var code: Code
    /// What happened, in a sentence, with the file or input named.
    public var message: String
    /// What to do about it, in a sentence; empty where there is nothing to do.
    public var advice: String
    /// The file or input concerned, if one is.
    public var path: String?
    /// Where in `path`, in bytes, if known.
    public var byteOffset: Int?

    /// Where in a query, if that is what is wrong.
    public var fault: QueryFault?

    /// A place in a query.
    public struct QueryFault: Sendable, Equatable {
        /// The query, as it was given.
        public var query: String
        /// The first character that does not fit: Unicode scalars from the beginning.
        public var position: Int
        /// What would have fitted, each as it is typed or in a few words.
        public var expected: [String]

        /// Joins the parts.
        public init(query: String, position: Int, expected: [String]) {
            self.query = query
            self.position = position
            self.expected = expected
        }
    }

    /// Joins the parts.
    public init(_ code: Code, _ message: String, advice: String = "", path: String? = nil, byteOffset: Int? = nil) {
        self.code = code
        self.message = message
        self.advice = advice
        self.path = path
        self.byteOffset = byteOffset
    }

    /// The message and the advice.
    public var description: String { advice.isEmpty ? message : "\(message) \(advice)" }
}
