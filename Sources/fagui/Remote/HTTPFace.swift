internal import Fagui

/// A server that is asked over HTTP, one request after the other.
final class HTTPFace: RemoteFace {
    let window = 1
    private let connect: () throws(StreamFailure) -> any ByteStream
    private let head: String
    private var stream: (any ByteStream)?
    private var number = 0

    /// - Parameters:
    ///   - host: The server, as the request's head has it.
    ///   - path: What stands before `/v1`.
    ///   - key: The key to show.
    ///   - connect: Makes a connection.
    /// - Throws: ``StreamFailure`` where none is made.
    init(
        host: String, path: String, key: String?, connect: @escaping () throws(StreamFailure) -> any ByteStream
    ) throws(StreamFailure) {
        self.connect = connect
        var head =
            "POST \(path)/v1/search HTTP/1.1\r\nHost: \(host)\r\nUser-Agent: fagui\r\nAccept: application/json\r\n"
        head += "Content-Type: application/json\r\n"
        if let key { head += "Authorization: Bearer \(key)\r\n" }
        self.head = head
        stream = try connect()
    }

    func send(_ number: Int, _ members: (inout JSONWriter) -> Void) throws(StreamFailure) {
        var json = JSONWriter()
        json.object { members(&$0) }
        self.number = number
        let request = Array("\(head)Content-Length: \(json.bytes.count)\r\n\r\n".utf8) + json.bytes
        let stream: any ByteStream
        if let open = self.stream { stream = open } else { stream = try connect() }
        self.stream = stream
        try stream.write(request)
    }

    func receive() throws(StreamFailure) -> RemoteAnswer {
        guard let stream else { throw StreamFailure(reason: "nothing was asked") }
        var reader = HTTPResponseReader()
        var response: HTTPResponseReader.Response?
        while response == nil { response = try reader.take(stream.read()) }
        guard let response else { throw StreamFailure(reason: "it did not answer") }
        if !response.keepsConnection { self.stream = nil }
        let isProblem = response.headers["content-type"]?.hasPrefix("application/problem+json") == true
        guard response.status == 200 || isProblem else {
            throw StreamFailure(reason: "it answers with the status \(response.status)")
        }
        do throws(JSONFields.Malformed) {
            let answer = try JSONObject(response.body)
            guard isProblem else { return RemoteAnswer(number: number, outcome: .success(answer)) }
            var error = try RemoteError(answer, messageName: answer["detail"] == nil ? "title" : "detail")
            error.retryAfter = error.retryAfter ?? response.headers["retry-after"].flatMap { Int($0) }
            return RemoteAnswer(number: number, outcome: .failure(error))
        } catch {
            throw StreamFailure(error)
        }
    }
}
