#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file, or standard input, read whole.
enum InputBytes {
    /// The bytes of a file; `-` is standard input.
    static func read(_ path: String) throws -> [UInt8] {
        guard path != "-" else { return try read(STDIN_FILENO, name: "standard input") }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        return try read(descriptor, name: path)
    }

    private static func read(_ descriptor: Int32, name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(descriptor, &chunk, chunk.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, &chunk, chunk.count)
            #else
                let count = Glibc.read(descriptor, &chunk, chunk.count)
            #endif
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("read", name)
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func failure(_ verb: String, _ name: String) -> CommandFailure {
        let code = errno
        return CommandFailure(
            code: "io", "Cannot \(verb) \(name): \(String(cString: strerror(code))).",
            advice: advice(for: code), path: name)
    }

    /// What a user can do about an error number; or nothing.
    static func advice(for code: Int32) -> String {
        switch code {
        case ENOENT, ENOTDIR: "See that the name is right."
        case EACCES, EPERM: "Check who owns it, and its rights."
        case EISDIR: "Name a file, not a folder."
        case ENOSPC, EDQUOT: "Free some space and try again."
        case EROFS: "The disk cannot be written to; name a file elsewhere."
        case EMFILE, ENFILE: "Too many files are open; raise the limit (ulimit -n)."
        default: ""
        }
    }
}
