import Glibc

/// What a server answered over HTTP.
public struct RawAnswer: Sendable {
    /// Of the first line.
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    /// As long as the headers say.
    public var body: [UInt8]
}

/// A client that sends any bytes.
public final class RawClient {
    /// What kept an answer from coming.
    public struct Failure: Error, CustomStringConvertible {
        /// In words.
        public var description: String
    }

    private let socket: Int32
    private var buffer: [UInt8] = []

    /// Connects to a port of this machine. What takes longer than 20 seconds fails.
    ///
    /// - Parameters:
    ///   - port: The port.
    ///   - receiveBuffer: Bytes that the system keeps for it; nil for as many as it likes.
    /// - Throws: ``Failure``.
    public init(port: Int, receiveBuffer: Int32? = nil) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure(description: "no socket: errno \(errno)") }
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failure(description: "not connected: errno \(errno)") }
    }

    deinit { close(socket) }

    /// Sends all of some bytes.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: False where the server does not take them any more.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends all of a text.
    ///
    /// - Parameter text: The text.
    /// - Returns: As ``send(_:)-([UInt8])``.
    @discardableResult
    public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Breaks the connection off: whoever sends or reads at the other end gets an error.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        // The number stays taken until the object goes.
        dup2(open("/dev/null", O_RDONLY), socket)
    }

    /// Does nothing for so many milliseconds.
    public func rest(_ milliseconds: Int32) { poll(nil, 0, milliseconds) }

    /// Ends sending.
    public func finish() { shutdown(socket, Int32(SHUT_WR)) }

    /// Sends a request of HTTP, and reads its answer.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: Path and parameters, encoded.
    ///   - headers: Besides `Host` and those of the body.
    ///   - body: JSON, unless the headers say otherwise; nil for none.
    /// - Returns: The answer.
    /// - Throws: ``Failure`` where none comes.
    public func ask(
        _ method: String, _ target: String, _ headers: [String: String] = [:], body: String? = nil
    ) throws -> RawAnswer {
        var request = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in headers { request += "\(name): \(value)\r\n" }
        if let body {
            if headers["Content-Type"] == nil { request += "Content-Type: application/json\r\n" }
            request += "Content-Length: \(body.utf8.count)\r\n"
        }
        send(request + "\r\n" + (body ?? ""))
        return try answer(hasBody: method != "HEAD")
    }

    /// Reads one answer.
    ///
    /// - Parameters:
    ///   - hasBody: Whether one comes behind the headers.
    ///   - skipsInterim: Whether an answer that another follows (1xx) is passed over, as clients do.
    /// - Returns: The answer.
    /// - Throws: ``Failure`` where none comes.
    public func answer(hasBody: Bool = true, skipsInterim: Bool = true) throws -> RawAnswer {
        while true {
            if let end = headEnd() {
                let head = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeFirst(end + 4)
                var lines = head.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
                let status = Int(lines.removeFirst().split(separator: " ")[1]) ?? 0
                if skipsInterim, (100..<200).contains(status) { continue }
                var headers: [String: String] = [:]
                for line in lines {
                    guard let colon = line.firstIndex(of: ":") else { continue }
                    headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
                }
                var body: [UInt8] = []
                if hasBody, let length = headers["content-length"].flatMap({ Int($0) }) {
                    while buffer.count < length { guard read() else { throw Failure(description: "a short body") } }
                    body = Array(buffer[..<length])
                    buffer.removeFirst(length)
                }
                return RawAnswer(status: status, headers: headers, body: body)
            }
            guard read() else { throw Failure(description: "no answer; \(buffer.count) bytes") }
        }
    }

    /// Whether the server ends the connection, after whatever it still sends; false where it says nothing for a while.
    ///
    /// - Returns: Whether it does.
    public func isEnded() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &chunk, chunk.count, 0)
            if count == 0 { return true }
            if count < 0 { return errno == ECONNRESET || errno == EPIPE }
        }
    }

    /// Whether something arrives, or the connection ends, within so many milliseconds.
    ///
    /// - Parameter milliseconds: How long to wait.
    /// - Returns: Whether something is there.
    public func hasNews(within milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, milliseconds) > 0
    }

    /// All that the server sends until it ends the connection.
    ///
    /// - Parameter limit: Bytes after which no more are read, roughly.
    /// - Returns: The bytes.
    public func remains(limit: Int) -> [UInt8] {
        while buffer.count < limit, read() {}
        defer { buffer = [] }
        return buffer
    }

    private func headEnd() -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (0...(buffer.count - 4)).first { buffer[$0..<($0 + 4)].elementsEqual("\r\n\r\n".utf8) }
    }

    private func read() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }
}
