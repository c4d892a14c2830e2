internal import Fagui
internal import HTTPTypes

extension Endpoint {
    /// All paths that are no pages.
    static let all: [Endpoint] = {
        var all = [
            Endpoint("/v1/search", [.get, .post], .operation(.search)),
            Endpoint("/v1/count", [.get, .post], .operation(.count)),
            Endpoint("/v1/passages/{ref}", [.get], .operation(.show)),
            Endpoint("/v1/laws", [.get], .operation(.laws)),
            Endpoint("/v1/laws/{law}", [.get], .operation(.law)),
            Endpoint("/v1/laws/{law}/articles/{article}", [.get], .operation(.article)),
            Endpoint("/v1/laws/{law}/history", [.get], .operation(.history)),
            Endpoint("/v1/cite:resolve", [.get, .post], .operation(.citeResolve)),
            Endpoint("/v1/cite:check", [.post], .operation(.citeCheck), echoesDocuments: true),
            Endpoint("/v1/diff", [.get], .operation(.diff)),
            Endpoint("/v1/refs", [.get], .operation(.refs)),
            Endpoint("/v1/suggest", [.get], .operation(.suggest)),
            Endpoint("/v1/analyze", [.get, .post], .operation(.analyze), echoesDocuments: true),
            Endpoint("/v1/stats", [.get], .operation(.stats)),
            Endpoint("/v1/texts/{id}", [.put, .delete], .text),
            Endpoint("/v1/openapi.json", [.get], .description),
            Endpoint("/healthz", [.get], .health),
            Endpoint("/readyz", [.get], .readiness),
            Endpoint("/metrics", [.get], .metrics),
        ]
        for index in all.indices { all[index].number = index }
        return all
    }()

    private static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.template, $0) })
    private static let passage = byPath["/v1/passages/{ref}"]
    private static let law = byPath["/v1/laws/{law}"]
    private static let article = byPath["/v1/laws/{law}/articles/{article}"]
    private static let history = byPath["/v1/laws/{law}/history"]
    private static let text = byPath["/v1/texts/{id}"]

    /// Finds what answers a path.
    ///
    /// Ids may hold slashes as they are: what comes behind a law is found from the end.
    /// - Parameter path: The path as it came, percent-encoded.
    /// - Returns: Nil for a path that belongs to the pages, or to nobody.
    /// - Throws: ``RequestError`` for a path that is not UTF-8.
    static func match(_ path: Substring) throws(RequestError) -> EndpointMatch? {
        if let endpoint = byPath[String(path)], !path.utf8.contains(UInt8(ascii: "{")) {
            return EndpointMatch(endpoint: endpoint)
        }
        func rest(_ prefix: String) -> Substring? {
            guard path.utf8.starts(with: prefix.utf8), path.utf8.count > prefix.utf8.count else { return nil }
            return path[path.utf8.index(path.startIndex, offsetBy: prefix.utf8.count)...]
        }
        func found(_ endpoint: Endpoint?, _ parts: Substring...) throws(RequestError) -> EndpointMatch? {
            guard let endpoint else { return nil }
            var match = EndpointMatch(endpoint: endpoint)
            for (name, part) in zip(endpoint.pathParameters, parts) {
                match.members.append(
                    JSONFields.Member(name: name, value: .text(try RequestTarget.decodedPart(part))))
            }
            return match
        }
        if let id = rest("/v1/passages/") { return try found(passage, id) }
        if let id = rest("/v1/texts/") { return try found(text, id) }
        if let rest = rest("/v1/laws/") {
            let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
            if parts.count > 2, parts[parts.count - 2] == "articles", let last = parts.last, !last.isEmpty {
                return try found(article, rest.dropLast(last.count + "/articles/".count), last)
            }
            if parts.count > 1, parts.last == "history" {
                return try found(history, rest.dropLast("/history".count))
            }
            return try found(law, rest)
        }
        // Some clients encode the colon of /v1/cite:resolve.
        if path.utf8.contains(UInt8(ascii: "%")), path.utf8.starts(with: "/v1/".utf8) {
            return byPath[try RequestTarget.decodedPart(path)].map { EndpointMatch(endpoint: $0) }
        }
        return nil
    }
}
