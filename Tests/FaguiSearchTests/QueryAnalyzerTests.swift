import FaguiIndex
import FaguiText
import Testing

@testable import FaguiSearch

@Suite struct QueryAnalyzerTests {
    private static let fields = SearchFields(texts: [
        SearchFields.Text(name: "body", words: 0, grams: 1), SearchFields.Text(name: "title", words: 2, grams: 3),
    ])
    private static let weights: [Float] = [1, 0.5, 0.25, 0.125]
    private let analyzer: QueryAnalyzer

    init() throws {
        analyzer = QueryAnalyzer(analyzer: try Analyzer(.plain), fields: Self.fields, weights: Self.weights)
    }

    private func query(_ text: String) -> Query { analyzer.analyze(ParsedQuery(text)).query }
    private func notes(_ text: String) -> [String] { analyzer.analyze(ParsedQuery(text)).notes }

    private func leaf(_ field: FieldID, _ text: String, times: Float = 1) -> Query.Term {
        Query.Term(field: field, bytes: Array(text.utf8), weight: Self.weights[Int(field)] * times)
    }

    private func term(_ text: String, _ fields: [FieldID], times: Float = 1) -> [Query] {
        fields.map { .term(leaf($0, text, times: times)) }
    }

    private func prefix(_ text: String, _ fields: [FieldID], times: Float = 1) -> [Query] {
        fields.map { .prefix(leaf($0, text, times: times)) }
    }

    private func any(_ queries: [Query]) -> Query { .boolean(must: [], should: queries, mustNot: []) }

    /// The phrase in both texts.
    private func phrase(_ elements: [(String, UInt32, Bool)], in fields: [FieldID] = [1, 3]) -> Query {
        let phrases = fields.map { field in
            Query.phrase(
                Query.Phrase(
                    field: field,
                    elements: elements.map { .init(bytes: Array($0.0.utf8), offset: $0.1, isPrefix: $0.2) },
                    weight: Self.weights[Int(field)]))
        }
        return phrases.count == 1 ? phrases[0] : any(phrases)
    }

