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
        try await run(keepsTime: operation.keepsTime) { [library, limits] in
            try await operation.answer(values, library, limits)
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
        try pool.admit()
        return Task(executorPreference: pool) { [library, limits, pool] in
            let result: Result<Answer, any Error>
            do {
                result = .success(try await operation.answer(values, library, limits))
            } catch {
                result = .failure(error)
            }
            pool.release()
            whenDone(result)
        }
    }

    /// Runs work on the pool, and cancels it when its time is up.
    ///
    /// - Parameters:
    ///   - keepsTime: Whether the work watches the time itself.
    ///   - work: The work.
    /// - Returns: What the work returns.
    /// - Throws: ``RequestError`` with the code `timeout`, or what the work throws.
    func run<R: Sendable>(
        keepsTime: Bool = false, _ work: @escaping @Sendable () async throws -> R
    ) async throws -> R {
        if keepsTime { return try await pool.run(work) }
        return try await withThrowingTaskGroup(of: R?.self) { [pool, limits] group in
            group.addTask { try await pool.run(work) }
            group.addTask {
                try await Task.sleep(for: limits.queryTime)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let value = first else {
                throw RequestError(
                    .timeout, "The answer was not ready in time.", advice: "Ask for less.", retryAfter: nil)
            }
            return value
        }
    }
}
