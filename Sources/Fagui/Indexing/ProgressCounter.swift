internal import Synchronization

/// Counts what several threads have done, and tells.
final class ProgressCounter: Sendable {
    private let report: (@Sendable (IndexingProgress) -> Void)?
    private let state = Mutex(IndexingProgress(sourcesDone: 0, sourcesTotal: 0, bytesDone: 0, bytesTotal: 0))

    init(_ report: (@Sendable (IndexingProgress) -> Void)?) { self.report = report }

    /// Says how much there is to do.
    func begin(sources: Int, bytes: Int) {
        tell(
            state.withLock { state in
                state = IndexingProgress(sourcesDone: 0, sourcesTotal: sources, bytesDone: 0, bytesTotal: bytes)
                return state
            })
    }

    /// More is done.
    func advance(sources: Int, bytes: Int) {
        tell(
            state.withLock { state in
                state.sourcesDone += sources
                state.bytesDone += bytes
                return state
            })
    }

    private func tell(_ progress: IndexingProgress) { report?(progress) }
}
