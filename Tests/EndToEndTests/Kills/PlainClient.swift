import Foundation

/// A client of HTTP that puts texts in and removes them, one request after another over one connection.
final class PlainClient {
    /// The connection ended before an answer was whole.
    struct Ended: Error {}

    private let socket: Int32
    private let key: String

    /// Connects to a port of this machine.
    init(port: Int, key: String) throws {
        self.key = key
        #if canImport(Darwin)
            socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #else
            socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard socket >= 0, connected == 0 else { throw Ended() }
    }

    deinit { close(socket) }

    /// Sends one request, and reads the whole answer.
    ///
    /// - Returns: The status.
    /// - Throws: ``Ended``.
    func ask(_ method: String, _ path: String, body: String = "") throws -> Int {
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        var rest = Array((head + body).utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Ended() }
            rest = rest.dropFirst(count)
        }
        var lines: [String] = []
        while true {
            let line = try line()
            if line.isEmpty { break }
            lines.append(line)
        }
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Ended()
        }
        let length = lines.compactMap { line -> Int? in
            let parts = line.lowercased().split(separator: ":", maxSplits: 1)
            return parts.first == "content-length" ? Int(parts[1].trimmingCharacters(in: .whitespaces)) : nil
        }.first
        for _ in 0..<(length ?? 0) { _ = try byte() }
        return status
    }

    private func line() throws -> String {
        var bytes: [UInt8] = []
        while true {
            let byte = try byte()
            if byte == 0x0A { break }
            bytes.append(byte)
        }
        return String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    private func byte() throws -> UInt8 {
        var byte = UInt8(0)
        guard recv(socket, &byte, 1, 0) == 1 else { throw Ended() }
        return byte
    }
}
