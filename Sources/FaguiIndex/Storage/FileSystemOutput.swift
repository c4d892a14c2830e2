#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file of the file system that is being written.
final class FileSystemOutput: FileOutput {
    private var descriptor: Int32
    private let path: String
    private var failed = false

    /// Takes over an open descriptor.
    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        if descriptor >= 0 { Posix.closeFile(descriptor) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let base = rest.baseAddress, rest.count > 0 {
            // Linux writes 2 GiB less a page at most in one call.
            let count = Posix.retrying { Posix.writeFile(descriptor, base, min(rest.count, 1 << 30)) }
            // No progress without an error would loop for ever.
            guard count > 0 else { throw failure("write to", code: count < 0 ? errno : EIO) }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    func synchronize() throws {
        // After a failure the system may have dropped the pages and call the next fsync a success.
        guard !failed else { throw failure("make durable", code: EIO) }
        guard fsync(descriptor) == 0 else {
            failed = true
            throw failure("make durable", code: errno)
        }
    }

    func close() throws {
        guard descriptor >= 0 else { return }
        let result = Posix.closeFile(descriptor)
        descriptor = -1
        // Interrupted or not, the descriptor is gone on Linux.
        guard result == 0 || errno == EINTR else { throw failure("close", code: errno) }
    }

    private func failure(_ operation: String, code: Int32) -> IndexError {
        .io(operation: operation, path: path, code: code)
    }
}
