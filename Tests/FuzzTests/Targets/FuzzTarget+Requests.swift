import NIOCore

@testable import Fagui
@testable import FaguiServer

extension FuzzTarget {
    /// A search with all that may be asked beside it. The first two bytes choose options.
    static let search = FuzzTarget(name: "search") { bytes in
        var input = FuzzInput(bytes)
        let choice = Int(input.number(UInt16.self))
        var options = SearchOptions(limit: choice & 3)
        options.explains = choice & 4 != 0
        options.validity = choice & 8 != 0 ? .all : .today
        options.isStrict = choice & 16 != 0
        options.collapsesLaws = choice & 32 != 0
        options.findsReferences = choice & 64 != 0
        options.minimumMatch = choice >> 7 & 3
        options.facets = choice & 512 != 0 ? FacetColumn.allCases : []
        options.sort = SearchSort.allCases[(choice >> 10) % SearchSort.allCases.count]
        // Longer ones take long under a sanitizer, and say nothing new.
        let query = UnsafeRawBufferPointer(rebasing: input.rest.prefix(512)).text
        do {
            let results = try SampleLibrary.shared.get().results(of: query, options: options)
            for hit in results.hits {
                let count = hit.snippet.text.unicodeScalars.count
                var end = 0
                for range in hit.snippet.highlights {
                    try require(range.lowerBound >= end && range.upperBound <= count, "a highlight at \(range)")
                    end = range.upperBound
                }
                try require(hit.score.isFinite && hit.score >= 0, "a score of \(hit.score)")
            }
            try require(results.total.value >= results.hits.count, "fewer matches than hits")
        } catch let error as LibraryError {
            try require([.invalidQuery, .notFound].contains(error.code), "\(error)")
        }
    }

    /// A stream of lines, which comes in pieces as long as the first byte says.
    static let line = FuzzTarget(name: "line") { bytes in
        var input = FuzzInput(bytes)
        let size = Int(input.byte()) + 1
        let stream = Array(input.rest)
        var limits = ServerLimits()
        limits.lineBytes = 4096
        limits.queryBytes = 1024
        var framer = LineFramer(limit: limits.lineBytes)
        var frames = 0
        func take(_ frame: LineFramer.Frame) {
            frames += 1
            guard case .line(let line) = frame else { return }
            let request = LineRequest(line, limits: limits)
            precondition(request.id.count <= LineRequest.idLimit)
        }
        for start in stride(from: 0, to: stream.count, by: size) {
            framer.append(ByteBuffer(bytes: stream[start..<min(start + size, stream.count)]))
            while framer.hasFrame { _ = framer.take(take) }
        }
        _ = framer.takeRest(take)
        // Counted in another way: as many as line's ends, and half a line, up to the first that is too long.
        var lines = stream.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let expected = (lines.firstIndex { $0.count > limits.lineBytes } ?? lines.count - 1) + 1
        try require(frames == expected, "\(frames) lines where there are \(expected)")
    }

    /// What stands in a request: its target in the first line, headers in the second, a body behind.
    static let parameters = FuzzTarget(name: "parameters") { bytes in
        let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false).map { Array($0) }
        func line(_ number: Int) -> [UInt8] { number < lines.count ? lines[number] : [] }
        let limits = ServerLimits()
        let header = String(decoding: line(1), as: UTF8.self)
        _ = AuthorizationHeader.key(in: header)
        _ = WebKeyCookie.key(in: header)
        _ = Base64.decode(header.utf8)
        _ = EntityTags.matches(header, "\"1-2\"")
        if let key = WebKeyCookie.key(in: header) {
            try require(
                WebKeyCookie.key(in: String(WebKeyCookie.header(key, isSecure: true).prefix { $0 != ";" })) == key,
                "a cookie is read in another way than it is written")
        }
        _ = PageURL(target: header)
        _ = try? FormFields(line(2))
        var members = line(2).withUnsafeBytes { try? JSONFields($0) }?.members ?? []
        do {
            var target = try RequestTarget(String(decoding: line(0), as: UTF8.self))
            try target.readMembers()
            members = target.members + members
            guard let match = try Endpoint.match(target.rawPath) else { return }
            guard case .operation(let operation) = match.endpoint.work else { return }
            _ = try operation.values(match.members + members, limits: limits)
        } catch let error as RequestError {
            try require(error.httpStatus < 500, "\(error)")
        }
        for operation in Operation.all { _ = try? operation.values(members, limits: limits) }
    }

    /// A page that is asked for: its target in the first line, headers in the second, a form behind. The first byte says how.
    static let pages = FuzzTarget(name: "pages") { bytes in
        var input = FuzzInput(bytes)
        let isPost = input.byte() & 1 != 0
        let lines = input.rest.prefix(2048).split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
            .map { Array($0) }
        func line(_ number: Int) -> [UInt8] { number < lines.count ? lines[number] : [] }
        let target = String(decoding: line(0), as: UTF8.self).split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var request = WebRequest(method: isPost ? "POST" : "GET", path: String(target.first ?? "/"))
        request.query = target.count > 1 ? String(target[1]) : ""
        request.acceptLanguage = String(decoding: line(1), as: UTF8.self)
        request.ifNoneMatch = request.acceptLanguage
        request.cookies = request.acceptLanguage
        let form = line(2)
        let server = try SampleServer.shared.get()
        let asked = request
        let response = try Blocking.run {
            try await WebPages(runner: server.runner, access: server.access).answer(asked) { form }
        }
        try require(response.status < 500, "status \(response.status) for \(asked)")
        try require(
            String(validating: response.body, as: UTF8.self) != nil || response.type.hasPrefix("image"),
            "a page that is not UTF-8")
    }

    /// All that a client sends over one connection: the server answers, and never that it failed.
    static let http = FuzzTarget(name: "http") { bytes in
        let server = try SampleServer.shared.get()
        let answer = server.answer(to: bytes)
        // A status of its own failures: what a client sends is no reason for one.
        try require(!answer.contains("HTTP/1.1 500"), "the server failed: \(answer.prefix(300))")
    }
}
