import Glibc

/// A process that is started, watched and waited for.
enum Child {
    /// What a process took.
    struct Usage {
        var milliseconds: Double
        var exitCode: Int32
        /// The most anonymous memory seen, in bytes; 0 where it was not watched.
        var peakAnonymous: Int = 0
    }

    /// Runs a command; its standard output goes to `output`.
    ///
    /// - Parameters:
    ///   - command: The program and its arguments.
    ///   - output: The file that receives standard output.
    ///   - isWatched: Whether its memory is looked at every 5 ms, which costs it a little.
    /// - Returns: What it took.
    static func run(_ command: [String], output: String = "/dev/null", isWatched: Bool = false) -> Usage {
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let clock = ContinuousClock()
        let start = clock.now
        var pid: pid_t = 0
        guard posix_spawn(&pid, command[0], &actions, nil, arguments, environ) == 0 else {
            return Usage(milliseconds: 0, exitCode: -1)
        }
        var peak = 0
        var status: Int32 = 0
        if isWatched {
            while waitpid(pid, &status, WNOHANG) == 0 {
                peak = max(peak, anonymousMemory(of: pid))
                // Often enough to see the peak, seldom enough not to slow the process down.
                usleep(5000)
            }
        } else {
            waitpid(pid, &status, 0)
        }
        let took = (clock.now - start) / .microseconds(1)
        return Usage(
            milliseconds: took / 1000, exitCode: status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F,
            peakAnonymous: peak)
    }

    /// `RssAnon` of a process, in bytes.
    private static func anonymousMemory(of pid: pid_t) -> Int {
        guard let file = fopen("/proc/\(pid)/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("RssAnon:") else { continue }
            return (Int(text.filter(\.isNumber)) ?? 0) * 1024
        }
        return 0
    }
}
