/// What is read in one go: a file, or some of the rows of a large one, or some of the files in an archive.
public struct SourcePart: Sendable, Equatable {
    /// Rows that follow one another.
    struct Rows: Equatable {
        /// Bytes of the file, from the beginning of a line to the end of one.
        var bytes: Range<Int>
        /// The number of the first line, from 1.
        var firstLine: Int
        /// Whether it is one row that takes more memory than it may; its bytes are never read at once.
        var isTooLong = false
    }

    /// Files of an archive that follow one another.
    struct Entries: Equatable {
        /// Their numbers among all entries, from 0.
        var range: Range<Int>
        /// Bytes that they say they unpack to.
        var unpackedSize: Int
    }

    /// The file.
    public let file: SourceFile
    /// The rows; nil for the whole file.
    let rows: Rows?
    /// The entries; nil for the whole file.
    let entries: Entries?
    /// Whether no part of the file follows.
    public let isLast: Bool

    /// Bytes to read.
    public var sizeInBytes: Int { rows?.bytes.count ?? entries?.unpackedSize ?? file.sizeInBytes }

    /// A whole file.
    public init(_ file: SourceFile) { self.init(file, isLast: true) }

    init(_ file: SourceFile, rows: Rows? = nil, entries: Entries? = nil, isLast: Bool) {
        self.file = file
        self.rows = rows
        self.entries = entries
        self.isLast = isLast
    }
}
