#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is open for reading.
struct OpenSource: ~Copyable {
    private let path: String
    private let file: FileDescriptor
    /// Open for reading as long as this lives.
    var descriptor: CInt { file.number }
    /// Bytes of the file when it was opened.
    let size: Int

    /// Opens a file as it was found.
    init(_ file: SourceFile) throws(CorpusError) { try self.init(path: file.path, at: file.place) }

    /// Opens a regular file.
    ///
    /// What was put in its place since it was looked at is refused: a link may lead anywhere, and a pipe or a device would
    /// wait, or do something, where it is opened to be read.
    /// - Parameters:
    ///   - path: What to call it.
    ///   - place: What to open; nil for the path.
    /// - Throws: ``CorpusError`` where it cannot be opened, or is no regular file.
    init(path: String, at place: SourcePlace? = nil) throws(CorpusError) {
        let descriptor: FileDescriptor
        do throws(FileSystem.Fault) {
            descriptor = try (place ?? SourcePlace(path: path)).open(O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch {
            throw error.isLoop
                ? CorpusError(.unreadable, path: path, reason: "a link: not followed") : error.error(path)
        }
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else { throw SystemFault.error(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CorpusError(.unreadable, path: path, reason: "not a regular file")
        }
        self.path = path
        file = descriptor
        size = Int(status.st_size)
    }

    /// Reads a stretch into memory; it ends where a file that became shorter does.
    func bytes(_ range: Range<Int>) throws(CorpusError) -> SourceBytes {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(range.count, 1), alignment: 16)
        do throws(CorpusError) {
            return SourceBytes(owner: buffer, count: try read(range, into: buffer))
        } catch {
            buffer.deallocate()
            throw error
        }
    }

    /// Reads a stretch to where a caller wants it.
    ///
    /// - Parameters:
    ///   - range: Bytes of the file.
    ///   - buffer: As long as `range` at least.
    /// - Returns: Bytes read: fewer where the file became shorter.
    /// - Throws: ``CorpusError`` where it cannot be read.
    func read(_ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer) throws(CorpusError) -> Int {
        var count = 0
        while count < range.count {
            let part = pread(
                descriptor, buffer.baseAddress.map { $0 + count }, range.count - count,
                off_t(range.lowerBound + count))
            if part < 0 {
                if errno == EINTR { continue }
                throw SystemFault.error(path, errno)
            }
            if part == 0 { break }
            count += part
        }
        return count
    }
}

/// Bytes of a file, read into memory.
///
/// Not mapped: a file that another process shortens under a mapping would end this one.
struct SourceBytes: ~Copyable {
    /// The most bytes that are read at once: offsets in an index have 31 bits.
    static let sizeLimit = Int(Int32.max)

    /// What was read; valid while this lives.
    let view: UnsafeRawBufferPointer
    private let owner: UnsafeMutableRawBufferPointer

    fileprivate init(owner: UnsafeMutableRawBufferPointer, count: Int) {
        self.owner = owner
        view = UnsafeRawBufferPointer(rebasing: owner[..<count])
    }

    /// Reads what a part holds, unless that is more than one text may take.
    init(_ part: SourcePart, largest memory: ReadingMemory = .unlimited) throws(CorpusError) {
        let source = try OpenSource(part.file)
        let range = part.rows?.bytes ?? 0..<source.size
        try memory.check(size: range.count, path: part.file.path)
        guard range.count <= Self.sizeLimit else {
            let reason =
                part.rows == nil
                ? "larger than 2 GB: divide it into smaller files" : "a row is longer than 2 GB"
            throw CorpusError(.unreadable, path: part.file.path, reason: reason)
        }
        self = try source.bytes(range)
    }

    deinit { owner.deallocate() }
}

/// What the system says of a file that cannot be had.
enum SystemFault {
    /// The error for a code of `errno`.
    static func error(_ path: String, _ code: Int32) -> CorpusError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return CorpusError(code == ENOENT || code == ENOTDIR ? .notFound : .unreadable, path: path, reason: reason)
    }
}
