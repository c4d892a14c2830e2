import NIOPosix
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

    /// Asks a server with one answer over HTTP, on a thread that may wait.
    private static func ask(_ server: ScriptedServer, key: String? = nil) async throws -> RemoteAnswer {
        let address = server.address
        return try await NIOThreadPool.singleton.runIfActive {
            let face = try HTTPFace(address, isEncrypted: false, path: "/p", key: key)
            try face.send(4) { $0.member("query", "质量") }
            return try face.receive()
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"query\":\"x\"}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"q\r\nA\r\nuery\":\"x\"}\r\n0\r\nT: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"query\":\"x\"}",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{\"query\":\"x\"}",
    ]) func asksOverHTTP(answer: String) async throws {
        let server = try await ScriptedServer(answer)
        let answer = try await Self.ask(server, key: "secret-secret-secret")
        #expect(answer.number == 4)
        #expect(try answer.outcome.get().text("query") == "x")
        let sent = server.sent
        #expect(sent.hasPrefix("POST /p/v1/search HTTP/1.1\r\nHost: \(server.address)\r\n"))
        #expect(sent.contains("\r\nAuthorization: Bearer secret-secret-secret\r\n"))
        #expect(sent.hasSuffix("\r\nContent-Length: 18\r\n\r\n{\"query\":\"质量\"}"))
    }

    @Test(arguments: [
        ("invalid_query", 2), ("corrupt_index", 3), ("locked", 4), ("not_found", 1), ("overloaded", 5), ("timeout", 5),
        ("rate_limited", 5), ("unauthorized", 2), ("invalid_parameter", 2), ("no_index", 2), ("a_new_one", 2),
    ]) func aProblemEndsAsItDoesLocally(code: String, status: Int32) async throws {
        let body = #"{"type":"about:blank","title":"T","status":400,"detail":"D","code":"\#(code)","advice":"A"}"#
        let server = try await ScriptedServer(
            "HTTP/1.1 400 Bad\r\nContent-Type: application/problem+json\r\nRetry-After: 3\r\nContent-Length: "
                + "\(body.utf8.count)\r\n\r\n\(body)")
        guard case .failure(let error) = try await Self.ask(server).outcome else {
            Issue.record("no error")
            return
        }
        let failure = error.failure
        #expect(failure.message == "D" && failure.advice == "A" && failure.code == code && error.retryAfter == 3)
        #expect(failure.status.rawValue == status)
    }

    @Test(arguments: [
        ("HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n", "the status 404"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "not one of Fagui's"),
        ("HTTP/1.1 204 None\r\n\r\n", "the status 204"), ("220 smtp\r\n", "no HTTP"), ("", "did not answer"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", "before the answer was whole"),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "no HTTP"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "no HTTP"),
        ("HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 20_000), "no HTTP"),
    ]) func whatIsNotFaguiIsNamed(answer: String, reason: String) async throws {
        let server = try await ScriptedServer(answer)
        await #expect {
            try await Self.ask(server)
        } throws: { error in
            (error as? StreamFailure)?.reason.contains(reason) == true
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
