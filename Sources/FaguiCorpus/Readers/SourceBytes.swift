#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a file, read whole into memory.
///
/// Not mapped: a file that another process shortens under a mapping would end this one.
struct SourceBytes: ~Copyable {
    /// The largest file that is read: offsets in an index have 31 bits.
    static let sizeLimit = Int(Int32.max)

    /// What was read.
    let bytes: UnsafeRawBufferPointer

    /// Reads a file.
    init(path: String) throws(CorpusError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CorpusError(.unreadable, path: path, reason: "not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= Self.sizeLimit else { throw Self.tooLarge(path) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(size, 1), alignment: 16)
        var count = 0
        while count < size {
            let part = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
            if part < 0 {
                if errno == EINTR { continue }
                let code = errno
                buffer.deallocate()
                throw Self.failure(path, code)
            }
            // A file that became shorter ends here.
            if part == 0 { break }
            count += part
        }
        bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        owner = buffer
    }

    private let owner: UnsafeMutableRawBufferPointer

    deinit { owner.deallocate() }

    private static func failure(_ path: String, _ code: Int32) -> CorpusError {
        SystemFault.error(path, code)
    }

    private static func tooLarge(_ path: String) -> CorpusError {
        CorpusError(.unreadable, path: path, reason: "larger than 2 GB: divide it into smaller files")
    }
}

/// What the system says of a file that cannot be had.
enum SystemFault {
    /// The error for a code of `errno`.
    static func error(_ path: String, _ code: Int32) -> CorpusError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return CorpusError(code == ENOENT || code == ENOTDIR ? .notFound : .unreadable, path: path, reason: reason)
    }
}