    @Test func bagAsksWordsAndGramsOfAllTexts() {
        #expect(
            query("质量安全")
                == any(
                    term("质量", [0, 2]) + term("安全", [0, 2]) + term("质量", [1, 3]) + term("量安", [1, 3])
                        + term("安全", [1, 3])))
        #expect(
            query("质量 安全")
                == any(
                    term("质量", [0, 2]) + term("安全", [0, 2]) + term("质量", [1, 3]) + term("安全", [1, 3])))
    }

    @Test func repetitionsAddTheRootOfTheirNumber() {
        let four = "质量 安全 质量 质量 质量"
        #expect(
            query(four)
                == any(
                    term("质量", [0, 2], times: 2) + term("安全", [0, 2]) + term("质量", [1, 3], times: 2)
                        + term("安全", [1, 3])))
    }

    @Test func wordsThatOnlyAskCountLess() throws {
        let factor = QuestionWords.factor
        // 理怎 asks by half, 怎么 whole; 么 stands alone.
        let half = 1 - (1 - factor) / 2
        #expect(
            query("处理怎么")
                == any(
                    term("处理", [0, 2]) + term("怎么", [0, 2], times: factor) + term("处理", [1, 3])
                        + term("理怎", [1, 3], times: half) + term("怎么", [1, 3], times: factor)))
        let plain = QueryAnalyzer(
            analyzer: try Analyzer(.plain), fields: Self.fields, weights: Self.weights,
            settings: QuerySettings(parts: .all.subtracting(.questions)))
        #expect(
            plain.analyze(ParsedQuery("怎么")).query == any(term("怎么", [0, 2]) + term("怎么", [1, 3])))
    }

    @Test func partsCanBeLeftOut() throws {
        func query(_ text: String, without parts: QueryParts) throws -> Query {
            QueryAnalyzer(
                analyzer: try Analyzer(.plain), fields: Self.fields, weights: Self.weights,
                settings: QuerySettings(parts: .all.subtracting(parts))
            ).analyze(ParsedQuery(text)).query
        }
        #expect(try query("质量", without: .words) == any(term("质量", [1, 3])))
        #expect(try query("质量", without: .grams) == any(term("质量", [0, 2])))
        #expect(try query("质量", without: .title) == any(term("质量", [0]) + term("质量", [1])))
        #expect(try query("title:质量", without: .title) == any(term("质量", [2]) + term("质量", [3])))
    }

    @Test func characterAloneIsAPrefix() {
        #expect(
            query("法 质量")
                == any(
                    term("法", [0, 2]) + term("质量", [0, 2]) + prefix("法", [1, 3]) + term("质量", [1, 3])))
    }

    @Test func queriesAreFolded() {
        #expect(query("ＰＤ") == query("pd"))
        #expect(query("ＰＤ１７２８") == query("pd1728"))
    }

    @Test func quotedPhraseIsRequiredAndItsWordsRaise() {
        let required = phrase([("质量", 0, false), ("量安", 1, false), ("安全", 2, false)])
        let words = term("质量", [0, 2]) + term("安全", [0, 2])
        #expect(query("\"质量安全\"") == .boolean(must: [required], should: words, mustNot: []))
        let bag = term("检查", [0, 2]) + term("检查", [1, 3])
        #expect(query("\"质量安全\" 检查") == .boolean(must: [required], should: words + bag, mustNot: []))
    }

    @Test func phraseOfTwoCharactersIsATermAndOfOneAPrefix() {
        #expect(
            query("\"质量\"")
                == .boolean(
                    must: [any(term("质量", [1, 3]))], should: term("质量", [0, 2]), mustNot: []))
        #expect(query("+法") == .boolean(must: [any(prefix("法", [1, 3]))], should: term("法", [0, 2]), mustNot: []))
    }

    @Test func phraseKeepsItsPunctuationAndGaps() {
        let required = phrase([("质量", 0, false), ("量 ", 1, false), ("安", 3, true)])
        guard case .boolean(let must, _, _) = query("\"质量，安\"") else { Issue.record("no boolean"); return }
        #expect(must == [required])
    }

    @Test func raisingPhraseIsOptional() {
        let raising = phrase([("质量", 0, false), ("量年", 1, false)])
        for text in ["“质量年”", "「质量年」", "『质量年』"] {
            guard case .boolean(let must, let should, _) = query(text) else { Issue.record("no boolean"); return }
            #expect(must.isEmpty)
            #expect(should.contains(raising))
            #expect(should.contains(.term(leaf(0, "质量"))))
            #expect(should.contains(.term(leaf(1, "量年"))))
        }
    }

    @Test func signsAndWordsOperate() {
        let quality = any(term("质量", [1, 3])), safety = any(term("安全", [1, 3]))
        let qualityWords = term("质量", [0, 2]), safetyWords = term("安全", [0, 2])
        let qualityBag = qualityWords + term("质量", [1, 3]), safetyBag = safetyWords + term("安全", [1, 3])
        #expect(query("+质量 安全") == .boolean(must: [quality], should: qualityWords + safetyBag, mustNot: []))
        #expect(query("质量 -安全") == .boolean(must: [], should: qualityBag, mustNot: [safety]))
        #expect(query("质量 NOT 安全") == query("质量 -安全"))
        #expect(
            query("质量 AND 安全")
                == .boolean(
                    must: [quality, safety], should: qualityWords + safetyWords, mustNot: []))
        #expect(query("质量 AND 安全") == query("+质量 +安全"))
        #expect(query("质量 AND NOT 安全") == .boolean(must: [quality], should: qualityWords, mustNot: [safety]))
        #expect(query("质量 OR 安全") == query("质量 安全"))
        #expect(
            query("(质量 OR 安全) AND 检查")
                == .boolean(
                    must: [
                        any([
                            .boolean(must: [quality], should: qualityWords, mustNot: []),
                            .boolean(must: [safety], should: safetyWords, mustNot: []),
                        ]), any(term("检查", [1, 3])),
                    ], should: term("检查", [0, 2]), mustNot: []))
    }

    @Test func groupWithARequirementIsOptionalAsAWhole() {
        #expect(
            query("(质量 AND 安全) 检查")
                == any(
                    [query("质量 AND 安全")] + term("检查", [0, 2]) + term("检查", [1, 3])))
        #expect(query("(质量 安全) 检查") == query("质量 安全 检查"))
    }

    @Test func exclusionOfAGroupExcludesEachPiece() {
        let quality = any(term("质量", [1, 3])), safety = any(term("安全", [1, 3]))
        let bag = term("检查", [0, 2]) + term("检查", [1, 3])
        #expect(query("检查 -(质量 安全)") == .boolean(must: [], should: bag, mustNot: [quality, safety]))
        #expect(
            query("检查 -(质量 -安全)")
                == .boolean(
                    must: [], should: bag, mustNot: [.boolean(must: [], should: [quality], mustNot: [safety])]))
    }

    @Test func fieldRestrictsWhatFollows() {
        #expect(query("title:质量") == any(term("质量", [2]) + term("质量", [3])))
        #expect(
            query("title:质量 安全")
                == any(
                    term("质量", [2]) + term("质量", [3]) + term("安全", [0, 2]) + term("安全", [1, 3])))
        #expect(
            query("title:\"质量\"")
                == .boolean(
                    must: term("质量", [3]), should: term("质量", [2]), mustNot: []))
        #expect(
            query("-title:质量 +body:安全")
                == .boolean(
                    must: term("安全", [1]), should: term("安全", [0]), mustNot: term("质量", [3])))
        #expect(
            query("title:(质量 body:安全)")
                == any(
                    term("质量", [2]) + term("质量", [3]) + term("安全", [0]) + term("安全", [1])))
    }

    /// Each side of OR that only excludes stands for the rest, wherever it stands.
    @Test func anAlternativeThatOnlyExcludesIsAllTheRest() {
        #expect(query("食品 AND (质量 OR -安全)") == query("食品 AND (质量 OR (* -安全))"))
        #expect(query("食品 AND (质量 OR -安全)") != query("食品 AND 质量"))
        #expect(query("质量 OR -安全") == query("质量 OR (NOT 安全)"))
        #expect(query("质量 OR -安全") != query("质量 -安全"))
        #expect(query("食品 -(质量 OR -安全)") != query("食品 -质量"))
    }

    @Test func fieldThatIsNotThereIsNoted() {
        #expect(query("headings:质量") == query("质量"))
        #expect(notes("headings:质量").count == 1)
    }

    @Test func nothingToLookUpFindsNothing() {
        #expect(analyzer.analyze(ParsedQuery("")) == .init(query: .nothing, notes: []))
        #expect(query("？！") == .nothing)
        #expect(query("\"，\"") == .nothing)
        #expect(notes("质量 \"，\"").count == 1)
        #expect(query("质量 \"，\"") == query("质量"))
        #expect(query("-质量") == .nothing)
        #expect(notes("-质量") == ["A query that only excludes finds nothing."])
    }

    @Test func termsBeyondTheLimitAreLeftOutWithANote() {
        let ideographs = (0..<2_000).compactMap { Unicode.Scalar(0x4E00 + $0).map(Character.init) }
        let long = analyzer.analyze(ParsedQuery(String(ideographs)))
        guard case .boolean(_, let should, _) = long.query else { Issue.record("no boolean"); return }
        #expect(should.count == 2 * 1_024)
        #expect(long.notes.count == 1)
        guard case .boolean(_, let phrases, _) = query("\"\(String(ideographs))\""),
            case .phrase(let phrase)? = phrases.first
        else { Issue.record("no phrase"); return }
        #expect(phrase.elements.count == 1_024)
    }

    @Test(arguments: ["(甲 AND (乙 OR -", "+title:(NOT (", "-(", "NOT (甲 AND ", "甲 OR (+"])
    func deepTreesAreAnalysed(unit: String) {
        let text = String(repeating: unit, count: 500) + "质量"
        #expect(analyzer.analyze(ParsedQuery(text)).notes.count <= QueryLimits.notes)
    }

    @Test func poolLendsWhatItHas() throws {
        let pool = AnalyzerPool(try .current)
        let first = try pool.withAnalyzer { ObjectIdentifier($0) }
        try pool.withAnalyzer { outer in
            #expect(ObjectIdentifier(outer) == first)
            try pool.withAnalyzer { #expect($0 !== outer) }
        }
    }
}
