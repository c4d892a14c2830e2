internal import Fagui

/// A server that is asked by lines.
final class LineFace: RemoteFace {
    let window = 16
    private let stream: any ByteStream
    private let key: String?
    private var bytes: [UInt8] = []
    private var place = 0

    init(_ stream: any ByteStream, key: String?) {
        self.stream = stream
        self.key = key
    }

    func send(_ number: Int, _ members: (inout JSONWriter) -> Void) throws(StreamFailure) {
        var json = JSONWriter()
        json.object { json in
            json.member("id", number)
            json.member("op", "search")
            if let key { json.member("key", key) }
            members(&json)
        }
        try stream.write(json.bytes + [UInt8(ascii: "\n")])
    }

    func receive() throws(StreamFailure) -> RemoteAnswer {
        let line = try nextLine()
        do throws(JSONFields.Malformed) {
            let answer = try JSONObject(line)
            // Errors of the connection itself belong to no request: they are the answer to whatever is out.
            let number = try answer.optionalNumber("id") ?? -1
            guard let error = try answer.optionalObject("error") else {
                return RemoteAnswer(number: number, outcome: .success(answer))
            }
            return RemoteAnswer(
                number: number, outcome: .failure(try RemoteError(error, messageName: "message")))
        } catch {
            throw StreamFailure(error)
        }
    }

    private func nextLine() throws(StreamFailure) -> [UInt8] {
        var searched = place
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(bytes[place..<end])
                place = end + 1
                return line
            }
            bytes.removeFirst(place)
            place = 0
            searched = bytes.count
            let more = try stream.read()
            guard !more.isEmpty else { throw StreamFailure(reason: "it ended the connection") }
            bytes += more
        }
    }
}
