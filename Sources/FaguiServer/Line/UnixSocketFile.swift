#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The file of a Unix socket, which only the server's own user can open.
struct UnixSocketFile {
    private let path: String
    private let device: UInt64
    private let inode: UInt64

    /// Makes a socket at a path. The file of a server that is gone is replaced.
    ///
    /// - Parameter path: Where.
    /// - Returns: The socket, bound, and its file.
    /// - Throws: ``ServerError`` where somebody listens there, where another file is, or where the system refuses.
    static func bind(_ path: String) throws(ServerError) -> (socket: CInt, file: UnixSocketFile) {
        guard var address = address(path) else {
            throw ServerError(
                "The path \(path) is too long for a Unix socket.", advice: "Choose one of less than 100 bytes.")
        }
        try makeRoom(path, &address)
        let descriptor = makeSocket()
        guard descriptor >= 0 else { throw failure(path, errno) }
        // Before it has a name, so that there is no moment in which others may open it.
        fchmod(descriptor, 0o600)
        guard with(&address, { Self.bindSocket(descriptor, $0, $1) }) == 0, chmod(path, 0o600) == 0,
            let file = UnixSocketFile(at: path)
        else {
            let code = errno
            close(descriptor)
            throw failure(path, code)
        }
        return (descriptor, file)
    }

    /// Removes the file, unless another has taken its place.
    func remove() {
        guard let now = UnixSocketFile(at: path), now.device == device, now.inode == inode else { return }
        unlink(path)
    }

    private init?(at path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
        self.path = path
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    private static func makeRoom(_ path: String, _ address: inout sockaddr_un) throws(ServerError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ServerError("\(path) is there and is no socket.", advice: "Choose another path.")
        }
        let probe = makeSocket()
        guard probe >= 0 else { throw failure(path, errno) }
        defer { close(probe) }
        let isAnswered = with(&address) { connect(probe, $0, $1) } == 0
        guard !isAnswered, errno == ECONNREFUSED else {
            throw ServerError(
                "Somebody listens on \(path) already.", advice: "Stop that server, or choose another path.")
        }
        unlink(path)
    }

    private static func failure(_ path: String, _ code: CInt) -> ServerError {
        ServerError(
            "\(path) cannot be listened on: \(String(cString: strerror(code))).",
            advice: "See that its folder is there and that you may write there.")
    }

    private static func makeSocket() -> CInt {
        #if canImport(Glibc)
            socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        #else
            socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
    }

    private static func bindSocket(
        _ descriptor: CInt, _ address: UnsafePointer<sockaddr>, _ length: socklen_t
    ) -> CInt {
        #if canImport(Glibc)
            Glibc.bind(descriptor, address, length)
        #elseif canImport(Musl)
            Musl.bind(descriptor, address, length)
        #else
            Darwin.bind(descriptor, address, length)
        #endif
    }

    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let isShort = withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard bytes.count < place.count, !bytes.contains(0) else { return false }
            place.copyBytes(from: bytes)
            return true
        }
        return isShort ? address : nil
    }

    private static func with<R>(
        _ address: inout sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R
    ) -> R {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
