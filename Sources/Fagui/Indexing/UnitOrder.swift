/// What was made of a unit, and waits in memory until its turn comes.
protocol UnitSize: Sendable {
    /// Bytes of memory held, roughly.
    var sizeInBytes: Int { get }
}

/// In which order units are read and given to the writer: read ahead on several threads as far as memory goes, taken in
/// their own order.
struct UnitOrder<Result: UnitSize> {
    /// What to do next.
    enum Step {
        /// Read a unit, which may take so many bytes of memory, beside others.
        case read(Int, memory: Int)
        /// Wait until a unit that is being read is finished.
        case wait
        /// Take a result: it is its turn.
        case take(Result)
        /// Read a unit, whose turn it is, while nothing else is read; and take it.
        case readAlone(Int)
    }

    /// What is known of a unit that was read, or need not be read beside others.
    private enum Outcome {
        case result(Result, size: Int)
        case needsMemory
    }

    private let count: Int
    private let jobs: Int
    private let memory: Int
    private var started = 0
    private var taken = 0
    /// Bytes of memory that units that are being read may take.
    private var running: [Int: Int] = [:]
    /// Bytes of memory of units that wait for their turn.
    private var waitingSize = 0
    private var waiting: [Int: Outcome] = [:]

    /// Starts with the first of so many units.
    ///
    /// - Parameters:
    ///   - count: Units.
    ///   - jobs: Those that are read at once, at most.
    ///   - memory: Bytes of memory that all that are read or wait may take.
    init(count: Int, jobs: Int, memory: Int) {
        self.count = count
        self.jobs = jobs
        self.memory = memory
    }

    /// Whether all units are taken.
    var isDone: Bool { taken == count }

    /// The next step, given what each unit may take.
    mutating func next(_ share: (Int) -> Int) -> Step {
        switch waiting[taken] {
        case .result(let result, let size):
            waiting[taken] = nil
            waitingSize -= size
            taken += 1
            return .take(result)
        case .needsMemory:
            // What is read already may end; nothing else begins.
            guard running.isEmpty else { return .wait }
            waiting[taken] = nil
            taken += 1
            return .readAlone(taken - 1)
        case nil: break
        }
        while started < count, running.count < jobs, started < taken + 8 * jobs {
            let size = share(started)
            if size > memory {
                waiting[started] = .needsMemory
                started += 1
                if started - 1 == taken { return next(share) }
                continue
            }
            guard running.isEmpty && waiting.isEmpty || used + size <= memory || started == taken else { break }
            running[started] = size
            started += 1
            return .read(started - 1, memory: size)
        }
        return .wait
    }

    /// Bytes of memory that are, or may be, taken.
    private var used: Int { running.values.reduce(waitingSize, +) }

    /// Takes note of a unit that was read; nil for one that needs more memory than it had.
    mutating func finish(_ number: Int, _ result: Result?) {
        running[number] = nil
        guard let result else {
            waiting[number] = .needsMemory
            return
        }
        let size = result.sizeInBytes
        waitingSize += size
        waiting[number] = .result(result, size: size)
    }

    /// Takes all steps.
    ///
    /// - Parameters:
    ///   - share: Bytes of memory that a unit may take beside others.
    ///   - read: Reads a unit within them, on a thread of its own; nil where it needs more.
    ///   - readAlone: Reads a unit while nothing else is read, and takes it.
    ///   - take: Takes a result.
    /// - Throws: What these throw.
    mutating func run(
        share: (Int) -> Int, read: @escaping @Sendable (_ number: Int, _ memory: Int) throws -> Result?,
        readAlone: (Int) throws -> Void, take: (Result) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result?).self) { group in
            while !isDone {
                switch next(share) {
                case .read(let number, let memory): group.addTask { (number, try read(number, memory)) }
                case .wait:
                    guard let (number, result) = try await group.next() else { return }
                    finish(number, result)
                case .take(let result): try take(result)
                case .readAlone(let number): try readAlone(number)
                }
            }
        }
    }
}
