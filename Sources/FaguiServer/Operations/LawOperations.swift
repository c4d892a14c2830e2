internal import Fagui

extension Operation {
    /// Passages by id or citation; the answer has the shape that `fagui show --json` prints.
    static let show = Operation(
        name: "show", summary: "Show passages, or all of a text, by id or citation.",
        parameters: [
            Parameter("ref", .text, isRequired: true, alias: "passage", "The id of a passage or text, or a citation."),
            .asOf, .allVersions,
        ]
    ) { values, library, _ in
        let name = try values.required("ref")
        let shown = try await library.show([name], validity: values.validity())
        if shown.passages.isEmpty && shown.failures.isEmpty {
            throw RequestError(
                LibraryError(
                    .notFound, "Nothing has the id \(name), nor is it a citation.",
                    advice: "Hits of a search have the ids; citations are written like 《产品质量法》第三十二条.", path: name))
        }
        return Answer(shown)
    }

    /// The laws of the index.
    static let laws = Operation(
        name: "laws", summary: "List laws by a part of their titles.",
        parameters: [
            Parameter("title", .text, alias: "q", "A part of the title; all laws where nothing is said."),
            Parameter("n", .count(\.hits), "Laws wanted; 100 where nothing is said."),
            Parameter("offset", .number(0...100_000_000), "Laws to pass over first."), .asOf,
        ]
    ) { values, library, limits in
        let listing = try await library.laws(
            containing: values.text("title") ?? "", limit: values.number("n") ?? min(100, limits.hits),
            offset: values.number("offset") ?? 0, validity: values.validity())
        return Answer(isEmpty: listing.laws.isEmpty) { $0.write(listing) }
    }

    /// A law with its wordings and its articles.
    static let law = Operation(
        name: "law", summary: "Show a law: its wordings, its outline and its articles.",
        parameters: [
            Parameter(
                "law", .text, isRequired: true, "Its title, perhaps with a version (反垄断法@2007), or the id of a text."),
            Parameter("texts", .flag, "Give the texts of the articles as well; else only their places."), .asOf,
        ]
    ) { values, library, _ in
        let details = try await library.law(values.required("law"), validity: values.validity())
        return Answer { $0.write(details, withTexts: values.flag("texts") ?? false) }
    }

    /// One article of a law.
    static let article = Operation(
        name: "article", summary: "Show an article of a law.",
        parameters: [
            Parameter("law", .text, isRequired: true, "The law's title, or the id of a text of it."),
            Parameter("article", .text, isRequired: true, "Its number: 32, 第三十二条, 第三十二条第二款."), .asOf,
        ]
    ) { values, library, _ in
        let shown = try await library.article(
            values.required("article"), ofLaw: values.required("law"), validity: values.validity())
        return Answer(shown)
    }

    /// What citations lead to.
    static let citeResolve = Operation(
        name: "cite_resolve", summary: "Tell what citations mean, and give the passages.",
        parameters: [
            Parameter("text", .text, isRequired: true, alias: "q", "Citations, as people write them."), .asOf,
        ]
    ) { values, library, _ in
        let text = try values.required("text")
        guard let cited = try await library.cited(text, validity: values.validity()) else {
            throw RequestError(
                .invalidParameter, "\(text) is no citation.", advice: "Write one like 《产品质量法》第三十二条.",
                parameter: "text")
        }
        var answer = Answer(isEmpty: cited.contains { $0.failure != nil }) { $0.write(cited) }
        if cited.allSatisfy({ $0.failure != nil && $0.passages.isEmpty }) { answer.absence = .notFound(cited) }
        return answer
    }

    /// Whether the citations of a document are right.
    static let citeCheck = Operation(
        name: "cite_check", summary: "Check every citation of a text: there, in force, rightly quoted.",
        parameters: [
            Parameter("text", .longText, isRequired: true, "The text."),
            Parameter("title", .text, "Its title."), .asOf,
        ]
    ) { values, library, _ in
        let report = try await library.checkCitations(
            ofText: values.required("text"), title: values.text("title") ?? "", validity: values.validity())
        return Answer(isEmpty: !report.findings.isEmpty || report.uncheckedCount > 0) { $0.write([report]) }
    }

    /// Two wordings side by side.
    static let diff = Operation(
        name: "diff", summary: "Compare two wordings of a law, article by article.",
        parameters: [
            Parameter("old", .text, isRequired: true, "The older wording: 反垄断法@2007, or the id of a text."),
            Parameter("new", .text, isRequired: true, "The newer one."),
        ]
    ) { values, library, _ in
        let comparison = try await library.compare(values.required("old"), values.required("new"))
        return Answer { $0.write(comparison) }
    }

    /// The wordings of a law and what each changed.
    static let history = Operation(
        name: "history", summary: "Show the wordings of a law, and what each changed.",
        parameters: [Parameter("law", .text, isRequired: true, "Its title, or the id of one of its texts.")]
    ) { values, library, _ in
        let history = try await library.history(of: values.required("law"))
        return Answer { $0.write(history) }
    }

    /// References both ways.
    static let refs = Operation(
        name: "refs", summary: "Show what an article cites, and who cites it.",
        parameters: [
            Parameter("article", .text, isRequired: true, alias: "q", "A citation, or the id of a passage."), .asOf,
            .allVersions,
        ]
    ) { values, library, _ in
        let references = try await library.references(of: values.required("article"), validity: values.validity())
        return Answer(isEmpty: !references.failures.isEmpty) { $0.write(references) }
    }
}

extension Answer {
    /// Passages that were asked for.
    fileprivate init(_ shown: ShownPassages) {
        self.init(isEmpty: !shown.failures.isEmpty) { $0.write(shown) }
        if shown.passages.isEmpty { absence = .notFound(shown.failures) }
    }
}
