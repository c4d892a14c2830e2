#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks the file system about paths.
enum FileSystem {
    /// What a path leads to, links followed.
    enum Entry {
        case folder(FolderKey)
        case file(size: Int)
        /// A device, a socket, a pipe.
        case other
    }

    /// What tells a folder from all others.
    struct FolderKey: Hashable {
        var device: UInt64
        var node: UInt64
    }

    /// Looks at a path; the error is a code of `errno`.
    static func look(_ path: String) -> Result<Entry, Fault> {
        var status = stat()
        guard stat(path, &status) == 0 else { return .failure(Fault(code: errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            return .success(.folder(FolderKey(device: UInt64(status.st_dev), node: UInt64(status.st_ino))))
        case S_IFREG: return .success(.file(size: Int(status.st_size)))
        default: return .success(.other)
        }
    }

    /// Whether a path is itself a link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Names in a folder, as bytes, in no order; without `.` and `..`.
    static func names(in path: String) -> Result<[[UInt8]], Fault> {
        guard let stream = opendir(path) else { return .failure(Fault(code: errno)) }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                return errno == 0 ? .success(names) : .failure(Fault(code: errno))
            }
            // In place: an entry may be shorter than the type that describes it.
            guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { continue }
            let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
            let name = Array(
                UnsafeBufferPointer(start: start, count: strlen(UnsafePointer<CChar>(OpaquePointer(start)))))
            if name != [0x2E] && name != [0x2E, 0x2E] { names.append(name) }
        }
    }

    /// The real path, links followed; nil if it cannot be had.
    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Whether a path may be read.
    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    /// A failed call.
    struct Fault: Error {
        /// What `errno` said.
        var code: Int32

        /// Whether a link leads in a circle.
        var isLoop: Bool { code == ELOOP }
        /// Whether nothing is there.
        var isAbsence: Bool { code == ENOENT || code == ENOTDIR }
        /// Too little of something of this process's, such as open files.
        func error(_ path: String) -> CorpusError { SystemFault.error(path, code) }
    }
}
