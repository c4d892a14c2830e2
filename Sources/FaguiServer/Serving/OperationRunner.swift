internal import Fagui

/// Answers operations from the newest commit, within the limits.
final class OperationRunner: Sendable {
    let library: Library
    let limits: ServerLimits
    let pool: WorkPool

    init(library: Library, limits: ServerLimits, pool: WorkPool) {
        self.library = library
        self.limits = limits
        self.pool = pool
    }

    /// Answers.
    ///
    /// - Parameters:
    ///   - operation: What is asked.
    ///   - values: Its parameters.
    /// - Returns: The answer.
    /// - Throws: ``RequestError``, or what the library throws.
    func answer(_ operation: Operation, _ values: ParameterValues) async throws -> Answer {
        guard operation.keepsTime else {
            return try await run { [library, limits] in try await operation.answer(values, library, limits) }
        }
        return try await runKeepingTime { [library, limits] timeLeft in
            try await operation.answer(values, library, limits.with(queryTime: timeLeft))
        }
    }

    /// Begins to answer, for a caller that must not wait: the thread of a connection. It keeps the time itself, by
    /// cancelling the task.
    ///
    /// - Parameters:
    ///   - operation: What is asked.
    ///   - values: Its parameters.
    ///   - whenDone: Gets the answer, on a thread of the pool.
    /// - Returns: The work.
    /// - Throws: ``RequestError`` with the code `overloaded`, at once.
    func begin(
        _ operation: Operation, _ values: ParameterValues,
        whenDone: @escaping @Sendable (Result<Answer, any Error>) -> Void
    ) throws(RequestError) -> Task<Void, Never> {
        let admission = try pool.admit()
        return Task(executorPreference: pool) { [library, limits, pool] in
            let result: Result<Answer, any Error>
            do {
                let timeLeft = try admission.timeLeft(of: limits.queryTime)
                result = .success(try await operation.answer(values, library, limits.with(queryTime: timeLeft)))
            } catch {
                result = .failure(error)
            }
            pool.release()
            whenDone(result)
        }
    }

    /// Runs work on the pool that watches the time itself.
    ///
    /// - Parameter work: The work; gets how long it may take.
    /// - Returns: What the work returns.
    /// - Throws: ``RequestError`` with the code `overloaded`, or what the work throws.
    func runKeepingTime<R: Sendable>(_ work: @Sendable (Duration) async throws -> R) async throws -> R {
        try await pool.run(within: limits.queryTime, work)
    }

    /// Runs work on the pool, and cancels it when its time is up.
    ///
    /// - Parameter work: The work.
    /// - Returns: What the work returns.
    /// - Throws: ``RequestError`` with the code `timeout`, or what the work throws.
    func run<R: Sendable>(_ work: @escaping @Sendable () async throws -> R) async throws -> R {
        try await withThrowingTaskGroup(of: R?.self) { [pool, limits] group in
            group.addTask { try await pool.run(within: limits.queryTime) { _ in try await work() } }
            group.addTask {
                // The clock beside the work: cancelled when the work is done first.
                try await Task.sleep(for: limits.queryTime)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw RequestError.timeout
            }
            return value
        }
    }
}
