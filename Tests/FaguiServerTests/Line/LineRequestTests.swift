import Testing

@testable import FaguiServer

@Suite struct LineRequestTests {
    private static func request(_ line: [UInt8]) -> LineRequest {
        line.withUnsafeBytes { LineRequest($0, limits: ServerLimits()) }
    }

    private static func error(_ line: [UInt8]) -> RequestError? {
        guard case .failure(let error) = request(line).asked else { return nil }
        return error
    }

    @Test(arguments: [
        #"{"id":1,"op":"ping"}"#: "1", #"{"op":"ping","id":"a"}"#: #""a""#, #"{"op":"ping"}"#: "null",
        #"{"id":null,"op":"ping"}"#: "null", #"{ "id" : -1.50e+2 , "op":"ping"}"#: "-1.50e+2",
        #"{"id":"\u4e2d\"}{,:","op":"ping"}"#: #""\u4e2d\"}{,:""#,
        #"{"key":"a,\"b","\u0069d":123456789012345678901234567890,"op":"ping"}"#: "123456789012345678901234567890",
        "{\"op\":\"ping\",\"id\":\t7\t}": "7",
        // Also where what is asked is wrong.
        #"{"id":1}"#: "1", #"{"id":1,"op":"no"}"#: "1", #"{"id":"x","op":"search"}"#: #""x""#,
    ]) func theIDStaysAsItIsWritten(line: String, id: String) {
        #expect(String(decoding: Self.request(Array(line.utf8)).id, as: UTF8.self) == id)
    }

    @Test(arguments: ["质量 安全", "  质量", "[1]", "\"质量\"", "null", "-食品", "a{}"])
    func whatDoesNotBeginWithABraceIsASearch(line: String) throws {
        guard case .operation(let operation, let values) = try Self.request(Array(line.utf8)).asked.get() else {
            Issue.record("no operation")
            return
        }
        #expect(operation.name == "search" && values.text("query") == line)
    }

    @Test func anObjectHasItsParameters() throws {
        let line = #"  {"id":1,"op":"search","query":"质量","n":5,"key":"0123456789abcdef"}"#
        let request = Self.request(Array(line.utf8))
        guard case .operation(let operation, let values) = try request.asked.get() else {
            Issue.record("no operation")
            return
        }
        #expect(operation.name == "search" && values.number("n") == 5 && request.key == "0123456789abcdef")
    }

    @Test(arguments: [
        ("", "malformed_request", nil), (" \t", "malformed_request", nil), ("{", "malformed_request", nil),
        ("{}", "missing_parameter", "op"), ("{} {}", "malformed_request", nil),
        (#"{"op":"ping","op":"ping"}"#, "malformed_request", nil),
        (#"{"op":1}"#, "invalid_parameter", "op"), (#"{"op":"drop"}"#, "unknown_operation", "op"),
        (#"{"op":"ping","id":[1]}"#, "invalid_parameter", "id"),
        (#"{"op":"ping","id":true}"#, "invalid_parameter", "id"),
        (#"{"op":"ping","key":1}"#, "invalid_parameter", "key"), (#"{"op":"auth"}"#, "missing_parameter", "key"),
        (#"{"op":"auth","key":"k","n":1}"#, "unknown_parameter", "n"),
        (#"{"op":"ping","x":1}"#, "unknown_parameter", "x"), (#"{"op":"search"}"#, "missing_parameter", "query"),
        (#"{"op":"search","query":"a","n":1e3}"#, "invalid_parameter", "n"),
        (#"{"op":"search","query":"a","n":99999999999999999999}"#, "invalid_parameter", "n"),
        (#"{"op":"search","query":"a","q":"a"}"#, "invalid_parameter", "query"),
        (#"{"op":"search","query":"a","n":"5"}"#, "invalid_parameter", "n"),
        (#"{"op":"search","query":"a","strict":"true"}"#, "invalid_parameter", "strict"),
        (#"{"op":"search","query":"a","facets":"level,year"}"#, "invalid_parameter", "facets"),
    ]) func whatIsWrongIsNamed(line: String, code: String, parameter: String?) {
        let error = Self.error(Array(line.utf8))
        #expect(error?.code == code && error?.parameter == parameter, "\(String(describing: error))")
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(Self.error([0xFF, 0x61])?.code == "malformed_request")
        #expect(
            Self.error(Array(#"{"op":"ping","id":""#.utf8) + [0xC0, 0x80] + Array(#""}"#.utf8))?.code
                == "malformed_request")
    }

    @Test func messagesStayShort() throws {
        let long = String(repeating: "长", count: 100_000)
        for line in [
            #"{"op":"\#(long)"}"#, #"{"op":"ping","\#(long)":1}"#, #"{"\#(long)":1,"\#(long)":1}"#,
            #"{"op":"ping","id":"\#(long)"}"#, String(repeating: "[", count: 100_000),
            #"{"a":\#(String(repeating: "[", count: 100_000))"#,
        ] {
            let request = Self.request(Array(line.utf8))
            guard case .failure(let error) = request.asked else {
                #expect(line.first == "[")
                continue
            }
            #expect(error.message.utf8.count < 1000 && request.id.count < 300)
        }
    }
}
