import FaguiTestSupport

@testable import Fagui

/// Asks an index all that can be asked.
struct DamageProbe {
    let path: String
    /// Codes of errors that damage may give.
    var allowed: Set<LibraryError.Code> = [.corruptIndex, .notFound]

    /// One query for each construct of docs/query-language.md.
    static let queries = [
        "电梯 罚款", "电梯检验怎么办？", "召", "產品質量", "gb19001", "PD1728", "第二条", "2022年 三万元", "质检总局",
        "\"质量安全\"", "\"质量 安全\"~2", "“质量安全”", "+检查 电梯", "检查 -电梯", "检查 NOT 电梯", "质量 AND 安全",
        "电梯 OR 起重机械", "检查 -(电梯 AND 罚款)", "质量 NEAR/3 安全", "质量 BEFORE/3 安全", "检验 SENTENCE 罚款",
        "电梯 PARAGRAPH 监督", "(电梯 OR 起重机械) NEAR/9 检查", "质*安全", "PD17*", "P*28", "*", "* -检查", "title:细则",
        "+title:细则 电梯", "heading:总则", "body:检查", "issuer:全国人大", "issuer:\"全国人大常委会\"", "issuer:全国*会",
        "number:国质检特", "level:法律 -issued:2007", "status:现行有效 电梯", "source:起重", "issued:[2007 TO 2010-05]",
        "issued:{2007 TO 2022-05]", "effective:>=2009-06-01", "year:2022", "version:2022", "repealed:*", "filter:电梯 检查",
        "罚款>=20000", "期限<=20日 答复", "{质量 安全 监督 检验}~2", "电梯^9 起重", "《电梯法》第二条", "电梯法第一条至第三条",
        "不在索引里的词语",
    ]

    /// Asks everything; says what was not an answer or an error that is allowed.
    func problems() async -> [String] {
        var problems: [String] = []
        func ask(_ what: String, _ body: () async throws -> Void) async {
            do {
                try await body()
            } catch let error as LibraryError where allowed.contains(error.code) {
            } catch {
                problems.append("\(what): \(error)")
            }
        }
        await ask("open") {
            let library = try await Library.open(at: path)
            var days: [Validity] = [.today, .all]
            if let day = CalendarDay("2015-06-01") { days.append(.asOf(day)) }
            for (number, query) in Self.queries.enumerated() {
                await ask("search \(query)") {
                    let found = try await library.search(query, options: Self.options(number, days))
                    guard let next = found.next else { return }
                    var options = Self.options(number, days)
                    options.after = next
                    _ = try await library.search(query, options: options)
                }
                // A count goes the same ways as a search, so some will do.
                if number % 4 == 0 { await ask("count \(query)") { _ = try await library.count(query) } }
            }
            for sort in SearchSort.allCases {
                await ask("sort \(sort)") {
                    var options = SearchOptions(limit: 3)
                    options.sort = sort
                    options.validity = .all
                    _ = try await library.search("电梯 检查", options: options)
                }
            }
            await ask("stats") { _ = try await library.statistics() }
            for id in ["梯法2022", "梯法2022#第二条", "起重", "接口#第一条"] {
                await ask("show \(id)") { _ = try await library.passages(withID: id, validity: .all) }
                await ask("refs \(id)") { _ = try await library.references(of: id, validity: .all) }
            }
            await ask("refs") { _ = try await library.references(of: "《电梯法》第二条") }
            await ask("cited") { _ = try await library.cited("电梯法第二条；某省电梯法实施细则第一条") }
            await ask("article") { _ = try await library.article("2", ofLaw: "电梯法") }
            await ask("diff") { _ = try await library.compare("电梯法@2007", "电梯法@2022") }
            await ask("history") { _ = try await library.history(of: "电梯法") }
            await ask("law") { _ = try await library.law("电梯法") }
            await ask("laws") { _ = try await library.laws(containing: "法", limit: 10, offset: 0) }
            await ask("suggest") {
                _ = try await library.suggest("电梯")
                _ = try await library.suggest("dianti")
            }
            await ask("why-not") { _ = try await library.whyNot("电梯 罚款", "梯法2022#第二条") }
            await ask("like") {
                do {
                    _ = try await library.like("起重#p1")
                } catch let error as LibraryError
                    where error.code == .invalidArgument && error.message.contains("2 passages")
                {
                    // A flipped locator may be that of another passage, and the id is that of both then.
                }
            }
            await ask("cite") {
                _ = try await library.checkCitations(ofText: "依照《电梯法》第二条：“电梯每月检查”。")
            }
            await ask("analyze") { _ = try await library.analyze("电梯质量安全 PD1728") }
        }
        return problems
    }

    /// Options that differ from query to query, so that each is tried with some.
    private static func options(_ number: Int, _ days: [Validity]) -> SearchOptions {
        var options = SearchOptions(limit: number % 4 == 3 ? 1 : 10)
        options.validity = days[number % days.count]
        options.explains = number % 2 == 0
        options.collapsesLaws = number % 5 == 4
        options.findsReferences = number % 3 == 0
        options.minimumMatch = number % 7 == 6 ? 2 : 0
        options.exactTotal = number % 3 != 1
        if number % 4 == 0 { options.facets = FacetColumn.allCases }
        return options
    }

    /// Writes into the index; says what was neither done nor refused for a reason that is allowed.
    func problemsOfWriting() async -> [String] {
        var problems: [String] = []
        do {
            let library = try await Library.create(at: path)
            try await library.add(id: "新", title: "新通知", text: "第一条 电梯检查。")
            try await library.add(id: "梯法2022", title: "电梯法", text: "第一条 电梯检查。")
            try await library.commit()
            _ = try await library.remove(ids: ["起重"])
            _ = try await library.reanalyze(jobs: 1)
            try await library.mergeAll()
            await library.close()
        } catch let error as LibraryError where allowed.contains(error.code) || error.code == .io {
            // A writer that met damage says so at every later call.
        } catch {
            problems.append("writing: \(error)")
        }
        return problems
    }
}
