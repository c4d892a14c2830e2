import Synchronization
import Testing

/// Faults that a test has put in, and those that harmed nothing, by kind.
final class FaultCounts: Sendable {
    private struct Count {
        var injected = 0, survived = 0
    }

    private let counts = Mutex<[String: Count]>([:])

    /// Counts a fault of a kind; what `body` throws is recorded as a fault of the product.
    func inject(_ kind: String, _ what: @autoclosure () -> String, _ body: () throws -> Void) {
        counts.withLock { $0[kind, default: Count()].injected += 1 }
        do {
            try body()
            counts.withLock { $0[kind, default: Count()].survived += 1 }
        } catch {
            Issue.record("\(kind), \(what()): \(error)")
        }
    }

    /// Faults of all kinds.
    var total: Int { counts.withLock { $0.values.reduce(0) { $0 + $1.injected } } }

    /// Prints a line a kind.
    func report() {
        let lines = counts.withLock { counts in
            counts.sorted { $0.key < $1.key }.map {
                "\($0.key): \($0.value.injected) injected, \($0.value.survived) survived"
            }
        }
        for line in lines { print("faults: \(line)") }
    }
}
