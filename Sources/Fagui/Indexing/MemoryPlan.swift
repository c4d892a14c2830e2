internal import FaguiCorpus
internal import FaguiIndex

/// How the memory of one run of indexing is shared out.
///
/// Memory is taken by units, runs of files that threads read and turn into batches; by batches that wait for their segment,
/// with what writing it takes; and, when all is read, by merges. What a unit takes is known only when it is read, so each
/// has a share that it may not pass: one that does is read again when nothing else is under way, text by text. A text that
/// takes too much even then is left out.
struct MemoryPlan: Sendable, Equatable {
    /// What indexing can do with at least.
    static var minimum: Int { 128 << 20 }

    /// Threads that read.
    let jobs: Int
    /// Threads that write and merge.
    let writerThreads: Int
    /// Bytes of memory for all units under way.
    let reading: Int
    /// Bytes of memory that a thread may keep from one unit to the next.
    let kept: Int
    /// Bytes of memory for batches that wait for their segment.
    let pending: Int
    /// Bytes of memory for a merge.
    let merging: Int
    /// Bytes of memory for a text that is read alone.
    let text: Int
    /// Bytes of files in a unit, at most.
    let unitSize: Int

    /// Bytes that the process takes before it reads anything: vocabulary, tables, the runtime.
    private static var base: Int { 48 << 20 }
    /// Bytes of memory that must be left for the work.
    private static var leastRest: Int { 64 << 20 }
    /// Bytes of memory for a byte of a file, where it holds nothing but different terms.
    private static var perByte: Int { 64 }
    /// Bytes of memory that a thread takes to write a segment.
    private static var perWriter: Int { 12 << 20 }
    /// Bytes of memory for a file that was found.
    private static var perFile: Int { 700 }

    /// Shares memory out.
    ///
    /// - Parameters:
    ///   - memory: Bytes in all, at least ``minimum``.
    ///   - jobs: Threads that are wanted.
    ///   - fileCount: Files that were found.
    ///   - metadataSize: Bytes of memory that what tables say of them takes.
    /// - Throws: ``LibraryError`` of the code `limit` where the names of the files leave too little.
    init(memory: Int, jobs: Int, fileCount: Int, metadataSize: Int = 0) throws {
        let names = fileCount * Self.perFile + metadataSize
        let rest = memory - Self.base - names
        guard rest >= Self.leastRest else {
            let wanted = ((Self.base + Self.leastRest + names) >> 20) + 1
            let tables = metadataSize > 0 ? " and what tables say of them" : ""
            throw LibraryError(
                .limit,
                "\(fileCount) files\(tables) are more than can be indexed at once with \(memory >> 20) MB of memory.",
                advice: "Raise --memory to \(wanted)M, or index the folders one by one.")
        }
        pending = rest / 8 * 3
        merging = rest / 4 * 3
        // Nothing is kept then.
        text = rest / 8 * 3 + pending / 8 * 7
        reading = rest / 32 * 9
        // Each thread needs room for a unit that is worth its while.
        self.jobs = max(1, min(jobs, reading / (Self.smallestUnit * Self.perByte)))
        kept = rest / 32 * 3 / self.jobs
        writerThreads = max(1, min(Parallel.coreCount, rest / 4 / Self.perWriter))
        unitSize = max(Self.smallestUnit, min(Self.largestUnit, reading / Self.perByte / self.jobs))
    }

    private static var smallestUnit: Int { 64 << 10 }
    private static var largestUnit: Int { 4 << 20 }

    /// Bytes of memory that tables of metadata beside the files may take, which are read before there is a plan.
    static func tables(ofMemory memory: Int) -> Int { max(0, memory - base - leastRest) / 2 }

    /// Bytes that a part of a file counts for in a unit. A tiny file takes memory for its id and its records as well; without
    /// that, a unit of thousands of them would have no room beside others, and each be read alone.
    static func weight(_ part: SourcePart) -> Int { part.sizeInBytes + perPart }

    private static var perPart: Int { 64 }

    /// Bytes of memory that files of a size may take when they are read beside others.
    func share(ofBytes size: Int) -> Int { max(size, 16 << 10) * Self.perByte }

    /// Bytes of waiting batches above which they are written before a text is read alone.
    var pendingBesideText: Int { pending / 8 }
}
