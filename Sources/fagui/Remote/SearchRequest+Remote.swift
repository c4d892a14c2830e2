internal import Fagui

extension SearchRequest {
    /// Reads the address of the server, and sees that nothing is asked that only an index beside the command can do.
    func remoteAddress(_ text: String) throws -> RemoteAddress {
        guard let address = RemoteAddress(text) else {
            throw CommandFailure(
                code: "usage", "'\(text)' is no server.",
                advice:
                    "Write it like http://127.0.0.1:7700, https://host, unix:/run/fagui.sock or line:127.0.0.1:7701.")
        }
        guard vocabulary == VocabularyFiles() else {
            throw CommandFailure(
                code: "usage", "A server has its own vocabulary.", advice: "Leave --synonyms and --thesaurus out.")
        }
        guard threads == 0 else {
            throw CommandFailure(code: "usage", "A server has its own threads.", advice: "Leave --threads out.")
        }
        return address
    }

    /// Writes what the server is asked beside the query: all that the local search would be given, where it is not usual.
    func writeParameters(_ json: inout JSONWriter, _ options: SearchOptions) {
        json.member("n", options.limit)
        if options.offset != 0 { json.member("offset", options.offset) }
        if let after = options.after { json.member("after", after) }
        if options.sort != .score { json.member("sort", options.sort.rawValue) }
        if !options.facets.isEmpty { json.member("facets", options.facets.map(\.rawValue)) }
        if options.facetLimit != 10 { json.member("facet_limit", options.facetLimit) }
        if !options.collapsesDuplicates { json.member("collapse", false) }
        if options.collapsesLaws { json.member("collapse_laws", true) }
        if !options.makesSnippets { json.member("snippets", false) }
        if options.snippetLength != 120 { json.member("snippet_length", options.snippetLength) }
        if !options.exactTotal { json.member("exact_total", false) }
        if options.explains { json.member("explain", true) }
        if !options.findsReferences { json.member("references", false) }
        if !options.readsCitations { json.member("citations", false) }
        if let timeout = options.timeout {
            json.member("timeout_ms", max(1, Int(timeout / .milliseconds(1))))
        }
        if options.isStrict { json.member("strict", true) }
        if options.minimumMatch != 0 { json.member("min_match", options.minimumMatch) }
        if options.expansion != .all { json.member("expand", options.expansion.rawValue) }
        switch options.validity {
        case .all: json.member("all_versions", true)
        case .asOf(let day): json.member("as_of", "\(day)")
        case .today: break
        }
    }
}
