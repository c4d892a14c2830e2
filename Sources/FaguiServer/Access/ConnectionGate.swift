internal import Synchronization

/// Counts connections, in all and by address, and refuses those beyond the limits.
final class ConnectionGate: Sendable {
    private struct Counts {
        var all = 0
        var byAddress: [String: Int] = [:]
    }

    private let limit: Int
    private let limitPerAddress: Int
    private let counts = Mutex(Counts())

    init(_ limits: ServerLimits) {
        limit = limits.connections
        limitPerAddress = limits.connectionsPerAddress
    }

    /// Connections now.
    var count: Int { counts.withLock { $0.all } }

    /// Takes a connection; false where it is one too many. Each that was taken is given back by ``leave(_:)``.
    func enter(_ address: String) -> Bool {
        counts.withLock { counts in
            let own = counts.byAddress[address] ?? 0
            guard counts.all < limit, own < limitPerAddress else { return false }
            counts.all += 1
            counts.byAddress[address] = own + 1
            return true
        }
    }

    /// Gives a connection back.
    func leave(_ address: String) {
        counts.withLock { counts in
            counts.all -= 1
            let own = (counts.byAddress[address] ?? 1) - 1
            counts.byAddress[address] = own > 0 ? own : nil
        }
    }
}
