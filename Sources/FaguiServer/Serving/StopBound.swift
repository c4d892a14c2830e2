internal import ServiceLifecycle

/// Sees that stopping ends: work that heeds nothing must not keep a process that was told to stop.
struct StopBound: Service {
    /// How long stopping may take.
    let time: Duration
    /// Called when the time is over, whether or not all has ended.
    let expire: @Sendable () -> Void

    func run() async throws {
        // Cancellation stops the server as well.
        try? await gracefulShutdown()
        Task { [time, expire] in
            // Nobody cancels this task; a stop is what it measures.
            try? await Task.sleep(for: time)
            expire()
        }
    }
}
