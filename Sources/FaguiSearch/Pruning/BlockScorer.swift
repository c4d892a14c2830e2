/// Scores the documents of one block after another into a collector.
protocol BlockScorer: ~Copyable {
    /// Documents seen to match so far.
    var seen: Int { get }
    /// Whether documents were left out without seeing whether they match.
    var isPruned: Bool { get }

    /// Gives the collector every document of the block that can belong to the best.
    mutating func score(_ block: Int, into collector: inout TopCollector) throws
}
