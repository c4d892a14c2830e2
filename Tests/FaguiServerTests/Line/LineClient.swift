import NIOPosix
import Synchronization

@testable import FaguiServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A client of the line protocol that can misbehave. Plain calls of the system, so that it shares no code with the server;
/// they wait on threads of their own.
final class LineClient: Sendable {
    /// The server did not do what was waited for.
    struct TimeOut: Error {}
    /// A call of the system failed.
    struct Failure: Error {
        var action: String
        var code: CInt
    }

    /// As many as clients of all tests may wait on at once.
    private static let threads = {
        let threads = NIOThreadPool(numberOfThreads: 64)
        threads.start()
        return threads
    }()
    private let socket: CInt
    private let buffer = Mutex<(bytes: [UInt8], isAtEnd: Bool)>(([], false))
    private let isOpen = Atomic(true)

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: Where the server listens.
    ///   - receiveBuffer: Bytes that the system may hold for this side; 0 is as it likes.
    /// - Throws: ``Failure`` where nobody listens.
    init(_ address: ServerConfiguration.Address, receiveBuffer: CInt = 0) throws {
        signal(SIGPIPE, SIG_IGN)
        let result: CInt
        switch address {
        case .tcp(_, let port):
            socket = Self.makeSocket(AF_INET)
            if receiveBuffer > 0 {
                var size = receiveBuffer
                setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
            }
            var place = sockaddr_in()
            place.sin_family = sa_family_t(AF_INET)
            place.sin_port = in_port_t(UInt16(port).bigEndian)
            place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            result = Self.connect(socket, &place)
        case .unix(let path):
            socket = Self.makeSocket(AF_UNIX)
            var place = sockaddr_un()
            place.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: path.utf8) }
            result = Self.connect(socket, &place)
        }
        guard result == 0 else {
            let code = errno
            Self.closeSocket(socket)
            isOpen.store(false, ordering: .relaxed)
            throw Failure(action: "connect", code: code)
        }
    }

    deinit { close() }

    /// Sends text as it is.
    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Sends bytes.
    func send(_ bytes: [UInt8]) async throws {
        try await Self.threads.runIfActive { [socket] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
                guard count > 0 else { throw Failure(action: "write", code: errno) }
                sent += count
            }
        }
    }

    /// Sends a line and reads one.
    func ask(_ line: String) async throws -> String {
        try await send(line + "\n")
        guard let answer = try await self.line() else { throw Failure(action: "read", code: 0) }
        return answer
    }

    /// The next line without its end; nil at the end.
    func line() async throws -> String? {
        while true {
            let found: String?? = buffer.withLock { state -> String?? in
                if let end = state.bytes.firstIndex(of: 0x0A) {
                    let line = String(decoding: state.bytes[..<end], as: UTF8.self)
                    state.bytes.removeFirst(end + 1)
                    return .some(line)
                }
                guard state.isAtEnd else { return nil }
                defer { state.bytes = [] }
                return state.bytes.isEmpty ? .some(nil) : .some(String(decoding: state.bytes, as: UTF8.self))
            }
            if let found { return found }
            try await readSome()
        }
    }

    /// All lines up to the end; a connection that is broken off has ended as well.
    func allLines() async throws -> [String] {
        var lines: [String] = []
        while let line = try await self.line() { lines.append(line) }
        return lines
    }

    private func readSome() async throws {
        let bytes = try await Self.threads.runIfActive { [socket] in
            try Self.wait(socket, Int16(POLLIN))
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(socket, &bytes, bytes.count)
            return count > 0 ? Array(bytes[..<count]) : []
        }
        buffer.withLock { state in
            state.bytes += bytes
            state.isAtEnd = bytes.isEmpty
        }
    }

    /// Waits until the server has closed its side, without reading.
    func waitUntilBrokenOff() async throws {
        try await Self.threads.runIfActive { [socket] in try Self.wait(socket, Int16(POLLHUP | POLLERR)) }
    }

    /// Ends this side; answers can still be read.
    func closeOutput() { shutdown(socket, CInt(1)) }

    /// Vanishes.
    func close() {
        if isOpen.exchange(false, ordering: .relaxed) { Self.closeSocket(socket) }
    }

    private static func wait(_ socket: CInt, _ events: Int16) throws {
        var place = pollfd(fd: socket, events: events, revents: 0)
        guard poll(&place, 1, 60_000) > 0 else { throw TimeOut() }
    }

    private static func makeSocket(_ family: CInt) -> CInt {
        #if canImport(Glibc)
            Glibc.socket(family, CInt(SOCK_STREAM.rawValue), 0)
        #else
            Darwin.socket(family, SOCK_STREAM, 0)
        #endif
    }

    private static func connect<Address>(_ socket: CInt, _ address: inout Address) -> CInt {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                #if canImport(Glibc)
                    Glibc.connect(socket, $0, socklen_t(MemoryLayout<Address>.size))
                #else
                    Darwin.connect(socket, $0, socklen_t(MemoryLayout<Address>.size))
                #endif
            }
        }
    }

    private static func closeSocket(_ socket: CInt) {
        #if canImport(Glibc)
            Glibc.close(socket)
        #else
            Darwin.close(socket)
        #endif
    }
}
