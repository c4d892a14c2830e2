import CZlib
import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

extension LiveTests {
    /// What the API answers.
    @Suite struct HTTPAnswerTests {
        /// "质量", percent-encoded.
        private static let quality = "%E8%B4%A8%E9%87%8F"

        /// The document without what differs from one time to the next.
        private static func plain(_ json: [UInt8]) -> String {
            var text = String(decoding: json, as: UTF8.self)
            if let start = text.firstRange(of: "\"took_us\":") {
                let digits = text[start.upperBound...].prefix { $0.isNumber }
                text.replaceSubrange(digits.startIndex..<digits.endIndex, with: "0")
            }
            return text
        }

        @Test func aPathAnswersWhatItsOperationDoes() async throws {
            try await TestServer.with { server async throws in
                let cases: [(String, String, [(String, String)])] = [
                    ("/v1/search?q=\(Self.quality)&n=2", "search", [("query", "质量"), ("n", "2")]),
                    ("/v1/search?q=\(Self.quality)+%E5%AE%89%E5%85%A8", "search", [("query", "质量 安全")]),
                    ("/v1/count?query=\(Self.quality)", "count", [("query", "质量")]),
                    ("/v1/passages/notice-1", "show", [("ref", "notice-1")]),
                    ("/v1/laws", "laws", []),
                    ("/v1/laws?title=\(Self.quality)&n=1", "laws", [("title", "质量"), ("n", "1")]),
                    ("/v1/suggest?typed=chanpin", "suggest", [("typed", "chanpin")]),
                    ("/v1/analyze?text=\(Self.quality)", "analyze", [("text", "质量")]),
                    ("/v1/stats", "stats", []),
                    ("/v1/laws/notice-1", "law", [("law", "notice-1")]),
                    ("/v1/laws/notice-1/history", "history", [("law", "notice-1")]),
                    ("/v1/diff?old=notice-1&new=notice-1", "diff", [("old", "notice-1"), ("new", "notice-1")]),
                    (
                        "/v1/laws/%E4%BA%A7%E5%93%81%E8%B4%A8%E9%87%8F%E6%9D%A1%E4%BE%8B/articles/2", "article",
                        [("law", "产品质量条例"), ("article", "2")]
                    ),
                ]
                for (target, name, parameters) in cases {
                    let answer = try await server.get(target)
                    let operation = try #require(FaguiServer.Operation.named(name))
                    let values = try operation.values(
                        parameters.map { .init(name: $0.0, value: .text($0.1)) }, limits: server.context.limits)
                    let expected = try await operation.answer(values, server.context.library, server.context.limits)
                    #expect(answer.status == 200, "\(target): \(answer.text)")
                    #expect(Self.plain(answer.body) == Self.plain(expected.json), "\(target)")
                    #expect(answer.headers["content-type"] == "application/json", "\(target)")
                }
            }
        }

        @Test func anIdMayHoldSlashesAndWhatURLsUseThemselves() async throws {
            try await TestServer.with { server async throws in
                let spellings = [
                    "%E6%B3%95%E8%A7%84/%E5%AE%89%E5%85%A8%20%231.txt",
                    "%E6%B3%95%E8%A7%84%2F%E5%AE%89%E5%85%A8%20%231.txt",
                    "%e6%b3%95%e8%a7%84%2f%e5%ae%89%e5%85%a8%20%231%2Etxt",
                ]
                for spelling in spellings {
                    for path in [
                        "/v1/passages/\(spelling)%23%E7%AC%AC%E4%BA%8C%E6%9D%A1", "/v1/laws/\(spelling)/articles/2",
                    ] {
                        let answer = try await server.get(path)
                        #expect(answer.status == 200, "\(path): \(answer.text)")
                        #expect(answer.text.contains("本通知自发布之日起施行"), "\(path)")
                    }
                    #expect(try await server.get("/v1/laws/\(spelling)").status == 200)
                    #expect(try await server.get("/v1/laws/\(spelling)/history").status == 200)
                }
                // Encoded once more it is another id.
                #expect(try await server.get("/v1/passages/%2566").status == 404)
            }
        }

