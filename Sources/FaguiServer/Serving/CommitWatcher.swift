internal import Fagui
internal import Logging
internal import ServiceLifecycle

/// Takes up new commits, which other processes make, soon after they are there.
struct CommitWatcher: Service {
    let library: Library
    let metrics: ServerMetrics
    let logger: Logger

    /// How often the manifest is looked at: a small file that mostly has not changed.
    private static var interval: Duration { .milliseconds(200) }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastFailure = ""
            while !Task.isCancelled {
                do {
                    let before = library.generation
                    try await library.refresh()
                    let after = library.generation
                    if after != before {
                        metrics.tookUpCommit()
                        logger.info("took up a commit", metadata: ["snapshot": "\(after)"])
                    }
                    lastFailure = ""
                } catch {
                    // The commit that is there goes on being searched. Said once, not five times a second.
                    if "\(error)" != lastFailure {
                        logger.error("a new commit cannot be read", metadata: ["error": "\(error)"])
                    }
                    lastFailure = "\(error)"
                }
                // Ended early by a stop, which the loop sees.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }
}
