import Foundation

/// A run of the real command that may be killed.
final class Victim {
    private let process = Process()
    private let errors: Pipe?

    /// Starts `fagui`.
    ///
    /// - Parameters:
    ///   - arguments: What it is given.
    ///   - readsErrors: Whether ``errorLine()`` is asked for.
    /// - Throws: What starting a process throws.
    init(_ arguments: [String], readsErrors: Bool = false) throws {
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        errors = readsErrors ? Pipe() : nil
        process.standardError = errors ?? FileHandle.nullDevice
        try process.run()
    }

    /// The first line of the standard error; waits for it.
    func errorLine() -> String {
        var line = Data()
        while let byte = try? errors?.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
            line += byte
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Kills it without warning.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Waits for its end. Returns its status, 128 + the signal where one ended it.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
            ? 128 + process.terminationStatus : process.terminationStatus
    }

    /// Runs the command, and says how long it took; nil lets it end by itself.
    static func run(
        _ arguments: [String], killedAfter moment: Duration?
    ) async throws -> (status: Int32, took: Duration) {
        try await onOwnThread {
            let clock = ContinuousClock()
            let start = clock.now
            let victim = try Victim(arguments)
            if let moment {
                // Not to wait for something: the moment of the kill is what is drawn at random.
                usleep(UInt32(moment / .microseconds(1)))
                victim.kill()
            }
            return (victim.wait(), clock.now - start)
        }
    }

    /// Runs what blocks on a thread of its own: a task's thread that waits would hold up the others, and their kills.
    static func onOwnThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try body() }) }.start()
        }
    }
}