        private static let wrongTargets = [
            ("/v1/passages/..", "malformed_request"), ("/v1/passages/../../etc/passwd", "malformed_request"),
            ("/v1/passages/%2e%2e%2fetc%2fpasswd", "malformed_request"),
            ("/v1/passages/a%5C..%5Cb", "malformed_request"),
            ("/v1/passages/a%00b", "malformed_request"), ("/v1/passages/%", "malformed_request"),
            ("/v1/passages/%4", "malformed_request"), ("/v1/passages/%zz", "malformed_request"),
            ("/v1/passages/%ff", "malformed_request"), ("/v1/passages/%C0%AE%C0%AE/x", "malformed_request"),
            ("/v1/passages/%ED%A0%80", "malformed_request"), ("/v1/laws/../articles/1", "malformed_request"),
            ("/v1/search?q=%zz", "malformed_request"), ("/v1/search?q=%ff", "malformed_request"),
            ("/v1/search?%C0=1", "malformed_request"), ("/v1/search", "missing_parameter"),
            ("/v1/search?q=", "missing_parameter"), ("/v1/search?q=a&q=b", "invalid_parameter"),
            ("/v1/search?q=a&query=b", "invalid_parameter"), ("/v1/search?q=a&colour=red", "unknown_parameter"),
            ("/v1/search?q=a&n=x", "invalid_parameter"), ("/v1/search?q=a&n=1001", "invalid_parameter"),
            ("/v1/search?q=a&n=-1", "invalid_parameter"), ("/v1/search?q=a&sort=up", "invalid_parameter"),
            ("/v1/search?q=a&as_of=2015-02-30", "invalid_parameter"),
            ("/v1/search?q=a&strict=maybe", "invalid_parameter"),
            ("/v1/search?q=a&after=zzzz", "invalid_cursor"), ("/v1/search?q=(&strict", "invalid_query"),
            ("/v1/stats?x", "unknown_parameter"), ("/v1/passages/a?ref=b", "invalid_parameter"),
            ("/v1/search?q=a&as_of=2015-01-01&all_versions=1", "invalid_parameter"),
        ]

        @Test func whatIsWrongIsNamed() async throws {
            try await TestServer.with { server async throws in
                for (target, code) in Self.wrongTargets {
                    let answer = try await server.get(target)
                    #expect(answer.status == 400, "\(answer.text)")
                    #expect(answer.code == code, "\(answer.text)")
                    #expect(answer.headers["content-type"] == "application/problem+json")
                    #expect(answer["type"] == .text("/errors#\(code)"))
                    #expect(answer["instance"] == .text(answer.headers["x-request-id"] ?? ""))
                    if ["unknown_parameter", "invalid_parameter", "missing_parameter"].contains(code) {
                        #expect(
                            target.contains(answer.parameter ?? "-") || answer.parameter == "query", "\(answer.text)")
                    }
                }
            }
        }

        private static let wrongBodies = [
            ("", 400, "malformed_request"), ("[]", 400, "malformed_request"), ("{", 400, "malformed_request"),
            ("{\"q\":\"a\"}{}", 400, "malformed_request"), ("{\"q\":\"a\",\"q\":\"b\"}", 400, "malformed_request"),
            ("{\"q\":\"a\",\"query\":\"b\"}", 400, "invalid_parameter"), ("{\"q\":1}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"x\":{}}", 400, "unknown_parameter"), ("{\"q\":null}", 400, "missing_parameter"),
            ("{\"q\":\"a\",\"n\":1.5}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"facets\":[1]}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"facets\":\"issuer\"}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"n\":\"5\"}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"n\":true}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"strict\":\"true\"}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"strict\":\"\"}", 400, "invalid_parameter"),
            ("{\"q\":\"a\",\"strict\":1}", 400, "invalid_parameter"),
            ("{\"q\":" + String(repeating: "[", count: 10_000), 400, "malformed_request"),
        ]

        @Test func aBodyThatIsWrongIsSaidToBe() async throws {
            try await TestServer.with { server async throws in
                for (body, status, code) in Self.wrongBodies {
                    let answer = try await server.ask("POST", "/v1/search", body: body)
                    #expect(answer.status == status && answer.code == code, "\(answer.text)")
                }
            }
        }

        @Test func valuesOfABodyHaveTheTypesOfJSON() async throws {
            try await TestServer.with { server async throws in
                for (body, detail) in [
                    ("{\"q\":\"a\",\"n\":\"5\"}", "n must be a whole number from 0 to 1000, without quotation marks."),
                    ("{\"q\":\"a\",\"strict\":\"true\"}", "strict must be true or false, without quotation marks."),
                    ("{\"q\":\"a\",\"facets\":\"issuer\"}", "facets must be a list of texts."),
                ] {
                    let answer = try await server.ask("POST", "/v1/search", body: body)
                    #expect(answer.status == 400 && answer["detail"] == .text(detail), "\(answer.text)")
                }
                let target = "/v1/search?q=a&n=5&strict=true&facets=issuer,level&collapse"
                #expect(try await server.get(target).status == 200)
            }
        }

