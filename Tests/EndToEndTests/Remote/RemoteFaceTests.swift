import Testing

@testable import Fagui
@testable import fagui

/// A connection whose other side is written down.
private final class ScriptedStream: ByteStream {
    var sent: [UInt8] = []
    var answers: [String]

    init(_ answers: [String]) { self.answers = answers }

    func write(_ bytes: [UInt8]) { sent += bytes }
    func read() -> [UInt8] { answers.isEmpty ? [] : Array(answers.removeFirst().utf8) }
}

@Suite struct RemoteFaceTests {
    @Test(arguments: [
        ("http://127.0.0.1:7700", "http://127.0.0.1:7700"), ("http://host", "http://host:80"),
        ("https://host/fagui/", "https://host:443/fagui"), ("http://[::1]:7", "http://[::1]:7"),
        ("http://[::1]/", "http://[::1]:80"), ("unix:/run/s", "unix:/run/s"), ("line:host:7701", "line:host:7701"),
    ]) func readsAddresses(text: String, written: String) {
        #expect(RemoteAddress(text)?.description == written)
    }

    @Test(arguments: [
        "", "host:7700", "http://", "http://:80", "http://host:0", "http://host:99999", "http://host:x", "line:host",
        "line:host:0", "unix:", "ftp://host", "http://a b", "http://h/?x", "http://h/#x", "http://h/\r\nX:1",
        "http://user@host", "line:unix:/s",
    ]) func refusesWhatIsNoAddress(text: String) {
        #expect(RemoteAddress(text) == nil)
    }

    private static func face(_ stream: ScriptedStream, key: String? = nil) throws -> HTTPFace {
        try HTTPFace(host: "h:1", path: "/p", key: key) { () throws(StreamFailure) in stream }
    }

    @Test func asksOverHTTP() throws {
        let stream = ScriptedStream(["HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"query\":\"", "x\"}"])
        let other = ScriptedStream(["HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"query\":\"x\"}"])
        _ = stream
        let face = try Self.face(other, key: "secret-secret-secret")
        try face.send(4) { $0.member("query", "质量") }
        let head = String(decoding: other.sent, as: UTF8.self)
        #expect(head.hasPrefix("POST /p/v1/search HTTP/1.1\r\nHost: h:1\r\n"))
        #expect(head.contains("\r\nAuthorization: Bearer secret-secret-secret\r\n"))
        #expect(head.hasSuffix("\r\nContent-Length: 18\r\n\r\n{\"query\":\"质量\"}"))
        let answer = try face.receive()
        #expect(answer.number == 4)
        #expect(try answer.outcome.get().text("query") == "x")
    }

    @Test(arguments: [
        ("invalid_query", 2), ("corrupt_index", 3), ("locked", 4), ("not_found", 1), ("overloaded", 5), ("timeout", 5),
        ("rate_limited", 5), ("unauthorized", 2), ("invalid_parameter", 2), ("no_index", 2), ("a_new_one", 2),
    ]) func aProblemEndsAsItDoesLocally(code: String, status: Int32) throws {
        let body = #"{"type":"about:blank","title":"T","status":400,"detail":"D","code":"\#(code)","advice":"A"}"#
        let stream = ScriptedStream([
            "HTTP/1.1 400 Bad\r\nContent-Type: application/problem+json\r\nRetry-After: 3\r\nContent-Length: "
                + "\(body.utf8.count)\r\n\r\n\(body)"
        ])
        let face = try Self.face(stream)
        try face.send(0) { _ in }
        guard case .failure(let error) = try face.receive().outcome else {
            Issue.record("no error")
            return
        }
        let failure = error.failure
        #expect(failure.message == "D" && failure.advice == "A" && failure.code == code && error.retryAfter == 3)
        #expect(failure.status.rawValue == status)
    }

    @Test func whatIsNotFaguiIsNamed() throws {
        for text in [
            "HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
            "220 smtp\r\n", "",
        ] {
            let face = try Self.face(ScriptedStream([text]))
            try face.send(0) { _ in }
            #expect(throws: StreamFailure.self, "\(text)") { try face.receive() }
        }
    }

    @Test func asksByLines() throws {
        let stream = ScriptedStream([
            #"{"id":1,"a":2}"# + "\n" + #"{"id":0,"error":{"code":"inva"#,
            #"lid_query","message":"m","query":"q","position":1,"expected":["x"]}}"# + "\n"
                + #"{"id":null,"error":{"code":"overloaded","message":"m"}}"# + "\n",
        ])
        let face = LineFace(stream, key: "k")
        try face.send(1) { $0.member("query", "质量") }
        #expect(
            String(decoding: stream.sent, as: UTF8.self) == #"{"id":1,"op":"search","key":"k","query":"质量"}"# + "\n")
        #expect(try face.receive().number == 1)
        guard case .failure(let error) = try face.receive().outcome else {
            Issue.record("no error")
            return
        }
        #expect(error.failure.fault == .init(query: "q", position: 1, expected: ["x"]))
        #expect(try face.receive().number == -1)
        #expect(throws: StreamFailure.self) { try face.receive() }
    }
}
