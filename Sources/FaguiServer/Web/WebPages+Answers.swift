internal import Fagui

extension WebPages {
    /// Answers for a page.
    func answer(_ path: PageURL.Path, _ form: FormFields?, _ context: PageContext) async throws -> WebResponse {
        switch path {
        case .search: try await search(context)
        case .suggest: try await suggest(context)
        case .passage: try await passage(context)
        case .law: try await law(context)
        case .laws: try await laws(context)
        case .diff: try await diff(context)
        case .citations: try await citations(form, context)
        case .signIn, .signOut, .style, .script, .icon:
            throw RequestError(.unknownOperation, "There is no page \(path.rawValue).")
        }
    }

    private func search(_ context: PageContext) async throws -> WebResponse {
        guard let query = try context.text("q") else { return .page(SearchPage(context: context).page()) }
        let options = try SearchPage.options(context, runner.limits)
        var results = try await runner.runKeepingTime { [library] timeLeft in
            var options = options
            options.timeout = timeLeft
            return try await library.search(query, options: options)
        }
        // A citation with a filter is none.
        if !results.citations.isEmpty { results.facets = [] }
        return .page(SearchPage(context: context, query: query, results: results).page())
    }

    private func suggest(_ context: PageContext) async throws -> WebResponse {
        let typed = try context.text("q") ?? ""
        let found = try await runner.run { [library] in try await library.suggest(typed, limit: 8) }
        var json = JSONWriter()
        json.object { json in
            json.member("suggestions", objects: found) { json, suggestion in
                json.member("text", suggestion.text)
                json.member("label", context.name(of: suggestion.kind))
            }
        }
        return WebResponse(type: "application/json", body: json.bytes)
    }

    private func passage(_ context: PageContext) async throws -> WebResponse {
        let id = try Self.required("id", context)
        let validity = try context.validity()
        enum Found: Sendable {
            case one(StoredPassage, LawDetails, LawReferences)
            case several
            case none(hasLaw: Bool)
        }
        let found: Found = try await runner.run { [library] in
            let passages = try await library.passages(withID: id, validity: validity)
            guard let passage = passages.first else {
                guard let law = Self.textID(of: id) else { return .none(hasLaw: false) }
                return .none(hasLaw: try await !library.passages(withID: law, validity: validity).isEmpty)
            }
            guard passages.count == 1 else { return .several }
            return .one(
                passage, try await library.law(passage.law.id, validity: validity),
                try await library.references(of: passage.id, validity: validity))
        }
        switch found {
        case .one(let passage, let details, let references):
            return .page(
                PassagePage(context: context, passage: passage, details: details, references: references).page())
        case .several: return .elsewhere(context.url(.law, ["law": id, "as_of": context.fields["as_of"] ?? ""]))
        case .none(let hasLaw):
            var error = ErrorPage(
                context: context,
                error: RequestError(LibraryError(.notFound, "Nothing has the id \(id), nor is it a citation.")))
            if hasLaw, let law = Self.textID(of: id) {
                error.wayOut = (
                    context.say("这一文本没有该条，查看全文", "This wording has no such article; see all of it"),
                    context.url(.law, ["law": law])
                )
            } else {
                error.wayOut = (context.say("检索", "Search for it"), context.url(.search, ["q": id]))
            }
            return .page(error.page(), status: 404)
        }
    }

    /// The id of the text that a passage's id names.
    private static func textID(of id: String) -> String? {
        guard let mark = id.lastIndex(of: "#"), mark > id.startIndex else { return nil }
        return String(id[..<mark])
    }

    private func law(_ context: PageContext) async throws -> WebResponse {
        let name = try Self.required("law", context)
        let validity = try context.validity()
        let start = try context.number("from", limit: 100_000_000)
        let details = try await runner.run { [library] in try await library.law(name, validity: validity) }
        return .page(LawPage(context: context, details: details, from: start).page())
    }

    private func laws(_ context: PageContext) async throws -> WebResponse {
        let title = try context.text("title") ?? ""
        let offset = try context.number("offset", limit: 100_000_000)
        let listing = try await runner.run { [library] in
            try await library.laws(containing: title, limit: LawsPage.limit, offset: offset)
        }
        return .page(LawsPage(context: context, listing: listing, offset: offset).page())
    }

    private func diff(_ context: PageContext) async throws -> WebResponse {
        guard let old = try context.text("old"), let new = try context.text("new") else {
            return .page(DiffPage(context: context).page())
        }
        let (comparison, details) = try await runner.run { [library] in
            (try await library.compare(old, new), try await library.law(new))
        }
        return .page(DiffPage(context: context, wordings: details.wordings, comparison: comparison).page())
    }

    private func citations(_ form: FormFields?, _ context: PageContext) async throws -> WebResponse {
        var context = context
        if let form { context.fields = form }
        guard let text = context.fields["text"] else { return .page(CitationsPage(context: context).page()) }
        let validity = try context.validity()
        // The page may be long: it is made where the text is checked, for as long as that may take.
        return try await runner.run { [library, context] in
            let report = try await library.checkCitations(ofText: text, validity: validity)
            return .page(CitationsPage(context: context, text: text, report: report).page())
        }
    }

    private static func required(_ name: String, _ context: PageContext) throws(RequestError) -> String {
        guard let text = try context.text(name) else {
            throw RequestError(.missingParameter, "\(name) is missing.", parameter: name)
        }
        return text
    }
}
