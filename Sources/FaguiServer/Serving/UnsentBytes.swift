internal import Synchronization

/// Counts the bytes of answers that were made and not taken yet, and of bodies that are gathered, over all connections.
final class UnsentBytes: Sendable {
    private let limit: Int
    private let bytes = Atomic<Int>(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Bytes now.
    var count: Int { bytes.load(ordering: .relaxed) }

    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }

    func subtract(_ count: Int) { bytes.subtract(count, ordering: .relaxed) }

    /// Sees that there is room for more.
    ///
    /// - Throws: ``RequestError`` with the code `overloaded`.
    func check() throws(RequestError) {
        guard count < limit else {
            throw RequestError(
                .overloaded, "Too much waits to be sent or taken.", advice: "Read answers as they come.", retryAfter: 1)
        }
    }
}
