import FaguiTestSupport
import Testing

@testable import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Faults that the system itself can be made to give, each in a process of its own.
@Suite struct RealFileFaultTests {
    /// Lets files grow to as many bytes: a write across the limit is cut short, the next one fails.
    private static func limitFiles(to bytes: UInt64) {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t.max)
        #if canImport(Glibc)
            guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(3) }
        #else
            guard setrlimit(RLIMIT_FSIZE, &limit) == 0 else { exit(3) }
        #endif
    }

    @Test func aWriteThatTheSystemCutsShortIsAnError() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let directory = try FileSystemDirectory(path: folder.path)
            Self.limitFiles(to: 1000)
            let output = try directory.create("f")
            let error = #expect(throws: IndexError.self) {
                try [UInt8](repeating: 7, count: 3000).withUnsafeBytes { try output.write($0) }
            }
            #expect(error == .io(operation: "write to", path: "\(folder.path)/f", code: EFBIG))
            #expect("\(try #require(error))".contains("ulimit -f"))
            // The first part was taken: the fault came with the second call.
            #expect(try directory.map("f").bytes.count == 1000)
        }
    }

    /// Every few bytes of room, from none to enough.
    @Test func aCommitThatTheSystemCutsShortAnywhereHarmsNothing() async {
        await #expect(processExitsWith: .success) {
            var failures = 0
            for limit in stride(from: UInt64(0), through: 700, by: 20) {
                let folder = TemporaryFolder()
                let directory = try FileSystemDirectory(path: folder.path)
                var options = IndexWriter.Options()
                options.mergesInBackground = false
                let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
                try writer.add(("a", ["one two"]))
                try writer.commit()
                Self.limitFiles(to: limit)
                try writer.add(("a", ["one three"]), ("b", ["four"]))
                do {
                    try writer.commit()
                } catch {
                    guard case IndexError.io(_, _, EFBIG) = error else { throw error }
                    failures += 1
                    #expect(try Texts.contents(of: directory) == ["a": ["one two"]], "limit \(limit)")
                    try writer.rollback()
                }
                #expect(try IndexChecker.check(directory).findings.isEmpty, "limit \(limit)")
                Self.limitFiles(to: UInt64(rlim_t.max))
                try writer.add(("a", ["one three"]), ("b", ["four"]))
                try writer.mergeAll()
                #expect(try Texts.contents(of: directory) == ["a": ["one three"], "b": ["four"]], "limit \(limit)")
                writer.close()
                let report = try IndexChecker.check(directory)
                #expect(report.findings.isEmpty && report.warnings.isEmpty, "limit \(limit)")
            }
            #expect(failures > 5)
        }
    }

    @Test func aWriteThatASignalCutsShortGoesOn() async {
        await #expect(processExitsWith: .success) {
            // Without SA_RESTART a signal ends a write that waits; what the pipe has taken counts.
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in }
            sigaction(SIGUSR1, &action, nil)
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0)
            let reading = ends[0]
            var set = sigset_t()
            sigemptyset(&set)
            sigaddset(&set, SIGUSR1)
            pthread_sigmask(SIG_UNBLOCK, &set, nil)
            let writer = pthread_self()
            let expected = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
            let reader = Task.detached {
                var content: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 1 << 16)
                for round in 0... {
                    if round < 8 {
                        // The pipe is full: the write stands in the middle of its bytes.
                        var waiting = Int32(0)
                        var end = pollfd(fd: reading, events: 0, revents: 0)
                        while waiting < 1 << 16, end.revents & Int16(POLLHUP) == 0 {
                            _ = ioctl(reading, UInt(FIONREAD), &waiting)
                            poll(&end, 1, 0)
                        }
                        pthread_kill(writer, SIGUSR1)
                    }
                    let count = read(reading, &buffer, buffer.count)
                    if count <= 0 { break }
                    content += buffer[..<count]
                }
                return content
            }
            let output = FileSystemOutput(descriptor: ends[1], path: "pipe")
            try expected.withUnsafeBytes { try output.write($0) }
            try output.close()
            #expect(await reader.value == expected)
        }
    }

    @Test func tooManyOpenFilesIsToldAndPasses() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let directory = try FileSystemDirectory(path: folder.path)
            var options = IndexWriter.Options()
            options.mergesInBackground = false
            let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
            try writer.add(("a", ["one"]))
            try writer.commit()
            // Every number that a file could have is taken.
            var taken: [Int32] = []
            while true {
                let file = dup(0)
                if file < 0 { break }
                taken.append(file)
                if taken.count > 100_000 { break }
            }
            try #require(taken.count <= 100_000 && !taken.isEmpty)
            let error = #expect(throws: IndexError.self) { try Snapshot.open(directory) }
            #expect("\(try #require(error))".contains("ulimit -n"))
            #expect(throws: IndexError.self) { try IndexChecker.check(directory) }
            try writer.add(("a", ["two"]))
            #expect(throws: IndexError.self) { try writer.commit() }
            #expect(throws: IndexError.self) { try writer.rollback() }
            for file in taken { close(file) }
            try writer.rollback()
            #expect(try Texts.contents(of: directory) == ["a": ["one"]])
            try writer.add(("a", ["two"]))
            try writer.commit()
            #expect(try Texts.contents(of: directory) == ["a": ["two"]])
            writer.close()
            let report = try IndexChecker.check(directory)
            #expect(report.findings.isEmpty && report.warnings.isEmpty)
        }
    }
}
