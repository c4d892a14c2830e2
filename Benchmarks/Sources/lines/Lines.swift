import Glibc
import Synchronization

/// Asks a line socket from several connections for a time, each line as soon as the last was answered, and prints the
/// number of answers: for `Benchmarks/serving` what `wrk` is for HTTP, with as little work of its own.
///
/// Usage: `lines PORT QUERIES SECONDS CONNECTIONS`; a line of QUERIES is a query.
@main
enum Lines {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 4, let port = arguments.first.flatMap({ UInt16($0) }),
            let seconds = Double(arguments[3]), let connections = Int(arguments[4])
        else { fail("usage: lines PORT QUERIES SECONDS CONNECTIONS") }
        let requests = requests(of: arguments[2])
        guard !requests.isEmpty else { fail("\(arguments[2]) has no queries") }
        let end = now() + seconds
        let total = Atomic<Int>(0)
        withoutActuallyEscaping({ (number: Int) in
            total.add(ask(requests, from: number * 997, port: port, until: end), ordering: .relaxed)
        }) { run($0, on: connections) }
        print(total.load(ordering: .relaxed))
    }

    /// Runs work on a thread a number, and waits for all.
    private static func run(_ work: @escaping (Int) -> Void, on count: Int) {
        final class Job {
            let run: () -> Void
            init(_ run: @escaping () -> Void) { self.run = run }
        }
        var threads: [pthread_t] = []
        for number in 0..<count {
            var thread = pthread_t()
            let job = Unmanaged.passRetained(Job { work(number) })
            pthread_create(
                &thread, nil,
                { job in
                    if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().run() }
                    return nil
                }, job.toOpaque())
            threads.append(thread)
        }
        for thread in threads { pthread_join(thread, nil) }
    }

    /// Asks over one connection until a time; the number of answers.
    private static func ask(_ requests: [[UInt8]], from start: Int, port: UInt16, until end: Double) -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { fail("no connection to port \(port)") }
        defer { close(socket) }
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { buffer.deallocate() }
        var count = 0
        while now() < end {
            let request = requests[(start + count) % requests.count]
            guard
                request.withUnsafeBytes({ send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) })
                    == request.count
            else { fail("a request was not taken") }
            var isFirst = true
            while true {
                let length = recv(socket, buffer.baseAddress, buffer.count, 0)
                guard length > 0 else { fail("no answer") }
                if isFirst, !buffer.starts(with: Array("{\"id\":1,".utf8)) { fail("an answer of another kind") }
                isFirst = false
                if buffer[length - 1] == UInt8(ascii: "\n") { break }
            }
            count += 1
        }
        return count
    }

    /// The lines to send.
    private static func requests(of path: String) -> [[UInt8]] {
        guard let file = fopen(path, "r") else { fail("\(path) cannot be read") }
        defer { fclose(file) }
        var requests: [[UInt8]] = []
        var line: UnsafeMutablePointer<CChar>?
        var room = 0
        while getline(&line, &room, file) > 0, let text = line {
            var query = ""
            for character in String(cString: text) where character != "\n" {
                if character == "\"" || character == "\\" { query.append("\\") }
                query.append(character)
            }
            requests.append(Array("{\"id\":1,\"op\":\"search\",\"query\":\"\(query)\",\"n\":10}\n".utf8))
        }
        free(line)
        return requests
    }

    /// Seconds since some moment.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func fail(_ message: String) -> Never {
        "lines: \(message)\n".withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
        exit(1)
    }
}
