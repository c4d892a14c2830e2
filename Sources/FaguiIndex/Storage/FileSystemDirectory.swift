#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder of the file system.
///
/// The folder is held open and files are named relative to it, so that neither a change of the working folder nor a
/// rename of a folder above leads elsewhere.
///
/// A folder that is made is its owner's alone, and so are its files, but for what the rights of the folder grant to group
/// and others: whoever opens the folder to them (`chmod g+rx`) opens the files that come.
/// - Concurrency: Safe from any thread.
public final class FileSystemDirectory: Directory {
    /// The folder as it was given.
    public let path: String
    let descriptor: Int32

    /// Opens a folder.
    ///
    /// - Parameters:
    ///   - path: Absolute, or relative to the working folder.
    ///   - creating: Whether to make the folder, and those above it, where they are missing. It is the owner's alone; of those
    ///     above the umask says who may enter.
    /// - Throws: ``IndexError/notFound(path:)`` if it is missing and not to be made, ``IndexError/io(operation:path:code:)``.
    public init(path: String, creating: Bool = false) throws {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw IndexError.notFound(path: path) }
        self.path = path
        if creating { try Self.makeFolder(path) }
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        descriptor = Posix.retrying { Posix.openFile(path, flags) }
        if descriptor < 0 {
            let code = errno
            throw code == ENOENT
                ? IndexError.notFound(path: path)
                : IndexError.io(operation: "open the folder", path: path, code: code)
        }
    }

    deinit {
        close(descriptor)
    }

    /// The names of all files; folders are left out.
    public func list() throws -> [String] {
        // A stream takes over its descriptor and its place in the folder, so each listing opens its own.
        let own = Posix.retrying { Posix.openFile(at: descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard own >= 0 else { throw failure("list", nil) }
        guard let stream = fdopendir(own) else {
            let error = failure("list", nil)
            close(own)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw failure("list", nil) }
                return names
            }
            let kind = Int32(entry.pointee.d_type)
            if kind == Int32(DT_DIR) { continue }
            let room = MemoryLayout.size(ofValue: entry.pointee.d_name)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: room) { String(cString: $0) }
            }
            // Some file systems do not say what an entry is.
            if kind != Int32(DT_UNKNOWN) || !isFolder(name) { names.append(name) }
        }
    }

    private func isFolder(_ name: String) -> Bool {
        var status = stat()
        return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Creates a file with the folder's rights; one of that name is removed first, never emptied.
    public func create(_ name: String) throws -> any FileOutput {
        // Never empty a file that exists: a reader may have it mapped, and would be killed when its pages go.
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        var file = Posix.retrying { Posix.openFile(at: descriptor, name, flags) }
        if file < 0, errno == EEXIST {
            try remove(name)
            file = Posix.retrying { Posix.openFile(at: descriptor, name, flags) }
        }
        guard file >= 0 else { throw failure("create", name) }
        shareAsFolder(file)
        return FileSystemOutput(descriptor: file, path: full(name))
    }

    /// Maps a file. One that is not a regular file is `corrupt`.
    public func map(_ name: String) throws -> FileBytes {
        let file = Posix.retrying { Posix.openFile(at: descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard file >= 0 else { throw failure("open", name) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("examine", name) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw IndexError.corrupt(file: name, byteOffset: 0, reason: "it is not a regular file")
        }
        guard let length = Int(exactly: status.st_size), length > 0 else {
            // Nothing can be mapped of an empty file.
            return FileBytes(name: name, bytes: UnsafeRawBufferPointer(start: nil, count: 0)) { _ in }
        }
        if length <= Self.copiedLength { return try copy(file, name, length: length) }
        guard let start = mmap(nil, length, PROT_READ, MAP_SHARED, file, 0), start != MAP_FAILED else {
            throw failure("map", name)
        }
        return FileBytes(name: name, bytes: UnsafeRawBufferPointer(start: start, count: length)) { bytes in
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        }
    }

    /// Files that are copied to memory: a process may map some 65,000, seven for each segment.
    private static var copiedLength: Int { 8 << 10 }

    private func copy(_ file: Int32, _ name: String, length: Int) throws -> FileBytes {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 64)
        var count = 0
        while count < length {
            let part = Posix.retrying { pread(file, copy.baseAddress.map { $0 + count }, length - count, off_t(count)) }
            guard part > 0 else {
                let error = failure("read", name)
                copy.deallocate()
                if part < 0 { throw error }
                throw IndexError.corrupt(file: name, byteOffset: count, reason: "it became shorter while it was read")
            }
            count += part
        }
        return FileBytes(name: name, bytes: UnsafeRawBufferPointer(copy)) { $0.deallocate() }
    }

    /// Puts `name` in the place of `newName`, atomically.
    public func rename(_ name: String, to newName: String) throws {
        guard renameat(descriptor, name, descriptor, newName) == 0 else { throw failure("rename", name) }
    }

    /// Removes a file; one that is not there is no error.
    public func remove(_ name: String) throws {
        guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else { throw failure("remove", name) }
    }

    /// Makes creations, renames and removals durable.
    public func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw failure("make durable", nil) }
    }

    /// Takes the lock without waiting (`flock`), also against other values for the same folder in this process.
    public func lock(_ name: String) throws -> any DirectoryLock {
        var file = Posix.retrying { Posix.openFile(at: descriptor, name, O_RDWR | O_CLOEXEC) }
        if file < 0, errno == ENOENT {
            file = Posix.retrying { Posix.openFile(at: descriptor, name, O_RDWR | O_CREAT | O_CLOEXEC) }
            if file >= 0 { shareAsFolder(file) }
        }
        guard file >= 0 else { throw failure("open", name) }
        guard Posix.retrying({ flock(file, LOCK_EX | LOCK_NB) }) == 0 else {
            let code = errno
            close(file)
            if code == EWOULDBLOCK { throw IndexError.locked(path: path) }
            throw IndexError.io(operation: "lock", path: full(name), code: code)
        }
        return FileSystemLock(descriptor: file)
    }

    /// Grants group and others to read and write a new file as far as the folder does.
    private func shareAsFolder(_ file: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & 0o066 != 0 else { return }
        // The umask does not count: the folder says what is wanted. Where rights cannot be set, the owner's are enough.
        _ = fchmod(file, 0o600 | status.st_mode & 0o066)
    }

    private func full(_ name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

    private func failure(_ operation: String, _ name: String?) -> IndexError {
        let code = errno
        return .io(operation: operation, path: name.map(full) ?? path, code: code)
    }

    /// Makes a folder, and those above it that are missing with other rights.
    private static func makeFolder(_ path: String, mode: mode_t = 0o700) throws {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        let code = errno
        // Trailing slashes belong to the last part.
        var above = Substring(path)
        while above.last == "/" { above.removeLast() }
        guard code == ENOENT, let slash = above.lastIndex(of: "/"), slash > above.startIndex else {
            throw IndexError.io(operation: "make the folder", path: path, code: code)
        }
        try makeFolder(String(above[..<slash]), mode: 0o777)
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw IndexError.io(operation: "make the folder", path: path, code: errno)
        }
    }
}

/// An OS lock on an open file; the system releases it with the descriptor, also when the process is killed.
private final class FileSystemLock: DirectoryLock {
    private let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        // A child that was forked meanwhile shares the open file until it runs its program: closing it here alone would
        // leave the lock with the child.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
