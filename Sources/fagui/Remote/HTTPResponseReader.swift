/// Reads one response of HTTP/1.1 from the bytes of a connection, piece by piece.
struct HTTPResponseReader {
    /// A response.
    struct Response: Equatable {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: [UInt8] = []

        /// Whether another request may follow on the connection.
        var keepsConnection: Bool { headers["connection"]?.lowercased() != "close" }
    }

    private enum Part {
        case head
        /// So many bytes more; nil is all up to the end.
        case body(Int?)
        case chunkSize, chunk(Int), chunkEnd, trailer
    }

    private var part = Part.head
    private var bytes: [UInt8] = []
    private var place = 0
    /// Bytes from `place` on that hold no line's end.
    private var scanned = 0
    private var response = Response(status: 0, headers: [:])
    private var headBytes = 0

    /// Bytes of a head, and of a body: a server that sends without end must not take all memory.
    private static let (headLimit, bodyLimit) = (64 << 10, 1 << 30)

    /// Takes up bytes.
    ///
    /// - Parameter more: What came; nothing means the end of the connection.
    /// - Returns: The response once it is whole.
    /// - Throws: ``StreamFailure`` where it is none.
    mutating func take(_ more: [UInt8]) throws(StreamFailure) -> Response? {
        bytes += more
        while true {
            switch part {
            case .head:
                guard let line = try nextLine() else { return try unfinished(more) }
                if line.isEmpty {
                    if try endHead() { return response }
                } else {
                    try readHead(line)
                }
            case .body(let count):
                if let count {
                    guard bytes.count - place >= count else { return try unfinished(more) }
                    try takeBody(count)
                    return response
                }
                try takeBody(bytes.count - place)
                return more.isEmpty ? response : nil
            case .chunkSize:
                guard let line = try nextLine() else { return try unfinished(more) }
                let digits = line.prefix { $0 != ";" }.filter { $0 != " " }
                guard digits.count <= 8, let size = Int(digits, radix: 16) else { throw Self.malformed }
                part = size == 0 ? .trailer : .chunk(size)
            case .chunk(let size):
                guard bytes.count - place >= size else { return try unfinished(more) }
                try takeBody(size)
                part = .chunkEnd
            case .chunkEnd:
                guard let line = try nextLine() else { return try unfinished(more) }
                guard line.isEmpty else { throw Self.malformed }
                part = .chunkSize
            case .trailer:
                guard let line = try nextLine() else { return try unfinished(more) }
                if line.isEmpty { return response }
            }
        }
    }

    private static var malformed: StreamFailure { StreamFailure(reason: "its answer is no HTTP") }

    private func unfinished(_ more: [UInt8]) throws(StreamFailure) -> Response? {
        guard !more.isEmpty else { throw StreamFailure(reason: "it ended the connection before the answer was whole") }
        guard bytes.count - place <= Self.bodyLimit else { throw StreamFailure(reason: "its answer is too long") }
        return nil
    }

    private mutating func nextLine() throws(StreamFailure) -> String? {
        guard let end = bytes[(place + scanned)...].firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = bytes.count - place
            guard headBytes + scanned <= Self.headLimit else { throw Self.malformed }
            return nil
        }
        var line = bytes[place..<end]
        headBytes += line.count + 1
        guard headBytes <= Self.headLimit || response.status > 0 && !isInHead else { throw Self.malformed }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        place = end + 1
        scanned = 0
        if !isInHead { headBytes = 0 }
        return String(decoding: line, as: UTF8.self)
    }

    private var isInHead: Bool { if case .head = part { true } else { false } }

    private mutating func readHead(_ line: String) throws(StreamFailure) {
        guard response.status > 0 else {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]),
                (100..<600).contains(status)
            else { throw Self.malformed }
            response.status = status
            return
        }
        guard let colon = line.firstIndex(of: ":") else { throw Self.malformed }
        let value = line[line.index(after: colon)...]
        response.headers[line[..<colon].lowercased()] = String(value.drop { $0 == " " || $0 == "\t" })
            .replacingTrailingBlanks()
    }

    /// Decides how the body comes; true where there is none.
    private mutating func endHead() throws(StreamFailure) -> Bool {
        guard response.status > 0 else { throw Self.malformed }
        if response.status < 200 {
            response = Response(status: 0, headers: [:])
            return false
        }
        if response.status == 204 || response.status == 304 { return true }
        if response.headers["transfer-encoding"]?.lowercased() == "chunked" {
            part = .chunkSize
        } else if let text = response.headers["content-length"] {
            guard let count = Int(text), (0...Self.bodyLimit).contains(count) else { throw Self.malformed }
            part = .body(count)
        } else {
            part = .body(nil)
        }
        return false
    }

    private mutating func takeBody(_ count: Int) throws(StreamFailure) {
        response.body += bytes[place..<place + count]
        guard response.body.count <= Self.bodyLimit else { throw StreamFailure(reason: "its answer is too long") }
        place += count
        scanned = 0
        // What was read is let go of in large pieces, so that nothing is moved often.
        if place > 1 << 16 {
            bytes.removeFirst(place)
            place = 0
        }
    }
}

extension String {
    fileprivate func replacingTrailingBlanks() -> String {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
