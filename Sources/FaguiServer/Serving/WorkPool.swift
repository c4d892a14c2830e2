internal import NIOPosix
internal import Synchronization

/// Threads that answer requests, apart from those that move bytes: a long search must not hold up the network.
///
/// What waits is bounded: where more is asked than can be done soon, it is refused at once.
final class WorkPool: TaskExecutor, Sendable {
    private let threads: NIOThreadPool
    private let limit: Int
    private let admitted = Atomic<Int>(0)

    /// Requests that are worked at together.
    let threadCount: Int

    /// - Parameters:
    ///   - threadCount: Requests that are worked at together.
    ///   - waitingLimit: Requests that may wait besides.
    init(threadCount: Int, waitingLimit: Int) {
        self.threadCount = threadCount
        threads = NIOThreadPool(numberOfThreads: threadCount)
        limit = threadCount + waitingLimit
        threads.start()
    }

    /// Requests that are worked at or wait.
    var load: Int { admitted.load(ordering: .relaxed) }

    /// Runs `body` on one of the threads.
    ///
    /// - Parameter body: The work.
    /// - Returns: What it returns.
    /// - Throws: ``RequestError`` with the code `overloaded` where too much waits already; else what `body` throws.
    func run<R: Sendable>(_ body: @Sendable () async throws -> R) async throws -> R {
        try admit()
        defer { release() }
        return try await withTaskExecutorPreference(self) { try await body() }
    }

    /// Runs `body` on one of the threads, unless it had to wait for one too long.
    ///
    /// - Parameters:
    ///   - time: How long waiting and work may take together.
    ///   - body: The work; gets what waiting has left of the time.
    /// - Returns: What it returns.
    /// - Throws: ``RequestError`` with the code `overloaded`; `CancellationError` where it was cancelled before a thread was
    ///   there; else what `body` throws.
    func run<R: Sendable>(within time: Duration, _ body: @Sendable (Duration) async throws -> R) async throws -> R {
        let admission = try admit()
        defer { release() }
        return try await withTaskExecutorPreference(self) { try await body(admission.timeLeft(of: time)) }
    }

    /// Lets one more request in; each that was let in is given back by ``release()``.
    ///
    /// - Returns: Since when it waits.
    /// - Throws: ``RequestError`` with the code `overloaded` where too much waits already.
    @discardableResult func admit() throws(RequestError) -> Admission {
        let load = admitted.add(1, ordering: .relaxed).newValue
        guard load <= limit else {
            admitted.subtract(1, ordering: .relaxed)
            throw RequestError.overloaded
        }
        return Admission(waitingSince: load > threadCount ? .now : nil)
    }

    /// A request that was let in.
    struct Admission: Sendable {
        /// nil where a thread was free.
        fileprivate var waitingSince: ContinuousClock.Instant?

        /// What waiting has left of a time, now that a thread is there: who asked may be gone when nothing is.
        ///
        /// - Throws: ``RequestError`` with the code `overloaded` where nothing is left; `CancellationError` where it is known
        ///   that who asked is gone.
        func timeLeft(of time: Duration) throws -> Duration {
            try Task.checkCancellation()
            guard let waitingSince else { return time }
            let left = time - (ContinuousClock.now - waitingSince)
            guard left > .zero else { throw RequestError.overloaded }
            return left
        }
    }

    /// Ends what ``admit()`` let in.
    func release() { admitted.subtract(1, ordering: .relaxed) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A pool that was shut down runs the job as well, on this thread: a task must not be left hanging.
        threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Ends the threads once what they work at is done.
    func shutDown() async throws { try await threads.shutdownGracefully() }
}
