import FaguiTestSupport

@testable import Fagui

/// A small library of laws with older wordings, laws out of force, and texts without dates.
struct LawFixture {
    let folder = TemporaryFolder()
    let library: Library

    init() async throws {
        library = try await Library.create(at: folder.path + "/index")
        func add(_ id: String, _ title: String, _ text: String, _ metadata: [(String, String)] = []) async throws {
            try await library.add(
                id: id, title: title, text: text,
                metadata: metadata.map { MetadataEntry(key: $0.0, value: $0.1) })
        }
        try await add(
            "梯法2007", "中华人民共和国电梯法",
            """
            第一章 总则
            第一条 为了电梯安全，制定本法。
            第二条 电梯每年检验一次。
            检验由检验机构进行：
            （一）首次检验；
            （二）定期检验。
            第三条 违反本法第二条规定的，处一万元罚款。
            """, [("issued", "2007-08-30")])
        try await add(
            "梯法2022", "中华人民共和国电梯法",
            """
            第一章 总则
            第一条 为了电梯安全，制定本法。
            第二条 国家鼓励旧电梯更新。
            第三条 电梯每半年检验一次。
            检验由检验机构进行：
            （一）首次检验；
            （二）定期检验。
            第四条 违反前条规定的，处十万元罚款。
            """,
            [
                ("issued", "2007-08-30"), ("revised", "2015-06-01"), ("revised", "2022-06-24"),
                ("effective", "2022-08-01"),
            ])
        try await add(
            "梯法2999", "中华人民共和国电梯法", "第一条 未来的电梯法。",
            [("issued", "2007-08-30"), ("revised", "2999-01-01")])
        try await add(
            "办法", "电梯旧办法", "第一条 电梯检验适用旧办法。", [("issued", "1999-01-01"), ("repealed", "2010-01-01")])
        try await add(
            "细则", "某省电梯法实施细则", "第一条 根据《电梯法》第三条，电梯检验制定本细则。", [("issued", "2010-05-01")])
        try await add("通知1", "关于电梯的通知", "第一条 电梯检验通知，依照《电梯法》第三条和《不在的法》第一条办理。", [("issued", "2001-01-01")])
        try await add("通知2", "关于电梯的通知", "第一条 电梯检验再次通知。", [("issued", "2005-01-01")])
        try await add("无日期", "电梯手册", "第一条 电梯检验手册，不是法律。")
        try await library.commit()
    }

    /// The texts that a query finds, each once, in the order of their ids.
    func found(_ query: String, _ validity: Validity) async throws -> [String] {
        var options = SearchOptions(limit: 100)
        options.validity = validity
        return Set(try await library.search(query, options: options).hits.map(\.law.id)).sorted()
    }
}
