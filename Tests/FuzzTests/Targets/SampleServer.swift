import FaguiTestSupport
import Logging
import Synchronization

@testable import FaguiServer

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A server of HTTP over a small index, which goes with the process.
final class SampleServer: Sendable {
    static let shared = Result { try SampleServer() }

    private let context: ServingContext
    private let port: UInt16
    private let running: Task<Void, any Error>

    var runner: OperationRunner { context.runner }
    var access: AccessControl { context.access }

    private init() throws {
        let library = try SampleLibrary.shared.get()
        let limits = Self.limits
        let (ports, found) = AsyncStream.makeStream(of: UInt16.self)
        var configuration = ServerConfiguration()
        configuration.limits = limits
        context = ServingContext(
            runner: OperationRunner(
                library: library, limits: limits,
                pool: WorkPool(threadCount: 2, waitingLimit: limits.waitingRequests)),
            configuration: configuration, logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() }
        ) { _, address in
            found.yield(address.split(separator: ":").last.flatMap { UInt16($0) } ?? 0)
        }
        running = Task.detached { [context] in
            try await HTTPServer(address: .tcp(host: "127.0.0.1", port: 0), context: context).run()
        }
        port = try Blocking.run { await ports.first { _ in true } ?? 0 }
    }

    private static var limits: ServerLimits {
        var limits = ServerLimits()
        limits.requestsPerSecond = 0
        limits.bodyBytes = 1 << 16
        return limits
    }

    /// Sends all of some bytes over a connection of its own, and reads until the server ends it.
    func answer(to bytes: UnsafeRawBufferPointer) -> String {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return "" }
        defer { close(socket) }
        // A reset instead of a wait at the end: ports would run out.
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return "" }
        var rest = bytes
        while !rest.isEmpty {
            let count = send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { break }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        shutdown(socket, Int32(SHUT_WR))
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while answer.count < 1 << 22 {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
