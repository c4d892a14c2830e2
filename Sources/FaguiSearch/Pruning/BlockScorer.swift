/// Scores the documents of one block after another into a collector.
protocol BlockScorer: ~Copyable {
    /// Up to so many blocks for each document that is wanted are visited as they lie, not the best first.
    static var unorderedBlocks: Int { get }
    /// Documents seen to match so far.
    var seen: Int { get }
    /// Whether documents were left out without seeing whether they match.
    var isPruned: Bool { get }

    /// Has what scoring a block will read fetched from memory.
    func prepare(_ block: Int)

    /// Gives the collector every document of the block that can belong to the best.
    ///
    /// - Parameters:
    ///   - block: A block, or what takes its place in the bounds: an entry of the only list, or a candidate.
    ///   - collector: Receives them.
    /// - Throws: `corrupt`.
    mutating func score(_ block: Int, into collector: inout TopCollector) throws

    /// The same of a block of which no document can belong to the best: it is looked at for ``seen`` alone.
    mutating func tally(_ block: Int, into collector: inout TopCollector) throws

    /// Does what scoring a block may have left for later. Blocks may be scored after that as well.
    mutating func finish(into collector: inout TopCollector) throws
}

extension BlockScorer where Self: ~Copyable {
    static var unorderedBlocks: Int { 1 }
    func prepare(_ block: Int) {}
    mutating func tally(_ block: Int, into collector: inout TopCollector) throws {
        try score(block, into: &collector)
    }
    mutating func finish(into collector: inout TopCollector) throws {}
}
