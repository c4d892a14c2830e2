import FaguiTestSupport
import Foundation
import Testing

@Suite struct IndexEndToEndTests {
    @Test func indexesAFolderAndSumsUp() throws {
        let folder = try SampleFolder()
        let run = try folder.command.run("index", "texts")
        #expect(run.exitCode == 0)
        #expect(run.lines.first?.hasPrefix("5 texts added: ") == true)
        #expect(run.output.contains("1 file of other types"))
        #expect(run.errors.isEmpty)
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func takesTheIndexFromOptionThenVariable() throws {
        let folder = try SampleFolder()
        #expect(try folder.command.run("index", "texts", "--index", "a/b").exitCode == 0)
        #expect(try folder.command.run("count", "质量", environment: ["FAGUI_INDEX": "a/b"]).exitCode == 0)
        #expect(try folder.command.run("count", "质量", environment: ["FAGUI_INDEX": ""]).exitCode == 2)
        #expect(
            try folder.command.run("count", "质量", "--index", "a/b", environment: ["FAGUI_INDEX": "c"]).exitCode == 0)
    }

    @Test func indexesTheCorpusFolderWhereNothingIsNamed() throws {
        let folder = try SampleFolder()
        try folder.write("corpus/a.txt", "第一条 质量。\n")
        #expect(try folder.command.run("index").exitCode == 0)
        #expect(try folder.command.run("show", "corpus/a.txt").exitCode == 0)
    }

