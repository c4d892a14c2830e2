import Foundation

/// One child process.
///
/// Foundation's `Process` hands on the signal mask of the thread that starts it. Threads of tests block most signals,
/// so that a child could not be ended by SIGTERM, nor a shell hear of its own children.
struct Spawn {
    var program: String
    var arguments: [String]
    var folder: String
    /// The environment, `NAME=value`.
    var variables: [String]
    /// Files for standard input, output and error; the last two are there and are written over.
    var files: [String]

    /// Starts the process, and waits for its end. Returns the exit status, or 128 and the signal, as a shell has it.
    func wait() throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, file) in files.enumerated() {
            let flags = descriptor == 0 ? O_RDONLY : O_WRONLY | O_TRUNC
            posix_spawn_file_actions_addopen(&actions, Int32(descriptor), file, flags, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var child = pid_t()
        // Not every C library's spawn changes folders; a shell does, and puts the program in its own place.
        let shell = ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder, program] + arguments
        let code = Self.withPointers(to: shell) { arguments in
            Self.withPointers(to: variables) { variables in
                posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        var status = Int32(0)
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    /// Hands over the texts as C has them, with a null at the end.
    private static func withPointers<R>(
        to texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R
    ) -> R {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
