internal import Dispatch
internal import Synchronization

/// Runs independent pieces of work on a few threads and waits for all of them.
package enum Parallel {
    /// The number of threads that a setting of 0 stands for.
    package static var coreCount: Int { max(1, activeProcessorCount()) }

    /// Calls `body` once for each index below `count`, on at most `threads` threads.
    ///
    /// - Parameters:
    ///   - count: Pieces of work.
    ///   - threads: Threads to use at most; with 1 or fewer all is done on the caller's.
    ///   - body: Called at once from several threads, each index once: what it changes must belong to its index.
    /// - Throws: The first error; pieces not yet begun are then left out.
    package static func run(count: Int, threads: Int, _ body: (Int) throws -> Void) throws {
        if count <= 1 || threads <= 1 {
            for index in 0..<max(0, count) { try body(index) }
            return
        }
        let next = Atomic<Int>(0)
        let failure = Mutex<(any Error)?>(nil)
        withoutActuallyEscaping(body) { body in
            // Safe: this call outlives every piece, and pieces of one index each touch data of their own.
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: min(count, threads)) { _ in
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < count, failure.withLock({ $0 == nil }) else { return }
                    do {
                        try body(index)
                    } catch {
                        failure.withLock { $0 = $0 ?? error }
                    }
                }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
