import FaguiTestSupport
import Foundation

/// A folder with a small corpus in `texts`, for the command to index into `index`.
final class SampleFolder {
    private let temporary = TemporaryFolder()
    var path: String { temporary.path }
    var command: Command { Command(folder: path) }

    /// Texts that can all be indexed, and a file of a type that is not read.
    init() throws {
        try write("texts/条例.txt", Self.regulation)
        try write("texts/汇编/条例.txt", Self.regulation)
        try write("texts/通知.md", Self.notice)
        try write("texts/rows.jsonl", Self.rows)
        try write("texts/scan.png", "%PDF-1.4")
    }

    /// The same, with the index made.
    static func indexed() throws -> SampleFolder {
        let folder = try SampleFolder()
        _ = try folder.command.run("index", "texts")
        return folder
    }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ data: Data) throws {
        let url = url(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

    func url(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }

    /// The names of the files of the index, in order; the lock has no bytes and is left out.
    func indexFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url("index").path).filter { $0 != "write.lock" }.sorted()
    }

    private static let regulation = """
        示例产品质量条例

        第一章 总则

        第一条 为了加强产品质量监督管理，保护消费者的合法权益，制定本条例。

        第二条 生产者应当对其生产的产品质量负责，不得掺杂、掺假。

        第二章 召回

        第三条 生产者发现产品存在缺陷的，应当立即停止生产，实施召回。

        """

    private static let notice = """
        ---
        title: 关于开展食品安全检查的通知
        issued: 2023-05-04
        ---

        # 检查重点

        各级部门应当检查食品生产企业的质量安全管理制度。

        # 时间安排

        检查自即日起开始，为期十二天。

        """

    private static let rows = """
        {"id":"row-1","title":"问答一","text":"起重机械应当定期检验。"}
        {"id":"row-2","title":"问答二","text":"压力管道的质量由安装单位负责。"}

        """
}
