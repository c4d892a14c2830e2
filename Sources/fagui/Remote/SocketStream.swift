internal import FaguiServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A socket without encryption: calls of the system alone, for a command that asks once must start fast.
final class SocketStream: ByteStream {
    private let descriptor: CInt

    /// Seconds for which a server may be silent, also while it is connected to.
    private static let patience = 60

    /// Connects.
    ///
    /// - Parameter address: To whom.
    /// - Throws: ``StreamFailure``.
    init(to address: ServerConfiguration.Address) throws(StreamFailure) {
        switch address {
        case .unix(let path): descriptor = try Self.connect(path: path)
        case .tcp(let host, let port): descriptor = try Self.connect(host: host, port: port)
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws(StreamFailure) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, 0) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(errno) }
            sent += count
        }
    }

    func read() throws(StreamFailure) -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
                count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                filled = max(0, count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure(errno) }
            return bytes
        }
    }

    private static func connect(path: String) throws(StreamFailure) -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isShort = withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard path.utf8.count < place.count else { return false }
            place.copyBytes(from: path.utf8)
            return true
        }
        guard isShort else { throw StreamFailure(reason: "the path is too long for a socket") }
        let descriptor = socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw failure(errno) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connectSocket(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return try finished(descriptor, result)
    }

    private static func connect(host: String, port: Int) throws(StreamFailure) -> CInt {
        var hints = addrinfo()
        hints.ai_socktype = kind
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        guard code == 0 else { throw StreamFailure(reason: String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(found) }
        var failure = StreamFailure(reason: "the host has no address")
        var next = found
        while let entry = next?.pointee {
            next = entry.ai_next
            let descriptor = socket(entry.ai_family, kind, 0)
            guard descriptor >= 0 else { continue }
            do throws(StreamFailure) {
                setPatience(descriptor)
                return try finished(descriptor, connectSocket(descriptor, entry.ai_addr, entry.ai_addrlen))
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private static func finished(_ descriptor: CInt, _ result: CInt) throws(StreamFailure) -> CInt {
        guard result == 0 else {
            let code = errno
            close(descriptor)
            throw failure(code)
        }
        setPatience(descriptor)
        return descriptor
    }

    private static func setPatience(_ descriptor: CInt) {
        var time = timeval(tv_sec: patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    private static func failure(_ code: CInt) -> StreamFailure {
        // EAGAIN is what a call says whose time is up.
        StreamFailure(
            reason: code == EAGAIN || code == EINPROGRESS ? "it is silent" : String(cString: strerror(code)))
    }

    private static var kind: CInt {
        #if canImport(Glibc)
            CInt(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }

    private static func connectSocket(
        _ descriptor: CInt, _ address: UnsafePointer<sockaddr>?, _ length: socklen_t
    ) -> CInt {
        #if canImport(Glibc)
            Glibc.connect(descriptor, address, length)
        #elseif canImport(Musl)
            Musl.connect(descriptor, address, length)
        #else
            Darwin.connect(descriptor, address, length)
        #endif
    }
}
