#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks the file system about paths.
enum FileSystem {
    /// What is at a path.
    enum Entry {
        case folder(FolderKey)
        case file(size: Int)
        case link
        /// A device, a socket, a pipe.
        case other
    }

    /// What tells a folder from all others.
    struct FolderKey: Hashable {
        var device: UInt64
        var node: UInt64
    }

    /// Looks at a path, links followed; the error is a code of `errno`.
    static func look(_ path: String) -> Result<Entry, Fault> {
        var status = stat()
        guard stat(path, &status) == 0 else { return .failure(Fault(code: errno)) }
        return .success(entry(status))
    }

    /// Looks at what has a name in a folder, no link followed.
    static func look(_ name: String, in folder: borrowing FileDescriptor) -> Result<Entry, Fault> {
        var status = stat()
        guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return .failure(Fault(code: errno))
        }
        return .success(entry(status))
    }

    /// Looks at a place; what is there is not opened, since it may be a pipe.
    static func look(_ place: SourcePlace) -> Result<Entry, Fault> {
        guard let root = place.root, place.path.utf8.count > root.utf8.count,
            let slash = place.path.utf8.lastIndex(of: UInt8(ascii: "/"))
        else { return look(place.path) }
        do throws(Fault) {
            let parent = SourcePlace(path: String(place.path[..<slash]), root: root)
            let name = String(place.path[place.path.utf8.index(after: slash)...])
            return look(name, in: try parent.open(FileDescriptor.passing))
        } catch {
            return .failure(error)
        }
    }

    private static func entry(_ status: stat) -> Entry {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder(FolderKey(device: UInt64(status.st_dev), node: UInt64(status.st_ino)))
        case S_IFREG: .file(size: Int(status.st_size))
        case S_IFLNK: .link
        default: .other
        }
    }

    /// Whether a path is itself a link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Names in a folder, as bytes, in no order; without `.` and `..`.
    static func names(in folder: borrowing FileDescriptor) throws(Fault) -> [[UInt8]] {
        let copy = fcntl(folder.number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw Fault(code: errno) }
        guard let stream = fdopendir(copy) else {
            let code = errno
            close(copy)
            throw Fault(code: code)
        }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw Fault(code: errno) }
                return names
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
    static func realPath(_ path: String) -> String? { try? resolve(path).get() }

    /// The real path, links followed; the error is a code of `errno`.
    static func resolve(_ path: String) -> Result<String, Fault> {
        guard let real = realpath(path, nil) else { return .failure(Fault(code: errno)) }
        defer { free(real) }
        return .success(String(cString: real))
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
