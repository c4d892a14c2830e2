#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a file or a folder is opened: a path on which no link is followed.
///
/// Who may put files below a folder may exchange any of them for a link at any moment. What was looked at is therefore not
/// opened by its name once more, but step by step from the root, each step by the descriptor of the one before.
public struct SourcePlace: Sendable, Equatable {
    /// What is opened.
    let path: String
    /// A folder that ``path`` lies below. What leads to it is the user's own, links and all; on the way from it none is
    /// followed. nil: only the last part of the path must be no link.
    let root: String?

    init(path: String, root: String? = nil) {
        self.path = path
        self.root = root
    }

    /// What has a name in the folder here.
    func child(_ name: String) -> SourcePlace {
        SourcePlace(path: path.utf8.last == UInt8(ascii: "/") ? path + name : path + "/" + name, root: root)
    }

    /// Opens what is here.
    ///
    /// - Parameter flags: Those of `open` beside `O_CLOEXEC` and `O_NOFOLLOW`.
    /// - Returns: It, open.
    /// - Throws: What the system says; a fault of `ELOOP` where a link is, wherever on the way.
    /// - Complexity: O(folders between ``root`` and here).
    func open(_ flags: CInt) throws(FileSystem.Fault) -> FileDescriptor {
        guard let root else { return try FileDescriptor(path: path, flags | O_NOFOLLOW) }
        // Without it, folders nested without end would be opened step by step without end.
        guard path.utf8.count < Int(PATH_MAX) else { throw FileSystem.Fault(code: ENAMETOOLONG) }
        let steps = path.utf8.dropFirst(root.utf8.count).split(separator: UInt8(ascii: "/"))
            .map { String(Substring($0)) }
        guard let last = steps.last else { return try FileDescriptor(path: root, flags) }
        var folder = try FileDescriptor(path: root, FileDescriptor.passing)
        for step in steps.dropLast() { folder = try folder.opening(step, FileDescriptor.passing) }
        return try folder.opening(last, flags)
    }
}

/// An open file or folder.
struct FileDescriptor: ~Copyable {
    /// The number that the system gave it; valid while this lives.
    let number: CInt

    private init(_ number: CInt) throws(FileSystem.Fault) {
        guard number >= 0 else { throw FileSystem.Fault(code: errno) }
        self.number = number
    }

    deinit { close(number) }

    /// For a folder that is only passed through: no right to list it is needed where the system can tell the difference.
    static var passing: CInt {
        #if os(Linux)
            // O_PATH, which the headers give to programs for GNU alone.
            0o10_000_000 | O_DIRECTORY
        #else
            O_RDONLY | O_DIRECTORY
        #endif
    }

    /// Opens a path, links followed.
    init(path: String, _ flags: CInt) throws(FileSystem.Fault) { try self.init(open(path, flags | O_CLOEXEC)) }

    /// Opens what has a name in this folder, unless that is a link.
    func opening(_ name: String, _ flags: CInt) throws(FileSystem.Fault) -> FileDescriptor {
        let opened = openat(number, name, flags | O_CLOEXEC | O_NOFOLLOW)
        // Where a folder is asked for, a link is none, and the system says that instead.
        if opened < 0, errno == ENOTDIR, case .success(.link) = FileSystem.look(name, in: self) {
            throw FileSystem.Fault(code: ELOOP)
        }
        return try FileDescriptor(opened)
    }
}
