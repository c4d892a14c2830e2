import Testing

@testable import fagui

@Suite struct HTTPResponseReaderTests {
    private static func read(_ pieces: [String]) throws -> HTTPResponseReader.Response? {
        var reader = HTTPResponseReader()
        for piece in pieces {
            if let response = try reader.take(Array(piece.utf8)) { return response }
        }
        return nil
    }

    private static let responses: [(text: String, status: Int, body: String)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nX: y \r\n\r\n质量", 200, "质量"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", 200, ""), ("HTTP/1.1 204 None\n\n", 204, ""),
        (
            "HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: 1\r\n\r\n",
            400,
            "abc0123456789"
        ), ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", 200, "a"),
    ]

    @Test(arguments: responses.indices) func readsHoweverItComes(index: Int) throws {
        let expected = Self.responses[index]
        for pieces in [[expected.text], expected.text.unicodeScalars.map { "\($0)" }] {
            let response = try #require(try Self.read(pieces))
            #expect(response.status == expected.status)
            #expect(String(decoding: response.body, as: UTF8.self) == expected.body)
        }
        // No part of it is a response.
        #expect(try Self.read([String(expected.text.unicodeScalars.dropLast())]) == nil)
        #expect(throws: StreamFailure.self) {
            try Self.read([String(String.UnicodeScalarView(expected.text.unicodeScalars.dropLast())), ""])
        }
    }

    @Test func aBodyWithoutLengthEndsWithTheConnection() throws {
        let response = try #require(try Self.read(["HTTP/1.1 200 OK\r\nConnection: Close\r\n\r\nab", "c", ""]))
        #expect(response.body == Array("abc".utf8) && !response.keepsConnection)
    }

    @Test(arguments: [
        "SSH-2.0\r\n", "HTTP/1.1 x\r\n", "HTTP/1.1 99 x\r\n", "HTTP/1.1 200\r\nx\r\n", "\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        String(repeating: "a", count: 100_000), "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 20_000),
    ]) func whatIsNoResponseIsRefused(text: String) {
        #expect(throws: StreamFailure.self) { try Self.read([text]) }
    }
}