        @Test func aBodyIsJSON() async throws {
            try await TestServer.with { server async throws in
                let body = "{\"query\":\"质量\",\"n\":1,\"facets\":[\"issuer\"],\"strict\":true,\"q\":null}"
                let answer = try await server.ask("POST", "/v1/search", body: body)
                #expect(answer.status == 200 && answer["query"] == .text("质量"), "\(answer.text)")
                #expect(answer.headers["etag"] == nil)
                for type in ["text/plain", "application/x-www-form-urlencoded"] {
                    let answer = try await server.ask("POST", "/v1/search", ["Content-Type": type], body: body)
                    #expect(answer.status == 415 && answer.code == "unsupported_media_type")
                }
                let type = "application/json; charset=utf-8"
                #expect(try await server.ask("POST", "/v1/search", ["Content-Type": type], body: body).status == 200)
                let packed = try await server.ask("POST", "/v1/search", ["Content-Encoding": "gzip"], body: body)
                #expect(packed.status == 415)
            }
        }

        @Test func whatIsNotThereIsSaidWithWhatMayBeMeant() async throws {
            try await TestServer.with { server async throws in
                for target in [
                    "/v1/passages/nothing", "/v1/laws/nothing", "/v1/laws/nothing/history", "/v1/diff?old=x&new=y",
                    "/v1/refs?article=nothing",
                ] {
                    let answer = try await server.get(target)
                    #expect(answer.status == 404 && answer.code == "not_found", "\(target): \(answer.text)")
                }
                // 《产品质量条例》第九条, which has two articles.
                let title = "%E4%BA%A7%E5%93%81%E8%B4%A8%E9%87%8F%E6%9D%A1%E4%BE%8B"
                for target in [
                    "/v1/laws/\(title)/articles/9",
                    "/v1/cite:resolve?text=%E3%80%8A\(title)%E3%80%8B%E7%AC%AC9%E6%9D%A1",
                    "/v1/passages/%E3%80%8A\(title)%E3%80%8B%E7%AC%AC9%E6%9D%A1",
                ] {
                    let answer = try await server.get(target)
                    #expect(answer.status == 404 && answer.text.contains("no_such_place"), "\(target): \(answer.text)")
                    #expect(answer["failures"] != nil)
                }
                let empty = try await server.get("/v1/search?q=zzzz")
                #expect(empty.status == 200 && empty["hits"] == .list([]))
            }
        }

