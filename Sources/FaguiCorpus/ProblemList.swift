/// Problems in the order in which they were found: the first are kept, of the others it is known how many there are.
///
/// A file of a million rows may have a million bad ones.
public struct ProblemList: Sendable, Equatable, ExpressibleByArrayLiteral {
    /// Those that are kept.
    private var kept: [CorpusError] = []
    /// Bytes of memory that those take, roughly.
    private(set) public var sizeInBytes = 0
    /// Those of files that are not kept.
    private(set) public var moreFiles = 0
    /// Those of rows that are not kept.
    private(set) public var moreRows = 0
    /// Whether one of all is that a text needs more memory.
    private(set) public var needsMemory = false

    /// The most problems that are kept.
    public static var countLimit: Int { 10_000 }
    /// Bytes of memory that those may take.
    private static var sizeLimit: Int { 8 << 20 }

    /// A list of the problems given.
    public init(arrayLiteral problems: CorpusError...) {
        for problem in problems { append(problem) }
    }

    /// Problems of which only their number is known.
    public var more: Int { moreFiles + moreRows }

    /// All problems.
    public var total: Int { kept.count + more }

    /// Adds a problem.
    public mutating func append(_ problem: CorpusError) {
        if problem.kind == .needsMemory { needsMemory = true }
        let size = 2 * MemoryLayout<CorpusError>.stride + problem.path.utf8.count + problem.reason.utf8.count
        // Once one is not kept no later one is, so that they are the first.
        guard more == 0, kept.count < Self.countLimit, sizeInBytes + size <= Self.sizeLimit else {
            if problem.line == nil { moreFiles += 1 } else { moreRows += 1 }
            return
        }
        sizeInBytes += size
        kept.append(problem)
    }

    /// Adds problems.
    public static func += (list: inout ProblemList, problems: some Sequence<CorpusError>) {
        for problem in problems { list.append(problem) }
    }

    /// Adds the problems of another list, and the number of those that it did not keep.
    public static func += (list: inout ProblemList, other: ProblemList) {
        for problem in other { list.append(problem) }
        list.moreFiles += other.moreFiles
        list.moreRows += other.moreRows
        list.needsMemory = list.needsMemory || other.needsMemory
    }
}

extension ProblemList: RandomAccessCollection {
    /// Where the first stands.
    public var startIndex: Int { 0 }
    /// Behind the last that is kept.
    public var endIndex: Int { kept.count }
    /// A problem that is kept.
    public subscript(index: Int) -> CorpusError { kept[index] }
}
