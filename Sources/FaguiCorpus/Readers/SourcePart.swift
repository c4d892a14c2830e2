/// What is read in one go: a file, or some of the rows of a large one.
public struct SourcePart: Sendable, Equatable {
    /// Rows that follow one another.
    struct Rows: Equatable {
        /// Bytes of the file, from the beginning of a line to the end of one.
        var bytes: Range<Int>
        /// The number of the first line, from 1.
        var firstLine: Int
    }

    /// The file.
    public let file: SourceFile
    /// The rows; nil for the whole file.
    let rows: Rows?
    /// Whether no part of the file follows.
    public let isLast: Bool

    /// Bytes to read.
    public var sizeInBytes: Int { rows?.bytes.count ?? file.sizeInBytes }

    /// A whole file.
    public init(_ file: SourceFile) { self.init(file, rows: nil, isLast: true) }

    init(_ file: SourceFile, rows: Rows?, isLast: Bool) {
        self.file = file
        self.rows = rows
        self.isLast = isLast
    }
}
