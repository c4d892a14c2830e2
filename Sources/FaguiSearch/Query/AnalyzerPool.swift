internal import FaguiText
internal import Synchronization

/// Analyzers of one analysis, made when all are in use and kept for the next search.
///
/// - Concurrency: Safe from any thread; each analyzer is lent to one caller at a time.
final class AnalyzerPool: Sendable {
    let analysis: Analysis
    private let idle = Mutex<[Lent]>([])

    /// An analyzer on its way into and out of the pool.
    ///
    /// Unchecked because the compiler cannot see the invariant: it is either idle, behind the lock, or held by the one
    /// caller of `withAnalyzer` that took it out.
    private struct Lent: @unchecked Sendable {
        let analyzer: Analyzer
    }

    init(_ analysis: Analysis) { self.analysis = analysis }

    /// Lends an analyzer, which must not leave the body.
    ///
    /// - Throws: `TextError` if one had to be made and ICU does not answer; what the body throws.
    func withAnalyzer<Value>(_ body: (Analyzer) throws -> Value) throws -> Value {
        let lent = try idle.withLock { $0.popLast() } ?? Lent(analyzer: Analyzer(analysis))
        defer { idle.withLock { $0.append(lent) } }
        return try body(lent.analyzer)
    }
}
