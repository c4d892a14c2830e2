internal import Fagui
internal import FaguiServer
internal import NIOCore
internal import NIOHTTP1

/// A server that is asked over HTTP, one request after the other.
final class HTTPFace: RemoteFace {
    let window = 1
    private let address: ServerConfiguration.Address
    private let isEncrypted: Bool
    private let head: HTTPRequestHead
    private var channel: RemoteChannel<NIOHTTPClientResponseFull>?
    private var number = 0

    /// Bytes of an answer: a server that sends without end must not take all memory.
    private static let answerLimit = 1 << 30

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: The server.
    ///   - isEncrypted: Whether TLS is spoken.
    ///   - path: What stands before `/v1`.
    ///   - key: The key to show.
    /// - Throws: ``StreamFailure`` where nobody answers.
    init(
        _ address: ServerConfiguration.Address, isEncrypted: Bool, path: String, key: String?
    ) throws(StreamFailure) {
        self.address = address
        self.isEncrypted = isEncrypted
        var headers: HTTPHeaders = [
            "Host": address.description, "User-Agent": "fagui", "Accept": "application/json",
            "Content-Type": "application/json",
        ]
        if let key { headers.add(name: "Authorization", value: "Bearer \(key)") }
        head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "\(path)/v1/search", headers: headers)
        channel = try connect()
    }

    private func connect() throws(StreamFailure) -> RemoteChannel<NIOHTTPClientResponseFull> {
        try RemoteChannel(to: address, isEncrypted: isEncrypted) { pipeline in
            try pipeline.addHTTPClientHandlers()
            try pipeline.addHandler(NIOHTTPClientResponseAggregator(maxContentLength: Self.answerLimit))
        }
    }

    func send(_ number: Int, _ members: (inout JSONWriter) -> Void) throws(StreamFailure) {
        var json = JSONWriter()
        json.object { members(&$0) }
        self.number = number
        var head = head
        head.headers.add(name: "Content-Length", value: "\(json.bytes.count)")
        let channel = if let open = self.channel { open } else { try connect() }
        self.channel = channel
        try channel.write([
            HTTPClientRequestPart.head(head), .body(.byteBuffer(ByteBuffer(bytes: json.bytes))), .end(nil),
        ])
    }

    func receive() throws(StreamFailure) -> RemoteAnswer {
        guard let channel else { throw StreamFailure(reason: "nothing was asked") }
        guard let response = try channel.next() else { throw StreamFailure(reason: "it did not answer") }
        if !response.head.isKeepAlive { self.channel = nil }
        let headers = response.head.headers
        let isProblem = headers.first(name: "Content-Type")?.hasPrefix("application/problem+json") == true
        guard response.head.status == .ok || isProblem else {
            throw StreamFailure(reason: "it answers with the status \(response.head.status.code)")
        }
        do throws(JSONFields.Malformed) {
            let answer = try JSONObject(response.body.map { Array($0.readableBytesView) } ?? [])
            guard isProblem else { return RemoteAnswer(number: number, outcome: .success(answer)) }
            var error = try RemoteError(answer, messageName: answer["detail"] == nil ? "title" : "detail")
            error.retryAfter = error.retryAfter ?? headers.first(name: "Retry-After").flatMap { Int($0) }
            return RemoteAnswer(number: number, outcome: .failure(error))
        } catch {
            throw StreamFailure(error)
        }
    }
}
