internal import Fagui
internal import FaguiServer
internal import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Searches that a server answers.
struct RemoteSearch {
    let address: RemoteAddress
    private let face: any RemoteFace

    /// How often a request that came at a bad moment is made again.
    private static let attempts = 20

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: The server.
    ///   - key: What to show it, if anything.
    /// - Throws: ``CommandFailure``, with the code `server_unreachable` where nobody answers.
    init(_ address: RemoteAddress, key: String?) throws {
        self.address = address
        if let key, !key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            throw CommandFailure(
                code: "usage", "The key has characters that no key has.",
                advice: "Copy it from the server's file of keys: letters, digits and signs of ASCII, without blanks.")
        }
        do throws(StreamFailure) {
            switch address {
            case .line(let place): face = LineFace(try RemoteChannel<ByteBuffer>(to: place), key: key)
            case .http(let host, let port, let path, let isEncrypted):
                face = try HTTPFace(.tcp(host: host, port: port), isEncrypted: isEncrypted, path: path, key: key)
            }
        } catch {
            throw Self.unreachable(address, error)
        }
    }

    /// Searches, and hands over results in the order of the queries.
    ///
    /// - Parameters:
    ///   - queries: What to search for.
    ///   - parameters: Writes what else is asked.
    ///   - use: Gets the number of each query with its results.
    /// - Throws: ``CommandFailure``: the server's error, or that it does not answer; what `use` throws.
    func results(
        of queries: [String], _ parameters: (inout JSONWriter) -> Void, _ use: (Int, SearchResults) throws -> Void
    ) throws {
        var waiting: [Int: SearchResults] = [:]
        var (asked, used, out) = (0, 0, 0)
        var attempts: [Int: Int] = [:]
        func ask(_ number: Int) throws(StreamFailure) {
            out += 1
            try face.send(number) { json in
                json.member("query", queries[number])
                parameters(&json)
            }
        }
        while used < queries.count {
            // What waits for one that is late is bounded as well.
            while asked < queries.count, out < face.window, asked - used < 16 * face.window {
                try reaching { () throws(StreamFailure) in try ask(asked) }
                asked += 1
            }
            let answer = try reaching { () throws(StreamFailure) in try face.receive() }
            out -= 1
            switch answer.outcome {
            case .success(let object):
                guard queries.indices.contains(answer.number) else { throw strange("it answers what was not asked") }
                do throws(JSONFields.Malformed) {
                    waiting[answer.number] = try object.searchResults()
                } catch {
                    throw strange(StreamFailure(error).reason)
                }
            case .failure(let error):
                attempts[answer.number, default: 0] += 1
                guard error.isPassing, queries.indices.contains(answer.number), queries.count > 1,
                    attempts[answer.number, default: 0] < Self.attempts
                else { throw error.failure }
                // The command has nothing else to do: the server said how long it wants to be left alone.
                sleep(UInt32(clamping: min(10, error.retryAfter ?? 1)))
                try reaching { () throws(StreamFailure) in try ask(answer.number) }
            }
            while let results = waiting.removeValue(forKey: used) {
                try use(used, results)
                used += 1
            }
        }
    }

    private func reaching<R>(_ body: () throws(StreamFailure) -> R) throws -> R {
        do throws(StreamFailure) { return try body() } catch { throw Self.unreachable(address, error) }
    }

    private func strange(_ reason: String) -> CommandFailure {
        Self.unreachable(address, StreamFailure(reason: reason))
    }

    private static func unreachable(_ address: RemoteAddress, _ failure: StreamFailure) -> CommandFailure {
        CommandFailure(
            code: "server_unreachable", "The server \(address) does not answer: \(failure.reason).",
            advice: "See that it runs ('fagui serve') and that the address is right.", status: .unreachable)
    }
}
