import FaguiIndex
import FaguiText
import Testing

@testable import FaguiSearch

/// What the operators of the language become, over terms.
@Suite struct OperatorQueryTests {
    private let analyzer: QueryAnalyzer

    init() throws {
        let fields = SearchFields(
            texts: [
                SearchFields.Text(name: "body", words: 0, grams: 1),
                SearchFields.Text(name: "title", words: 2, grams: 3),
            ],
            values: [
                SearchFields.Values(name: "issuer", column: 4, kind: .keyword),
                SearchFields.Values(name: "number", column: 5, kind: .number),
                SearchFields.Values(name: "issued", column: 6, kind: .date),
                SearchFields.Values(name: "source", column: -1, kind: .source),
            ])
        analyzer = QueryAnalyzer(analyzer: try Analyzer(.plain), fields: fields, weights: [1, 0.5, 0.25, 0.125])
    }

    private func query(_ text: String) -> Query { analyzer.analyze(ParsedQuery(text)).query }
    private func notes(_ text: String) -> [String] { analyzer.analyze(ParsedQuery(text)).notes }

    private func phrase(_ text: String, length: UInt32 = 2) -> Spans {
        .phrase([.init(bytes: Array(text.utf8), offset: 0)], length: length)
    }

    private func character(_ text: String) -> Spans {
        .phrase([.init(bytes: Array(text.utf8), offset: 0, isPrefix: true)], length: 1)
    }

    private func proximity(_ spans: Spans, field: FieldID = 3, weight: Float = 0.125) -> Query {
        .proximity(.init(field: field, spans: spans, weight: weight))
    }

    private func keyword(_ text: String, isWhole: Bool = false, label: String) -> Query {
        let bytes = Array(text.utf8)
        let pattern = TextPattern(pieces: [bytes], isAtStart: isWhole, isAtEnd: isWhole)
        return .documents(.init(.keyword(column: 4, pattern, isFolded: true), label: label))
    }

    private func filters(_ query: Query) -> [Query] {
        guard case .boolean(let must, _, _) = query else { return [query] }
        return must.filter { if case .documents = $0 { true } else { false } }
    }

    /// The queries that must match, without words that only raise.
    private func required(_ query: Query) -> [Query] {
        guard case .boolean(let must, _, _) = query else { return [query] }
        return must
    }

    @Test func distancesAreSpans() {
        let near = Spans.near(phrase("质量"), phrase("安全"), most: 5, isOrdered: false, marks: [])
        #expect(required(query("title:质量 NEAR/5 安全")) == [proximity(near)])
        let before = Spans.near(phrase("质量"), phrase("安全"), most: 0, isOrdered: true, marks: [])
        #expect(required(query("title:质量 BEFORE/0 安全")) == [proximity(before)])
        let chain = Spans.near(near, character("检"), most: 2, isOrdered: false, marks: [])
        #expect(required(query("title:质量 NEAR/5 安全 NEAR/2 检")) == [proximity(chain)])
        let any = Spans.near(
            .any([phrase("质量"), phrase("卫生")]), phrase("安全"), most: 5, isOrdered: false, marks: [])
        #expect(required(query("title:(质量 OR 卫生) NEAR/5 安全")) == [proximity(any)])
    }

    @Test func sentencesAreAskedOfTheBodyAlone() {
        let marks = [Spans.Mark(BreakMark.sentence), Spans.Mark(BreakMark.paragraph)]
        let spans = Spans.near(
            phrase("质量"), phrase("安全"), most: SpanLimits.most, isOrdered: false, marks: marks)
        #expect(required(query("质量 SENTENCE 安全")) == [proximity(spans, field: 1, weight: 0.5)])
        // A title is one sentence.
        let title = Spans.near(phrase("质量"), phrase("安全"), most: SpanLimits.most, isOrdered: false, marks: [])
        #expect(required(query("title:质量 PARAGRAPH 安全")) == [proximity(title)])
    }

