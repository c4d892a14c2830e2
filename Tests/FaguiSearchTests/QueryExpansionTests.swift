import FaguiIndex
import FaguiText
import Testing

@testable import FaguiSearch

@Suite struct QueryExpansionTests {
    private static let fields = SearchFields(texts: [SearchFields.Text(name: "body", words: 0, grams: 1)])
    private let analyzer: QueryAnalyzer
    private let matcher: QueryMatcher
    private let settings: QuerySettings

    init() throws {
        let folder = try Analyzer(.current)
        func file(_ kind: ExpansionKind, _ text: String) throws -> ExpansionFile {
            try ExpansionFile(kind, Array(text.utf8)) { folder.folded($0) }
        }
        settings = QuerySettings(
            vocabulary: QueryVocabulary(
                synonyms: try file(.synonyms, "质量总局 = 质总 = 质局"),
                thesaurus: try file(.thesaurus, "老公\t配偶 夫妻\n坐牢\t有期徒刑\n配偶\t夫妻")))
        analyzer = QueryAnalyzer(analyzer: folder, fields: Self.fields, weights: [1, 0.5], settings: settings)
        matcher = QueryMatcher(analyzer: try Analyzer(.current), fields: Self.fields, settings: settings)
    }

    /// The weights of the leaves of one field among what may match, by text; of a phrase its first gram.
    private func weights(_ text: String, field: FieldID) -> [String: Float] {
        guard case .boolean(_, let should, _) = analyzer.analyze(ParsedQuery(text)).query else { return [:] }
        var found: [String: Float] = [:]
        for case .term(let term) in should where term.field == field {
            found[String(decoding: term.bytes, as: UTF8.self)] = term.weight
        }
        return found
    }

    @Test func targetsShareAWeightBelowWhatWasTyped() {
        let share = ExpandedTerms.weight / Float(2).squareRoot()
        let words = weights("老公", field: 0)
        #expect(words == ["老公": 1, "配偶": share, "夫妻": share])
        #expect(weights("老公", field: 1) == ["老公": 0.5, "配偶": share / 2, "夫妻": share / 2])
    }

    @Test func termsOfATargetShareItsWeight() {
        let grams = weights("坐牢", field: 1)
        let share = 0.5 * ExpandedTerms.weight / Float(3).squareRoot()
        for gram in ["有期", "期徒", "徒刑"] {
            #expect(abs((grams[gram] ?? 0) - share) < 1e-6, "\(gram)")
        }
    }

    @Test func whatWasTypedIsNotAskedBesideItself() {
        #expect(weights("老公 配偶", field: 0)["配偶"] == 1)
        let result = analyzer.analyze(ParsedQuery("老公 配偶"))
        #expect(result.origins[Array("配偶".utf8)] == nil)
        #expect(result.origins[Array("夫妻".utf8)] != nil)
        #expect(result.expansions.map(\.typed) == ["老公", "配偶"])
    }

    @Test(arguments: ["\"老公\"", "“老公”", "+老公", "-老公 质量", "质量 NOT 老公", "老公 AND 质量"])
    func whatIsQuotedRequiredOrExcludedIsNotExtendedByTheThesaurus(text: String) {
        #expect(analyzer.analyze(ParsedQuery(text)).expansions.isEmpty)
        let bare = QueryAnalyzer.Result(
            query: analyzer.analyze(ParsedQuery(text)).query, notes: [], expansions: [], origins: [:])
        #expect(analyzer.analyze(ParsedQuery(text)) == bare)
    }

    @Test func aRequiredNameIsMetByItsSynonyms() {
        guard case .boolean(let must, _, _) = analyzer.analyze(ParsedQuery("+质总")).query,
            case .boolean(_, let names, _)? = must.first
        else { Issue.record("no alternatives"); return }
        #expect(must.count == 1)
        #expect(names.count == 3)
        // A part of what is required is no name of it.
        guard case .boolean(let strict, _, _) = analyzer.analyze(ParsedQuery("+质总发文")).query else {
            Issue.record("no boolean"); return
        }
        if case .phrase? = strict.first {} else { Issue.record("not the phrase alone") }
        guard case .boolean(let quoted, _, _) = analyzer.analyze(ParsedQuery("\"质总\"")).query else {
            Issue.record("no boolean"); return
        }
        if case .term? = quoted.first {} else { Issue.record("not the phrase alone") }
    }

    @Test func synonymsAreAskedAsPhrases() {
        guard case .boolean(_, let should, _) = analyzer.analyze(ParsedQuery("质总")).query else {
            Issue.record("no boolean"); return
        }
        let phrases = should.compactMap { query -> Query.Phrase? in
            if case .phrase(let phrase) = query { phrase } else { nil }
        }
        #expect(phrases.map(\.elements.count) == [3])
        #expect(should.contains { if case .term(let term) = $0 { term.bytes == Array("质局".utf8) } else { false } })
    }

    @Test func partsSwitchEachOfThemOff() throws {
        let base = analyzer.analyze(ParsedQuery("老公 质总"))
        #expect(base.expansions.map(\.kind) == [.synonyms, .thesaurus])
        for (part, left) in [(QueryParts.synonyms, ExpansionKind.thesaurus), (.thesaurus, .synonyms)] {
            let settings = QuerySettings(parts: .all.subtracting(part), vocabulary: settings.vocabulary)
            let other = QueryAnalyzer(
                analyzer: try Analyzer(.current), fields: Self.fields, weights: [1, 0.5], settings: settings)
            #expect(other.analyze(ParsedQuery("老公 质总")).expansions.map(\.kind) == [left])
        }
    }

    @Test func whatIsAskedBesideIsHighlighted() {
        let text = Array("夫妻共同财产".utf8)
        #expect(matcher.matches(of: ParsedQuery("老公的财产"), in: text) == [0..<6, 12..<18])
        #expect(matcher.matches(of: ParsedQuery("+质总"), in: Array("质量总局令".utf8)) == [0..<12])
        #expect(matcher.matches(of: ParsedQuery("\"老公\""), in: text).isEmpty)
    }
}
