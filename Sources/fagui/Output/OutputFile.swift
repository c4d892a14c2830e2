#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that a verb writes whole.
enum OutputFile {
    /// Writes a text over whatever the file held.
    static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw failure(path) }
        var text = text
        let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
        let isClosed = fclose(file) == 0
        guard written, isClosed else { throw failure(path) }
    }

    private static func failure(_ path: String) -> CommandFailure {
        let code = errno
        return CommandFailure(
            code: "io", "Cannot write \(path): \(String(cString: strerror(code))).",
            advice: InputBytes.advice(for: code), path: path)
    }
}
