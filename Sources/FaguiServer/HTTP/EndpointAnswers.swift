internal import Fagui
internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// Answers what the API is asked.
struct EndpointAnswers: Sendable {
    private let context: ServingContext
    private let tags: EntityTags
    /// The OpenAPI document.
    let description: [UInt8]

    init(_ context: ServingContext) {
        self.context = context
        tags = EntityTags(context.library)
        description = OpenAPIDocument(context.limits).json
    }

    /// Answers an operation.
    ///
    /// - Parameters:
    ///   - operation: What is asked.
    ///   - match: The path, with what stands in it.
    ///   - target: Path and parameters.
    ///   - visit: The request.
    ///   - day: Today.
    /// - Returns: The answer; 304 where the client has it.
    /// - Throws: What goes wrong.
    func answer(
        _ operation: Operation, _ match: EndpointMatch, _ target: RequestTarget, _ visit: inout Visit, day: CalendarDay
    ) async throws -> Reply {
        let isPost = visit.request.method == .post
        let body = try await isPost ? members(&visit) : []
        let values = try operation.values(match.members + target.members, json: body, limits: context.limits)
        let tag = isPost ? nil : tags.tag(visit.request.head.path ?? "", day)
        if let tag, let known = visit.fields[.ifNoneMatch], EntityTags.matches(known, tag) {
            return unchanged(match, tag)
        }
        let answer = try await context.runner.answer(operation, values)
        if let absence = answer.absence { throw absence }
        if let tag, visit.fields[.ifNoneMatch] == "*" { return unchanged(match, tag) }
        var reply = Reply(json: answer.json)
        reply.isCompressible = !match.endpoint.echoesDocuments
        return labelled(reply, answer.isPartial ? nil : tag)
    }

    private func unchanged(_ match: EndpointMatch, _ tag: String) -> Reply {
        var reply = Reply(.notModified)
        reply.isCompressible = !match.endpoint.echoesDocuments
        return labelled(reply, tag)
    }

    private func labelled(_ reply: Reply, _ tag: String?) -> Reply {
        var reply = reply
        if let tag {
            reply.fields[.eTag] = tag
            reply.fields[.cacheControl] = context.access.needsKeys ? "private, no-cache" : "no-cache"
        } else {
            reply.fields[.cacheControl] = "no-store"
        }
        return reply
    }

    /// Puts a text in, or removes it.
    ///
    /// - Parameters:
    ///   - match: The path, with the id.
    ///   - target: Path and parameters.
    ///   - visit: The request.
    /// - Returns: What became of it.
    /// - Throws: What goes wrong.
    func change(_ match: EndpointMatch, _ target: RequestTarget, _ visit: inout Visit) async throws -> Reply {
        guard case .text(let id)? = match.members.first?.value, !id.isEmpty else {
            throw RequestError(.missingParameter, "id is missing.", parameter: "id")
        }
        guard id.utf8.count <= Self.idLimit else {
            throw RequestError(
                .invalidParameter, "id has \(id.utf8.count) bytes; \(Self.idLimit) are allowed.", parameter: "id")
        }
        _ = try ParameterValues(target.members, of: [], limits: context.limits)
        if visit.request.method == .delete {
            guard try await context.texts.make(.remove(id: id)).wasThere else {
                throw LibraryError(
                    .notFound, "Nothing has the id \(id).", advice: "Hits of a search have it as law.id.", path: id)
            }
            return Reply(.noContent)
        }
        var members = try await self.members(&visit)
        let metadata = try members.firstIndex { $0.name == "metadata" }.map {
            try Self.metadata(members.remove(at: $0))
        }
        let values = try ParameterValues([], json: members, of: Self.textParameters, limits: context.limits)
        let outcome = try await context.texts.make(
            .put(
                id: id, title: values.text("title") ?? "", text: values.required("text"), metadata: metadata ?? []))
        var json = JSONWriter()
        json.object { json in
            json.member("id", id)
            json.member("snapshot", outcome.snapshot)
        }
        return Reply(json: json.bytes, status: outcome.wasThere ? .ok : .created)
    }

    /// What a text consists of, besides its metadata.
    static let textParameters = [
        Parameter(
            "text", .longText, isRequired: true, "The text, read as a .txt file would be: articles are passages."),
        Parameter("title", .text, "Its title; else the text's own."),
    ]

    /// Bytes of an id.
    static let idLimit = 1024

    /// The metadata of a text: an object of names with texts.
    private static func metadata(_ member: JSONFields.Member) throws(RequestError) -> [MetadataEntry] {
        func invalid() -> RequestError {
            RequestError(
                .invalidParameter, "metadata must be an object of names with texts.",
                advice: "Write it like {\"issued\": \"2020-01-01\"}.", parameter: "metadata")
        }
        if member.value == .null { return [] }
        guard case .members(let members) = member.value, members.count <= 256 else { throw invalid() }
        var entries: [MetadataEntry] = []
        for entry in members {
            guard case .text(let value) = entry.value, !entry.name.isEmpty else { throw invalid() }
            entries.append(MetadataEntry(key: entry.name, value: value))
        }
        return entries
    }

    /// The members of a body.
    private func members(_ visit: inout Visit) async throws -> [JSONFields.Member] {
        let type = visit.fields[.contentType].map {
            $0.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        }
        guard type == nil || type == "application/json" else {
            throw RequestError(
                .unsupportedMediaType, "The body must be JSON.",
                advice: "Send the header Content-Type: application/json.")
        }
        guard visit.fields[.contentEncoding].map({ $0 == "identity" }) ?? true else {
            throw RequestError(
                .unsupportedMediaType, "The body must not be compressed.", advice: "Leave Content-Encoding out.")
        }
        let body = try await visit.body(limit: context.limits.bodyBytes, budget: context.unsent)
        return try body.withUnsafeReadableBytes { bytes -> Result<[JSONFields.Member], JSONFields.Malformed> in
            do throws(JSONFields.Malformed) {
                return .success(try JSONFields(bytes).members)
            } catch {
                return .failure(error)
            }
        }.mapError {
            RequestError(.malformed, "The body is no JSON object: byte \($0.byteOffset): \($0.reason).")
        }.get()
    }
}