    @Test func aLoosePhraseIsASequenceOfPiecesOrCharacters() {
        #expect(
            required(query("title:\"质量 安全\"~3")) == [proximity(.sequence([phrase("质量"), phrase("安全")], most: 3))])
        #expect(
            required(query("title:\"质量安\"~3"))
                == [proximity(.sequence([character("质"), character("量"), character("安")], most: 3))])
        #expect(
            required(query("title:\"质，量\"~2")) == [proximity(.sequence([character("质"), character("量")], most: 2))])
        #expect(notes("\"，\"~2 质量").count == 1)
    }

    @Test func starsAreRunsOrFormsOfWords() {
        let marks = [Spans.Mark([0x20], isSuffix: true)]
        let run = Spans.near(character("产"), character("法"), most: 10, isOrdered: true, marks: marks)
        #expect(query("body:产*法") == proximity(run, field: 1, weight: 0.5))
        let word = TextPattern(pieces: [Array("pd".utf8), Array("28".utf8)], isAtStart: true, isAtEnd: true)
        #expect(query("title:PD*28") == .pattern(.init(field: 2, pattern: word, weight: 0.25)))
        let open = TextPattern(pieces: [Array("pd17".utf8)], isAtStart: true, isAtEnd: false)
        #expect(query("title:ＰＤ17*") != .pattern(.init(field: 2, pattern: open, weight: 0.25)), "full width is text")
        #expect(query("title:PD17*") == .pattern(.init(field: 2, pattern: open, weight: 0.25)))
        #expect(query("title:产品*") == query("title:“产品”").should(at: 0))
    }

    @Test func valuesSelectAndDoNotScore() {
        let issuer = keyword("国务院", label: "issuer:国务院")
        #expect(query("issuer:国务院") == .boolean(must: [issuer], should: [], mustNot: []))
        #expect(filters(query("issuer:\"国务院\" 质量")) == [keyword("国务院", isWhole: true, label: "issuer:\"国务院\"")])
        // Beside a filter the text must match as it must alone.
        #expect(query("issuer:国务院 质量") == .boolean(must: [issuer, query("质量")], should: [], mustNot: []))
        guard case .boolean(_, _, let excluded) = query("质量 -issuer:国务院") else {
            Issue.record("no exclusion")
            return
        }
        #expect(excluded == [issuer])
        let other = keyword("质检", label: "issuer:质检")
        #expect(
            filters(query("issuer:(国务院 质检) 质量")).isEmpty
                && required(query("issuer:(国务院 质检) 质量")).first
                    == .boolean(must: [], should: [issuer, other], mustNot: [])
        )
        let number = DocumentFilter(
            .keyword(
                column: 5, TextPattern(pieces: [Array("国发〔2009〕1号".utf8)], isAtStart: false, isAtEnd: false),
                isFolded: false), label: "number:国发(2009)1号")
        #expect(filters(query("number:国发(2009)1号")) == [.documents(number)])
        let dates = DocumentFilter(.number(column: 6, 20_090_000...20_120_631), label: "issued:[2009 TO 2012-06]")
        #expect(filters(query("issued:[2009 TO 2012-06]")) == [.documents(dates)])
        #expect(notes("issued:[2012 TO 2009]").count == 1)
        #expect(notes("issued:(昨天 2009)").count == 1)
    }

    @Test func aFilterHasNoWeight() {
        guard case .boolean(let must, let should, _) = query("filter:\"质量\" 安全"), let filter = must.first else {
            Issue.record("no filter")
            return
        }
        #expect(should.isEmpty && must.count == 2)
        guard case .boolean(let inner, [], []) = filter, case .boolean(_, let phrases, _)? = inner.first else {
            Issue.record("\(filter)")
            return
        }
        for case .term(let term) in phrases { #expect(term.weight == 0) }
        #expect(phrases.count == 2)
    }

    @Test func soManyOfSeveral() {
        guard case .boolean(let must, _, _) = query("{质量 安全 \"检验\"}~2"), case .atLeast(2, let pieces)? = must.first
        else {
            Issue.record("no minimum")
            return
        }
        #expect(pieces.count == 3)
        guard case .boolean(let all, _, _) = query("{质量 质量 安全}~3"), case .atLeast(2, _)? = all.first else {
            Issue.record("what is said twice counts once")
            return
        }
        #expect(notes("{质量 质量 安全}~3").count == 1 && notes("{质量 安全}~2").isEmpty)
    }

    @Test func boostsMultiplyWeights() {
        #expect(query("质量^2") == query("质量").heavier(by: 2))
        #expect(query("title:(质量 安全)^3") == query("title:(质量 安全)").heavier(by: 3))
    }

    @Test func anAlternativeKeepsWhatItRequires() {
        guard case .boolean(let must, let should, _) = query("\"质量\" OR 安全") else {
            Issue.record("no alternatives")
            return
        }
        #expect(must.isEmpty && should.count > 1)
    }

    @Test func aStarAloneIsEverything() {
        let all = Query.documents(.init(.all, label: "*"))
        #expect(query("*") == all)
        guard case .boolean(_, let should, let mustNot) = query("* -质量") else {
            Issue.record("no exclusion")
            return
        }
        #expect(should == [all] && mustNot.count == 1)
    }
}

extension Query {
    /// One of the optional parts of a boolean.
    fileprivate func should(at place: Int) -> Query? {
        // The phrase of a raised quotation stands before the words of its bag.
        if case .boolean(_, let should, _) = self, should.indices.contains(place) { should[place] } else { nil }
    }
}
