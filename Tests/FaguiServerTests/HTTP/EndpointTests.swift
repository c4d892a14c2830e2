import Fagui
import Testing

@testable import FaguiServer

/// Which endpoint a path leads to, and what small parts of HTTP say.
@Suite struct EndpointTests {
    @Test(
        arguments: [
            ("/v1/search", "/v1/search", []), ("/v1/cite:resolve", "/v1/cite:resolve", []),
            ("/v1/cite%3Aresolve", "/v1/cite:resolve", []), ("/v1/laws", "/v1/laws", []),
            ("/v1/laws/a", "/v1/laws/{law}", ["a"]), ("/v1/laws/a/b%2fc", "/v1/laws/{law}", ["a/b/c"]),
            ("/v1/laws/a/history", "/v1/laws/{law}/history", ["a"]),
            ("/v1/laws/a/b/history", "/v1/laws/{law}/history", ["a/b"]),
            ("/v1/laws/a%2Fhistory", "/v1/laws/{law}", ["a/history"]),
            ("/v1/laws/history", "/v1/laws/{law}", ["history"]),
            ("/v1/laws/a/articles/32", "/v1/laws/{law}/articles/{article}", ["a", "32"]),
            ("/v1/laws/a/articles/b/articles/32", "/v1/laws/{law}/articles/{article}", ["a/articles/b", "32"]),
            ("/v1/laws/articles/32", "/v1/laws/{law}", ["articles/32"]),
            ("/v1/laws/a/articles/", "/v1/laws/{law}", ["a/articles/"]),
            ("/v1/passages/a/b%23%E7%AC%AC", "/v1/passages/{ref}", ["a/b#第"]),
            ("/v1/texts/%2B+", "/v1/texts/{id}", ["++"]),
            ("/v1/laws/%7Blaw%7D", "/v1/laws/{law}", ["{law}"]),
        ] as [(String, String, [String])]) func aPathLeadsToItsEndpoint(
            path: String, template: String, parts: [String]
        ) throws
    {
        let match = try #require(try Endpoint.match(path[...]))
        #expect(match.endpoint.template == template)
        #expect(match.members.map(\.value) == parts.map { .text($0) })
        #expect(match.members.map(\.name) == match.endpoint.pathParameters)
    }

    @Test(arguments: ["/", "/v1", "/v1/", "/v1/passages", "/v1/passages/", "/v1/searches", "/V1/search", "/v1//search"])
    func otherPathsBelongToThePages(path: String) throws {
        #expect(try Endpoint.match(path[...]) == nil)
    }

    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    ]) func aTimeIsWrittenAsHeadersHaveIt(second: Int, text: String) {
        #expect(ServerClock.date(second) == text)
    }
}
