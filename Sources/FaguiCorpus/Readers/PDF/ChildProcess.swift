#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs another program over bytes, within a time and an amount of output.
enum ChildProcess {
    /// What it gave.
    struct Result {
        var output: [UInt8]
        /// The beginning of what it complained of.
        var complaints: [UInt8]
        /// Its exit code, or 128 and the signal that ended it.
        var code: Int32
    }

    /// Why there is no result.
    enum Fault: Error, Equatable {
        /// There is no such program in `PATH`.
        case notInstalled
        case tooSlow, tooMuch
        /// A call to the system failed.
        case system(String, Int32)
    }

    /// Runs a program, found in `PATH`, without a shell.
    ///
    /// - Parameters:
    ///   - arguments: Its name and what follows.
    ///   - input: What it reads from its standard input, which is a file.
    ///   - seconds: The most time that it may take.
    ///   - outputLimit: The most bytes that it may write.
    /// - Returns: What it gave.
    /// - Throws: ``Fault``; the program has ended then.
    static func run(
        _ arguments: [String], input: UnsafeRawBufferPointer, seconds: Int, outputLimit: Int
    ) throws(Fault) -> Result {
        // A file, since a program that reads a PDF goes to and fro in it; without a name, so that it goes by itself.
        guard let file = tmpfile() else { throw .system("tmpfile", errno) }
        defer { fclose(file) }
        guard fwrite(input.baseAddress, 1, input.count, file) == input.count, fflush(file) == 0 else {
            throw .system("fwrite", errno)
        }
        rewind(file)
        let output = try Pipe()
        defer { output.closeBoth() }
        let complaints = try Pipe()
        defer { complaints.closeBoth() }
        let child = try spawn(arguments, fileno(file), output.writeEnd, complaints.writeEnd)
        output.closeWriteEnd()
        complaints.closeWriteEnd()
        do throws(Fault) {
            let (text, said) = try gather(output.readEnd, complaints.readEnd, seconds, outputLimit)
            return Result(output: text, complaints: said, code: wait(child))
        } catch {
            kill(child, SIGKILL)
            _ = wait(child)
            throw error
        }
    }

    private static func spawn(
        _ arguments: [String], _ input: CInt, _ output: CInt, _ complaints: CInt
    ) throws(Fault) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, complaints, 2)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child = pid_t()
        let code = posix_spawnp(&child, words[0] ?? strdup(""), &actions, nil, &words, environ)
        if code == ENOENT || code == EACCES || code == ENOTDIR { throw .notInstalled }
        guard code == 0 else { throw .system("posix_spawn", code) }
        return child
    }

    /// Reads both ends until both are closed.
    private static func gather(
        _ output: CInt, _ complaints: CInt, _ seconds: Int, _ limit: Int
    ) throws(Fault) -> ([UInt8], [UInt8]) {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var texts: [[UInt8]] = [[], []]
        var ends = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: complaints, events: Int16(POLLIN), revents: 0),
        ]
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while ends.contains(where: { $0.fd >= 0 }) {
            let left = (end - clock.now) / .milliseconds(1)
            guard left > 0 else { throw .tooSlow }
            let count = poll(&ends, 2, Int32(left.rounded(.up)))
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("poll", errno)
            }
            for index in 0..<2 where ends[index].fd >= 0 && ends[index].revents != 0 {
                let length = read(ends[index].fd, &chunk, chunk.count)
                if length < 0, errno == EINTR || errno == EAGAIN { continue }
                guard length > 0 else {
                    // What is below 0 is passed over.
                    ends[index].fd = -1
                    continue
                }
                if index == 0 {
                    guard texts[0].count + length <= limit else { throw .tooMuch }
                    texts[0] += chunk[..<length]
                } else if texts[1].count < 4_096 {
                    texts[1] += chunk[..<length]
                }
            }
        }
        return (texts[0], texts[1])
    }

    private static func wait(_ child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { return -1 } }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    /// A pipe whose ends a child does not inherit.
    private final class Pipe {
        let readEnd: CInt
        private(set) var writeEnd: CInt

        init() throws(Fault) {
            var ends: [CInt] = [-1, -1]
            #if canImport(Glibc)
                // Closed in children from the beginning: one of another thread would keep the end open. Swift does not see
                // `pipe2`.
                let result = socketpair(
                    AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
            #else
                let result = pipe(&ends)
                for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            #endif
            guard result == 0 else { throw .system("pipe", errno) }
            readEnd = ends[0]
            writeEnd = ends[1]
        }

        func closeWriteEnd() {
            if writeEnd >= 0 { close(writeEnd) }
            writeEnd = -1
        }

        func closeBoth() {
            closeWriteEnd()
            close(readEnd)
        }
    }
}
