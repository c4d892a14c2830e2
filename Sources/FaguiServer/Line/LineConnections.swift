internal import NIOCore
internal import Synchronization

/// The open connections of a line server.
final class LineConnections: Sendable {
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isStopping = false
    }

    private let state = Mutex(State())

    /// Connections now.
    var count: Int { state.withLock { $0.channels.count } }

    /// Takes a connection until it closes; false where the server stops.
    func add(_ channel: any Channel) -> Bool {
        let key = ObjectIdentifier(channel)
        let isTaken = state.withLock { state in
            if !state.isStopping { state.channels[key] = channel }
            return !state.isStopping
        }
        guard isTaken else { return false }
        channel.closeFuture.whenComplete { [self] _ in state.withLock { _ = $0.channels.removeValue(forKey: key) } }
        return true
    }

    /// Has all connections finish what is under way.
    func stop() {
        for channel in takeAll() {
            channel.eventLoop.execute { channel.pipeline.fireUserInboundEventTriggered(LineConnection.Stop()) }
        }
    }

    /// Closes all connections, whatever is under way.
    func close() {
        for channel in takeAll() { channel.close(promise: nil) }
    }

    /// Waits until all have closed; new ones are not taken by then.
    func waitUntilClosed() async {
        for channel in takeAll() { try? await channel.closeFuture.get() }
    }

    private func takeAll() -> [any Channel] {
        state.withLock { state in
            state.isStopping = true
            return Array(state.channels.values)
        }
    }
}
