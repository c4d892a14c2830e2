internal import Fagui

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A stream of text that is written in large pieces.
final class Output {
    /// Where the text goes.
    enum Destination: Equatable {
        /// Standard output; a failed write ends the process.
        case standardOutput
        /// Standard error; a failed write is let pass, since there is nowhere left to report it.
        case standardError
        /// Memory, for tests.
        case memory
    }

    private let destination: Destination
    private(set) var bytes: [UInt8] = []

    init(_ destination: Destination) { self.destination = destination }

    func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        flushIfLong()
    }

    func write(line text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\n"))
        flushIfLong()
    }

    /// Writes a JSON document and ends its line.
    func write(_ json: JSONWriter) {
        bytes.append(contentsOf: json.bytes)
        bytes.append(UInt8(ascii: "\n"))
        flushIfLong()
    }

    /// Writes what another stream holds.
    func write(_ other: Output) {
        bytes.append(contentsOf: other.bytes)
        flushIfLong()
    }

    private func flushIfLong() {
        if bytes.count >= 1 << 16 { flush() }
    }

    /// Hands what is held to the system.
    func flush() {
        guard destination != .memory else { return }
        let descriptor = destination == .standardOutput ? STDOUT_FILENO : STDERR_FILENO
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Self.writeSome(descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    if destination == .standardOutput { Self.endProcess(errno) }
                    return
                }
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }

    private static func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    private static func endProcess(_ code: Int32) -> Never {
        // A reader that has seen enough is no error; 141 is what a shell shows for SIGPIPE.
        if code == EPIPE { exit(141) }
        let errors = Output(.standardError)
        errors.write(line: "fagui: Cannot write to standard output: \(String(cString: strerror(code))).")
        errors.flush()
        exit(ExitStatus.failure.rawValue)
    }
}
