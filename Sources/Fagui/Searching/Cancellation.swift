internal import Synchronization

/// Whether the task that asked is cancelled, for threads that belong to no task.
final class Cancellation: Sendable {
    private let isSet = Atomic<Bool>(false)

    private init() {}

    /// Calls `body` with a question that any thread may ask.
    ///
    /// - Parameter body: Works on the caller's thread, and on others that it waits for.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    static func watching<T>(_ body: (@escaping @Sendable () -> Bool) throws -> T) async rethrows -> T {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try body { cancellation.isSet.load(ordering: .relaxed) }
        } onCancel: {
            cancellation.isSet.store(true, ordering: .relaxed)
        }
    }
}
