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
            if case .put(_, let title, let text, _) = self { return title.utf8.count + text.utf8.count + 1024 }
            return 1024
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

    private let library: Library
    private let waitingLimit: Int
    private let byteLimit: Int
    private let logger: Logger
    /// One thread: indexing must not take those that answer.
    private let pool = WorkPool(threadCount: 1, waitingLimit: 1)
    private var waiting: [Waiting] = []
    private var waitingBytes = 0
    private var isWorking = false
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
        guard waiting.count < waitingLimit, waitingBytes + change.size <= byteLimit else {
            throw RequestError(
                .overloaded, "Too many texts wait to be written.", advice: "Try again in a moment.", retryAfter: 1)
        }
        return try await withCheckedThrowingContinuation { answer in
            waiting.append(Waiting(change: change, answer: answer))
            waitingBytes += change.size
            guard !isWorking else { return }
            isWorking = true
            Task { await work() }
        }
    }

    private func work() async {
        while !waiting.isEmpty {
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
            do {
                // Small commits come to many segments; closing would end the merges that join them.
                try await pool.run { try await batchLibrary.finishMerges() }
            } catch {
                logger.error("segments could not be merged", metadata: ["error": "\(error)"])
            }
            await library.close()
        }
        isWorking = false
        for idler in idlers { idler.resume() }
        idlers = []
    }

    /// Waits until nothing waits and the lock is given back.
    func settle() async {
        guard isWorking else { return }
        await withCheckedContinuation { idlers.append($0) }
    }

    /// Ends the thread, once nothing waits.
    func shutDown() async throws {
        await settle()
        try await pool.shutDown()
    }
}