        @Test func pathsTakeTheirMethodsAndNoOthers() async throws {
            try await TestServer.with { server async throws in
                for (method, target, allowed) in [
                    ("POST", "/v1/stats", "GET, HEAD, OPTIONS"), ("GET", "/v1/cite:check", "POST, OPTIONS"),
                    ("DELETE", "/v1/search", "GET, HEAD, POST, OPTIONS"), ("PATCH", "/healthz", "GET, HEAD, OPTIONS"),
                    ("GET", "/v1/texts/a", "PUT, DELETE, OPTIONS"), ("PURGE", "/v1/laws", "GET, HEAD, OPTIONS"),
                    ("PUT", "/", "GET, HEAD, OPTIONS"),
                ] {
                    let answer = try await server.ask(method, target)
                    #expect(answer.status == 405 && answer.code == "method_not_allowed", "\(method) \(target)")
                    #expect(answer.headers["allow"] == allowed, "\(method) \(target)")
                }
                let options = try await server.ask("OPTIONS", "/v1/search")
                #expect(options.status == 204 && options.headers["allow"] == "GET, HEAD, POST, OPTIONS")
                #expect(try await server.ask("OPTIONS", "*").status == 204)
                let nothing = try await server.get("/v1/nothing")
                #expect(nothing.status == 404 && nothing.code == "unknown_operation")
                for target in ["/v1/stats", "/v1/search?q=zzzz", "/healthz", "/v1/nothing", "/metrics"] {
                    let (get, head) = (try await server.get(target), try await server.ask("HEAD", target))
                    #expect(head.status == get.status && head.body.isEmpty, "\(target)")
                    #expect(head.headers["content-type"] == get.headers["content-type"])
                    if target == "/v1/stats" { #expect(head.headers["content-length"] == "\(get.body.count)") }
                }
                // A connection goes on behind a HEAD.
                let both = try await server.talk { client throws in
                    (try client.ask("HEAD", "/v1/stats"), try client.ask("GET", "/healthz"))
                }
                #expect(both.0.status == 200 && both.1.text == "ok\n")
            }
        }

        @Test func aTagHoldsUntilTheNextCommit() async throws {
            try await TestServer.with { server async throws in
                let first = try await server.get("/v1/search?q=\(Self.quality)")
                let tag = try #require(first.headers["etag"])
                #expect(tag.hasPrefix("W/\"") && first.headers["cache-control"] == "no-cache")
                #expect(try await server.get("/v1/search?q=\(Self.quality)").headers["etag"] == tag)
                #expect(try await server.get("/v1/search?q=\(Self.quality)&n=2").headers["etag"] != tag)
                for known in [tag, String(tag.dropFirst(2)), "\"a\", \(tag) , W/\"b\""] {
                    let again = try await server.get("/v1/search?q=\(Self.quality)", ["If-None-Match": known])
                    #expect(again.status == 304 && again.body.isEmpty && again.headers["etag"] == tag, "\(known)")
                }
                #expect(try await server.get("/v1/stats", ["If-None-Match": "*"]).status == 304)
                #expect(try await server.get("/v1/passages/nothing", ["If-None-Match": "*"]).status == 404)
                let other = try await server.get("/v1/search?q=\(Self.quality)", ["If-None-Match": "W/\"1\", x"])
                #expect(other.status == 200)
                // What was never answered is not known either.
                #expect(try await server.get("/v1/passages/nothing", ["If-None-Match": tag]).status == 404)

                let writer = try await Library.open(at: "\(server.folder.path)/index")
                try await writer.add(id: "new", title: "新", text: "质量安全新规。")
                try await writer.commit()
                await writer.close()
                try await server.context.library.refresh()
                let changed = try await server.get("/v1/search?q=\(Self.quality)", ["If-None-Match": tag])
                #expect(changed.status == 200 && changed.headers["etag"] != tag && changed.text.contains("\"new\""))
            }
        }

        @Test func aBodyIsCompressedForWhoTakesIt() async throws {
            try await TestServer.with { server async throws in
                let plain = try await server.get("/v1/openapi.json")
                #expect(plain.headers["content-encoding"] == nil && plain.headers["vary"] == "Accept-Encoding")
                for (header, isPacked) in [
                    ("gzip", true), ("br, gzip;q=0.5", true), ("*", true), ("GZIP ; q=1", true), ("gzip;q=0", false),
                    ("br", false), ("*;q=0", false), ("gzip;q=0, *", false), ("identity", false), ("", false),
                ] {
                    let answer = try await server.get("/v1/openapi.json", ["Accept-Encoding": header])
                    #expect((answer.headers["content-encoding"] == "gzip") == isPacked, "\(header)")
                    #expect((isPacked ? Self.inflated(answer.body) : answer.body) == plain.body, "\(header)")
                }
                let small = try await server.get("/v1/count?q=a", ["Accept-Encoding": "gzip"])
                #expect(small.headers["content-encoding"] == nil)
                // What was sent comes back: not compressed.
                let text = String(repeating: "质量安全", count: 400)
                let echo = try await server.ask(
                    "POST", "/v1/analyze", ["Accept-Encoding": "gzip"], body: "{\"text\":\"\(text)\"}")
                #expect(echo.status == 200 && echo.body.count > 1024 && echo.headers["content-encoding"] == nil)
            }
        }

        private static func inflated(_ bytes: [UInt8]) -> [UInt8] {
            var stream = z_stream()
            guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                return []
            }
            defer { inflateEnd(&stream) }
            var input = bytes
            var output = [UInt8](repeating: 0, count: 1 << 20)
            let (inputCount, outputCount) = (UInt32(input.count), UInt32(output.count))
            let count = input.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    stream.next_in = input.baseAddress
                    stream.avail_in = inputCount
                    stream.next_out = output.baseAddress
                    stream.avail_out = outputCount
                    guard inflate(&stream, Z_FINISH) == Z_STREAM_END, stream.avail_in == 0 else { return 0 }
                    return Int(outputCount - stream.avail_out)
                }
            }
            return Array(output[..<count])
        }

        @Test func whoCannotReadTheNewestCommitIsNotReady() async throws {
            try await TestServer.with { server async throws in
                #expect(try await server.get("/readyz").text == "ready\n")
                try server.folder.write("index/manifest", "nothing")
                let answer = try await server.get("/readyz")
                #expect(answer.status == 503 && answer.code == "no_index")
                // What was read before is still searched.
                #expect(try await server.get("/v1/count?q=a").status == 200)
                #expect(try await server.get("/healthz").status == 200)
            }
        }

        @Test func everyAnswerHasAnIdAndSaysWhatBrowsersMustNotDo() async throws {
            try await TestServer.with { server async throws in
                for target in ["/v1/stats", "/v1/search", "/healthz", "/nothing", "/metrics"] {
                    let answer = try await server.get(target, ["X-Request-Id": "my-id.1"])
                    #expect(answer.headers["x-request-id"] == "my-id.1", "\(target)")
                    #expect(answer.headers["x-content-type-options"] == "nosniff", "\(target)")
                    #expect(answer.headers["referrer-policy"] == "no-referrer", "\(target)")
                    #expect(
                        answer.headers["content-security-policy"]?.contains("default-src 'none'") == true, "\(target)")
                    #expect(answer.headers["date"] != nil)
                }
                for wrong in ["a b", "<script>", String(repeating: "a", count: 65), "质量"] {
                    let answer = try await server.get("/healthz", ["X-Request-Id": wrong])
                    let id = try #require(answer.headers["x-request-id"])
                    #expect(id != wrong && RequestIDs.isPlain(id), "\(wrong)")
                }
                let ids = try await server.talk { client throws in
                    try (0..<3).map { _ in try client.ask("GET", "/healthz").headers["x-request-id"] }
                }
                #expect(Set(ids).count == 3)
            }
        }

        @Test func theLogHasWhoAskedAndNotWhat() async throws {
            try await TestServer.with({ $0.keys = try? AccessKeys("clerk read 0123456789abcdef") }) {
                server async throws in
                let secret = ["Authorization": "Bearer 0123456789abcdef", "X-Request-Id": "id-7"]
                _ = try await server.get("/v1/search?q=\(Self.quality)", secret)
                _ = try await server.get("/v1/passages/geheim", secret)
                _ = try await server.get("/v1/stats", ["Authorization": "Bearer fedcba9876543210"])
                // Answers go out before lines are written: the next one on the connection comes behind.
                _ = try await server.talk { client throws in
                    _ = try client.ask("GET", "/healthz")
                    return try client.ask("GET", "/healthz")
                }
                await server.stop()
                let log = server.log.all.joined(separator: "\n")
                #expect(log.contains("id=id-7 key=clerk method=GET path=/v1/search status=200 us="))
                for word in ["0123456789abcdef", "fedcba9876543210", Self.quality, "质量", "geheim"] {
                    #expect(!log.contains(word), "\(word)")
                }
            }
        }

        @Test func aPageSaysAllThatItDependsOn() async throws {
            try await TestServer.with({ $0.allowedOrigins = ["*"] }) { server async throws in
                let page = try await server.get("/")
                #expect(
                    page.headers["vary"] == "Accept-Language, Cookie, Authorization, Accept-Encoding, Origin")
            }
        }

        @Test func aPageSaysWhatIsWrongWithItsAddress() async throws {
            try await TestServer.with { server async throws in
                let page = try await server.get("/?q=50%")
                #expect(page.status == 400 && page.headers["content-type"]?.hasPrefix("text/html") == true)
                #expect(try await server.get("/v1/search?q=50%").code == "malformed_request")
            }
        }

        @Test func pagesOfOtherOriginsAskOnlyWhereTheyMay() async throws {
            let headers = ["Origin": "https://a.example", "Access-Control-Request-Method": "PUT"]
            try await TestServer.with { server async throws in
                for method in ["GET", "OPTIONS"] {
                    let answer = try await server.ask(method, "/v1/search?q=a", headers)
                    #expect(!answer.headers.keys.contains { $0.hasPrefix("access-control") })
                }
            }
            try await TestServer.with({ $0.allowedOrigins = ["https://a.example"] }) { server async throws in
                let answer = try await server.get("/v1/stats", headers)
                #expect(answer.headers["access-control-allow-origin"] == "https://a.example")
                #expect(answer.headers["vary"] == "Accept-Encoding, Origin")
                let before = try await server.ask("OPTIONS", "/v1/texts/a", headers)
                #expect(before.status == 204)
                #expect(before.headers["access-control-allow-methods"] == "PUT, DELETE, OPTIONS")
                #expect(before.headers["access-control-allow-headers"]?.contains("Authorization") == true)
                let other = try await server.get("/v1/stats", ["Origin": "https://b.example"])
                #expect(other.headers["access-control-allow-origin"] == nil)
            }
            try await TestServer.with({ $0.allowedOrigins = ["*"] }) { server async throws in
                let answer = try await server.get("/v1/nothing", headers)
                #expect(answer.headers["access-control-allow-origin"] == "*" && answer.status == 404)
            }
        }
    }
}
