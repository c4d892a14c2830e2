import CSQLite
import FaguiTestSupport
import Testing

@testable import FaguiCorpus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct LawDatabaseTests {
    private static let category = """
        CREATE TABLE category (id TEXT, name TEXT, folder TEXT, isSubFolder INTEGER, "group" TEXT, "order" INTEGER);
        INSERT INTO category VALUES ('c', '经济法', '经济法', 0, NULL, 1), ('d', '某省', '地方性法规/某省', 1, '', 2);
        """
    private static let law = """
        CREATE TABLE law (id TEXT, level TEXT, name TEXT, subtitle TEXT, filename TEXT, publish DATE, valid_from DATE,
            expired INTEGER, "order" INTEGER, ver INTEGER, tags TEXT, category_id TEXT);
        """

    private static func make(_ sql: String, at path: String) throws {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
        try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    }

    /// Walks over a checkout with some files and a database that SQL makes.
    private static func walk(_ sql: String, _ files: [String]) throws -> CorpusWalk {
        let folder = TemporaryFolder()
        makeFolders("Laws", in: folder)
        for file in files { _ = try write("# 法\n第一条 甲。\n", to: "Laws/" + file, in: folder) }
        try make(sql, at: folder.path + "/Laws/db.sqlite3")
        return CorpusWalker.walk([folder.path + "/Laws"])
    }

    private static func said(_ walk: CorpusWalk, _ file: String) -> [String] {
        walk.files.first { $0.id == "Laws/" + file }?.metadata.map { "\($0.key)=\($0.value)" } ?? []
    }

    @Test func rowsFindTheirFiles() throws {
        let walk = try Self.walk(
            Self.category + Self.law + """
                INSERT INTO law VALUES
                ('1', '法律', '质量法', NULL, NULL, '2018-12-29', '2019-01-01', 0, NULL, 1, NULL, 'c'),
                ('2', '法律', '质量法', NULL, NULL, '2009-08-27', '', 1, NULL, 1, NULL, 'c'),
                ('3', '法律', '法典 总则', NULL, '总则', NULL, NULL, 0, NULL, 1, NULL, 'c'),
                ('4', '案例', '一句话的裁判规则', '甲诉乙案', NULL, '', NULL, 0, NULL, 1, NULL, 'c'),
                ('5', '地方性法规', '某省旅游条例', NULL, NULL, '2001-02-03', '2001-02-31', 1, NULL, 1, NULL, 'd'),
                ('6', '法律', '放错的法', NULL, NULL, '2001-02-03', NULL, 0, NULL, 1, NULL, 'd'),
                ('7', '法律', '没有的法', NULL, NULL, NULL, NULL, 0, NULL, 1, NULL, 'zz');
                """,
            [
                "经济法/质量法(2018-12-29).md", "经济法/质量法(2009-08-27).md", "经济法/总则.md", "经济法/甲诉乙案.md",
                "地方性法规/某省/某省旅游条例.md", "经济法/放错的法(2001-02-03).md", "经济法/别的法.md",
            ])
        #expect(walk.warnings == [])
        #expect(walk.otherTypes == [:])
        #expect(
            Self.said(walk, "经济法/质量法(2018-12-29).md") == ["level=法律", "published=2018-12-29", "effective=2019-01-01"])
        #expect(Self.said(walk, "经济法/质量法(2009-08-27).md") == ["level=法律", "published=2009-08-27", "status=已被修改"])
        #expect(Self.said(walk, "经济法/总则.md") == ["level=法律"])
        #expect(Self.said(walk, "经济法/甲诉乙案.md") == ["level=其他"])
        #expect(Self.said(walk, "地方性法规/某省/某省旅游条例.md") == ["level=地方性法规", "published=2001-02-03", "status=已废止"])
        #expect(Self.said(walk, "经济法/放错的法(2001-02-03).md") == ["level=法律", "published=2001-02-03"])
        #expect(Self.said(walk, "经济法/别的法.md") == [])
    }

    @Test func columnsMayBeFewerAndInAnotherOrder() throws {
        let walk = try Self.walk(
            "CREATE TABLE category (folder TEXT, id INTEGER); INSERT INTO category VALUES ('法', 1);"
                + "CREATE TABLE law (category_id INTEGER, expired TEXT, NAME TEXT, publish INTEGER, level BLOB);"
                + "INSERT INTO law VALUES (1, NULL, '质量法', 20091231, x'E6B395E5BE8B'), (1, 0, NULL, NULL, NULL);",
            ["法/质量法.md"])
        #expect(walk.warnings == [])
        #expect(Self.said(walk, "法/质量法.md") == ["level=法律"])
    }

    @Test(arguments: [
        "CREATE TABLE other (a)", "CREATE TABLE category (id, folder); CREATE TABLE law (id)",
        "CREATE TABLE category (id, folder); CREATE VIEW law AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS name FROM r",
    ])
    func anotherDatabaseGivesNothing(sql: String) throws {
        let walk = try Self.walk(sql, ["a.md"])
        #expect(walk.files.map(\.metadata) == [[]])
        #expect(walk.otherTypes == ["sqlite3": 1])
    }

    @Test func whatIsNoDatabaseIsAWarning() throws {
        let folder = TemporaryFolder()
        _ = try write("no database at all", to: "Laws/db.sqlite3", in: folder)
        _ = try write("第一条 甲。", to: "Laws/a.txt", in: folder)
        let walk = CorpusWalker.walk([folder.path + "/Laws"])
        #expect(walk.warnings.map(\.path) == [folder.path + "/Laws/db.sqlite3"])
        #expect(walk.files.count == 1)
    }

    @Test(arguments: RandomTests.seeds(40))
    func damageDoesNoHarm(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        makeFolders("Laws", in: folder)
        let path = folder.path + "/Laws/db.sqlite3"
        let rows = (0..<200).map { "('\($0)', '法律', '质量法\($0)', NULL, NULL, '2018-12-29', '', 0, 0, 1, '', 'c')" }
        try Self.make(
            Self.category + Self.law + "INSERT INTO law VALUES " + rows.joined(separator: ",") + ";", at: path)
        let file = try OpenSource(path: path)
        let whole = try file.bytes(0..<file.size)
        var bytes = Array(whole.view)
        if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        for _ in 0..<Int.random(in: 1..<60, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        _ = try write(bytes, to: "Laws/db.sqlite3", in: folder)
        var warnings: ProblemList = []
        let table = LawDatabase.read(path, at: SourcePlace(path: path), in: folder.path + "/Laws", warnings: &warnings)
        #expect(table.rows.count <= 400)
    }

    @Test func aDatabaseTakesNoMoreMemoryThanItMay() throws {
        let folder = TemporaryFolder()
        makeFolders("Laws", in: folder)
        let path = folder.path + "/Laws/db.sqlite3"
        try Self.make(
            Self.category + Self.law
                + "INSERT INTO law VALUES ('1', '法律', '质量法', NULL, NULL, NULL, NULL, 0, NULL, 1, NULL, 'c');", at: path)
        var warnings: ProblemList = []
        #expect(
            !LawDatabase.read(path, at: SourcePlace(path: path), in: folder.path + "/Laws", warnings: &warnings).rows
                .isEmpty)
        #expect(warnings == [])
        #expect(
            LawDatabase.read(
                path, at: SourcePlace(path: path), in: folder.path + "/Laws", memory: 100, warnings: &warnings
            ).rows.isEmpty)
        #expect(warnings.map { $0.reason.contains("--memory") } == [true])
    }

    @Test func aPathIsTakenAsItIs() throws {
        let folder = TemporaryFolder()
        makeFolders("a?b%41#c 法", in: folder)
        let path = folder.path + "/a?b%41#c 法/db.sqlite3"
        try Self.make(Self.category + Self.law, at: path)
        var warnings: ProblemList = []
        _ = LawDatabase.read(path, at: SourcePlace(path: path), in: "", warnings: &warnings)
        #expect(warnings == [])
    }

    @Test func aDatabaseThatWasWrittenWithALogIsReadAsItStands() throws {
        let folder = TemporaryFolder()
        makeFolders("Laws", in: folder)
        _ = try write("# 法\n第一条 甲。\n", to: "Laws/质量法.md", in: folder)
        let path = folder.path + "/Laws/db.sqlite3"
        try Self.make(
            "PRAGMA journal_mode=WAL;" + Self.category + Self.law
                + "INSERT INTO law VALUES ('1', '法律', '质量法', NULL, NULL, NULL, NULL, 0, NULL, 1, NULL, '');", at: path)
        let walk = CorpusWalker.walk([folder.path + "/Laws"])
        #expect(walk.warnings == [])
        #expect(Self.said(walk, "质量法.md") == ["level=法律"])
    }

    // MARK: What is put in its place

    private static func refusal(_ path: String, root: String) -> String? {
        var warnings: ProblemList = []
        let table = LawDatabase.read(path, at: SourcePlace(path: path, root: root), in: root, warnings: &warnings)
        return table.rows.isEmpty && warnings.count == 1 ? warnings.first?.reason : nil
    }

    @Test func aDatabaseThatBecameALinkSinceItWasFoundIsNotRead() throws {
        let folder = TemporaryFolder()
        makeFolders("secret", in: folder)
        makeFolders("Laws/real", in: folder)
        try Self.make(
            Self.category + Self.law
                + "INSERT INTO law VALUES ('1', '法律', '秘密', NULL, NULL, NULL, NULL, 0, NULL, 1, NULL, '');",
            at: folder.path + "/secret/db.sqlite3")
        let root = folder.path + "/Laws"
        try #require(symlink("../secret/db.sqlite3", root + "/db.sqlite3") == 0)
        try #require(symlink("../secret", root + "/sub") == 0)
        #expect(Self.refusal(root + "/db.sqlite3", root: root) == "a link: not followed")
        #expect(Self.refusal(root + "/sub/db.sqlite3", root: root) == "a link: not followed")
    }

    @Test(.timeLimit(.minutes(1))) func aDatabaseThatBecameAPipeOrADeviceIsNotRead() throws {
        let folder = TemporaryFolder()
        try #require(mkfifo(folder.path + "/db.sqlite3", 0o600) == 0)
        #expect(Self.refusal(folder.path + "/db.sqlite3", root: folder.path) == "not a regular file")
        #expect(Self.refusal("/dev/zero", root: "/dev") == "not a regular file")
    }
}
