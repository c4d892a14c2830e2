internal import Fagui
internal import Logging

/// The one who writes: gathers changes that come close together, takes the index's lock for them, and answers when they
/// are durable.
actor TextWriter {
    /// What somebody wants changed.
    enum Change: Sendable {
        case put(id: String, title: String, text: String, metadata: [MetadataEntry])
        case remove(id: String)

        /// The text's id.
        var id: String {
            switch self {
            case .put(let id, _, _, _), .remove(let id): id
            }
        }

        fileprivate var size: Int {
            guard case .put(_, let title, let text, let metadata) = self else { return 1024 }
            return metadata.reduce(title.utf8.count + text.utf8.count + 1024) {
                $0 + $1.key.utf8.count + $1.value.utf8.count + 64
            }
        }
    }

    /// What became of it.
    struct Outcome: Sendable, Equatable {
        /// Whether there was a text of the id before.
        var wasThere: Bool
        /// The commit that has the change.
        var snapshot: UInt64
    }

    private struct Waiting {
        var change: Change
        var answer: CheckedContinuation<Outcome, any Error>
    }

    /// Changes of one commit; more wait for the next.
    private static let batchLimit = 256
    /// How long others are waited for: a commit takes longer.
    private static let gatheringTime = Duration.milliseconds(3)

    /// How long the lock is kept while changes keep coming: other processes want to write as well.
    private static let keepingTime = Duration.seconds(10)

    private let library: Library
    private let waitingLimit: Int
    private let byteLimit: Int
    private let logger: Logger
    /// Indexing must not take the threads that answer: one is for changes, one waits for merges.
    private let pool = WorkPool(threadCount: 2, waitingLimit: 1)
    private var waiting: [Waiting] = []
    private var waitingBytes = 0
    private var isWorking = false
    private var isStopping = false
    /// Whether a thread waits for merges.
    private var isMerging = false
    /// Goes on when merges are done, somebody wants a change, or the server stops.
    private var merged: CheckedContinuation<Void, Never>?
    private var idlers: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - library: The index, also searched.
    ///   - limits: The server's.
    ///   - logger: Gets what goes wrong behind an answer.
    init(library: Library, limits: ServerLimits, logger: Logger) {
        self.library = library
        self.logger = logger
        waitingLimit = limits.waitingRequests + 1
        byteLimit = max(64 << 20, 2 * limits.bodyBytes)
    }

    /// Makes a change.
    ///
    /// - Parameter change: What is wanted.
    /// - Returns: What became of it; it is durable then, and searches see it.
    /// - Throws: ``RequestError`` with the code `overloaded`, or ``LibraryError``; `locked` while another process writes.
    func make(_ change: Change) async throws -> Outcome {
        guard !isStopping else { throw Self.stopping }
        guard waiting.count < waitingLimit, waitingBytes + change.size <= byteLimit else {
            throw RequestError(
                .overloaded, "Too many texts wait to be written.", advice: "Try again in a moment.", retryAfter: 1)
        }
        return try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(change: change, answer: answer))
            waitingBytes += change.size
            guard !isWorking else { return wake() }
            isWorking = true
            Task { await work() }
        }
    }

    private func work() async {
        var lockedSince = ContinuousClock.now
        while !waiting.isEmpty {
            // What comes meanwhile shares a commit, of which syncing the disk is the price.
            try? await Task.sleep(for: Self.gatheringTime)
            let batch = Array(waiting.prefix(Self.batchLimit))
            waiting.removeFirst(batch.count)
            let changes = batch.map(\.change)
            waitingBytes -= changes.reduce(0) { $0 + $1.size }
            let batchLibrary = library
            let outcomes: [Result<Outcome, any Error>]
            do {
                outcomes = try await pool.run { await TextBatch(batchLibrary).apply(changes) }
            } catch {
                outcomes = batch.map { _ in .failure(error) }
            }
            for (waiting, outcome) in zip(batch, outcomes) { waiting.answer.resume(with: outcome) }
            await finishMerges()
            // Closing ends merges, so who came meanwhile goes on with the lock, for a while.
            if waiting.isEmpty || ContinuousClock.now - lockedSince > Self.keepingTime {
                await library.close()
                lockedSince = .now
            }
        }
        isWorking = false
        for idler in idlers { idler.resume() }
        idlers = []
    }

    /// Waits for the merges that join the many segments of small commits; no longer than until somebody wants a change
    /// or the server stops.
    private func finishMerges() async {
        var isWatched = false
        while waiting.isEmpty, !isStopping, !isWatched || isMerging {
            if !isMerging {
                isMerging = true
                isWatched = true
                Task { await watchMerges() }
            }
            await withCheckedContinuation { merged = $0 }
        }
    }

    private func watchMerges() async {
        do {
            let library = library
            try await pool.run { try await library.finishMerges() }
        } catch {
            // Stopping ends them.
            if !isStopping { logger.error("segments could not be merged", metadata: ["error": "\(error)"]) }
        }
        isMerging = false
        wake()
    }

    private func wake() {
        merged?.resume()
        merged = nil
    }

    /// Waits until nothing waits and the lock is given back.
    func settle() async {
        guard isWorking else { return }
        await withCheckedContinuation { idlers.append($0) }
    }

    private static var stopping: RequestError {
        RequestError(.overloaded, "The server is stopping.", retryAfter: 1)
    }

    /// Ends what is under way, but waits for no merges, and refuses what has not begun.
    func shutDown() async throws {
        isStopping = true
        let refused = waiting
        waiting = []
        waitingBytes = 0
        for change in refused { change.answer.resume(throwing: Self.stopping) }
        wake()
        await settle()
        try await pool.shutDown()
    }
}