    @Test func leavesOutWhatItCannotReadAndSaysWhy() throws {
        let folder = try SampleFolder()
        try folder.write("texts/坏.txt", Data("质量".utf8) + Data([0xFF, 0xFE, 0xFF, 0x80, 0x81]) + Data("安全".utf8))
        try folder.write("texts/空.txt", "")
        try folder.write("texts/二进制.txt", Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1, 0, 2, 0xFF, 0xD8]))
        let run = try folder.command.run("index", "texts", "--json")
        #expect(run.exitCode == 1)
        let report = try run.json()
        #expect(report["added"] as? Int == 5)
        let problems = ["skipped", "warnings"].flatMap { report[$0] as? [[String: Any]] ?? [] }
        let paths = problems.compactMap { $0["path"] as? String }
        for name in ["坏.txt", "空.txt", "二进制.txt"] { #expect(paths.contains { $0.hasSuffix(name) }, "\(name)") }
        let bad = problems.first { ($0["path"] as? String)?.hasSuffix("坏.txt") == true }
        #expect(bad?["byte_offset"] is Int)
        #expect(try folder.command.run("search", "起重机械").exitCode == 0)

        let again = try folder.command.run("index", "texts")
        #expect(again.exitCode == 1)
        #expect(again.errors.contains("坏.txt"))
        #expect(!again.output.contains("坏.txt"))
        #expect(again.lines.contains { $0.contains("left out") && !$0.contains("above") })
    }

    @Test func keepsTheEarlierVersionOfWhatItCannotReadAndSaysSo() throws {
        let folder = try SampleFolder.indexed()
        try folder.write("texts/通知.md", Data("食品".utf8) + Data([0xFF, 0xFE, 0xFF, 0x80, 0x81]))
        let rows = #"{"id":"row-1","title":"问答一","text":"起重机械应当定期检验。"}"# + "\n{\n[]\n"
        try folder.write("texts/rows.jsonl", rows)
        let run = try folder.command.run("index", "texts")
        #expect(run.exitCode == 1)
        #expect(
            run.lines.contains(
                "1 file and 2 rows left out; standard error has the reasons. Files that are still there keep their earlier version."
            ))
        #expect(try folder.command.run("count", "\"食品生产企业\"").output == "1\n")
        #expect(try folder.command.run("show", "row-2").exitCode == 0)
    }

    @Test func replacesMalformedBytesWhereToldTo() throws {
        let folder = try SampleFolder()
        try folder.write("texts/坏.txt", Data("质量管理体系监督检查制度".utf8) + Data([0xFF, 0x0A]))
        let run = try folder.command.run("index", "texts", "--lossy", "--encoding", "utf-8", "--json")
        #expect(run.exitCode == 0)
        #expect(try run.json()["added"] as? Int == 6)
    }

    @Test func readsTheEncodingNamed() throws {
        let folder = try SampleFolder()
        // 质量 in GB 18030.
        try folder.write("gb/a.txt", Data([0xD6, 0xCA, 0xC1, 0xBF, 0x0A]))
        #expect(try folder.command.run("index", "gb", "--encoding", "gb18030").exitCode == 0)
        #expect(try folder.command.run("count", "\"质量\"").output == "1\n")
        #expect(try folder.command.run("index", "gb", "--encoding", "klingon").exitCode == 2)
    }

    @Test func findsARerunUnchanged() throws {
        let folder = try SampleFolder.indexed()
        let run = try folder.command.run("index", "texts", "--json")
        #expect(run.exitCode == 0)
        let report = try run.json()
        #expect(report["unchanged"] as? Int == 5)
        #expect(report["added"] as? Int == 0)
        #expect(report["passages"] as? Int == 0)
    }

    @Test func replacesWhatChangedAndDropsWhatIsGone() throws {
        let folder = try SampleFolder.indexed()
        try folder.write("texts/通知.md", "# 通知\n\n改为开展特种设备检查。\n")
        try folder.remove("texts/汇编/条例.txt")
        let run = try folder.command.run("index", "texts", "--json")
        #expect(run.exitCode == 0)
        let report = try run.json()
        #expect(report["updated"] as? Int == 1)
        #expect(report["removed"] as? Int == 1)
        #expect(try folder.command.run("show", "texts/汇编/条例.txt").exitCode == 1)
        #expect(try folder.command.run("count", "\"食品生产企业\"").output == "0\n")
        #expect(try folder.command.run("count", "\"特种设备\"").output == "1\n")
    }

    @Test func keepsWhatLiesOutsideThePathsGiven() throws {
        let folder = try SampleFolder.indexed()
        try folder.write("more/补充.txt", "第一条 补充规定。\n")
        #expect(try folder.command.run("index", "more").exitCode == 0)
        #expect(try folder.command.run("show", "texts/条例.txt").exitCode == 0)
    }

    @Test func saysThatNothingWasIndexed() throws {
        let folder = try SampleFolder()
        try folder.write("other/scan.png", "%PDF-1.4")
        let run = try folder.command.run("index", "other")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("Nothing was indexed"))
    }

    @Test func endsAtASymlinkLoop() throws {
        let folder = try SampleFolder()
        try FileManager.default.createSymbolicLink(
            at: folder.url("texts/loop"), withDestinationURL: folder.url("texts"))
        try FileManager.default.createSymbolicLink(
            at: folder.url("texts/self.txt"), withDestinationURL: folder.url("texts/self.txt"))
        let run = try folder.command.run("index", "texts", "--json")
        #expect([0, 1].contains(run.exitCode))
        #expect(try run.json()["added"] as? Int == 5)
    }

    @Test(.enabled(if: geteuid() != 0, "root may enter every folder"))
    func namesAFolderThatItMayNotEnter() throws {
        let folder = try SampleFolder()
        try folder.write("texts/closed/a.txt", "质量")
        #expect(try folder.command.shell("chmod 000 texts/closed").exitCode == 0)
        let run = try folder.command.run("index", "texts")
        _ = try folder.command.shell("chmod 700 texts/closed")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("closed"))
    }

    @Test func refusesASecondWriter() throws {
        let folder = try SampleFolder.indexed()
        let lock = open(folder.url("index/write.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        defer { close(lock) }
        let run = try folder.command.run("index", "texts")
        #expect(run.exitCode == 4)
        #expect(run.errors.hasPrefix("fagui: "))
        let removal = try folder.command.run("remove", "texts/条例.txt", "--json")
        #expect(removal.exitCode == 4)
        #expect((try removal.json()["error"] as? [String: Any])?["code"] as? String == "locked")
        #expect(try folder.command.run("search", "质量").exitCode == 0)
    }

    @Test func removesTexts() throws {
        let folder = try SampleFolder.indexed()
        let run = try folder.command.run("remove", "texts/通知.md", "texts/none.md", "--json")
        #expect(run.exitCode == 1)
        let report = try run.json()
        #expect(report["removed"] as? [String] == ["texts/通知.md"])
        #expect(report["not_found"] as? [String] == ["texts/none.md"])
        #expect(try folder.command.run("show", "texts/通知.md").exitCode == 1)
        #expect(try folder.command.run("remove", "texts/条例.txt").output == "1 text removed.\n")
    }
}
