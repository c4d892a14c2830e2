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

@Suite struct CorpusWalkerTests {
    private let folder = TemporaryFolder()

    private func make(_ names: String...) throws {
        for name in names { _ = try write("质量", to: name, in: folder) }
    }

    @Test func filesComeInTheOrderOfTheirIDsByBytes() throws {
        try make(
            "c/乙.md", "c/b/x.jsonl", "c/b.txt", "c/B.TXT", "c/.hidden.txt", "c/.git/a.txt", "c/db.sqlite3", "c/README",
            "c/甲.md")
        let walk = CorpusWalker.walk(["\(folder.path)/c/"])
        #expect(walk.files.map(\.id) == ["c/B.TXT", "c/b.txt", "c/b/x.jsonl", "c/乙.md", "c/甲.md"])
        #expect(walk.files.map(\.format) == [.plainText, .plainText, .jsonLines, .markdown, .markdown])
        #expect(walk.files.first?.path == "\(folder.path)/c/B.TXT")
        #expect(walk.files.first?.sizeInBytes == 6)
        #expect(walk.otherTypes == ["sqlite3": 1, "": 1])
        #expect(walk.problems == [])
    }

    @Test func aFileGivenByNameIsReadWhateverItsEnding() throws {
        try make("c/notes.text", "c/law.md", "c/.hidden")
        let walk = CorpusWalker.walk(["notes.text", "law.md", ".hidden"].map { "\(folder.path)/c/\($0)" })
        #expect(walk.files.map(\.id) == ["notes.text", "law.md", ".hidden"])
        #expect(walk.files.map(\.format) == [.plainText, .markdown, .plainText])
        #expect(walk.coverage.contains("law.md"))
        #expect(walk.coverage.contains("law.md#row"))
        #expect(!walk.coverage.contains("law.mdx"))
    }

    @Test func aRootHasItsRealName() throws {
        try make("corpus/sub/a.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/corpus/sub/..", "\(folder.path)/corpus/."])
        #expect(walk.files.map(\.id) == ["corpus/sub/a.txt", "corpus/sub/a.txt"])
    }

    @Test func coverageEndsAtTheRoots() throws {
        try make("c/a.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/c", "\(folder.path)/gone", "\(folder.path)/gone.txt"])
        #expect(walk.coverage.contains("c/removed.txt"))
        #expect(walk.coverage.contains("c/rows.jsonl#7"))
        #expect(!walk.coverage.contains("c2/a.txt"))
        #expect(!walk.coverage.contains("c"))
        #expect(!walk.coverage.contains("gone/a.txt"))
        #expect(!walk.coverage.contains("gone.txt"))
        #expect(walk.problems.map(\.kind) == [.notFound, .notFound])
        #expect(!CorpusCoverage().contains("c/a.txt"))
    }

    @Test func linksAreFollowedButNotInCircles() throws {
        try make("c/sub/a.txt", "elsewhere/b.txt")
        try #require(symlink("..", "\(folder.path)/c/sub/up") == 0)
        try #require(symlink("\(folder.path)/elsewhere", "\(folder.path)/c/other") == 0)
        try #require(symlink("self.txt", "\(folder.path)/c/self.txt") == 0)
        try #require(symlink("nowhere", "\(folder.path)/c/dangling.txt") == 0)
        let walk = CorpusWalker.walk(["\(folder.path)/c"], followingLinks: true)
        #expect(walk.files.map(\.id) == ["c/other/b.txt", "c/sub/a.txt"])
        let found = Set(walk.problems.map { String($0.path.dropFirst(folder.path.utf8.count + 3)) })
        #expect(found == ["sub/up", "self.txt", "dangling.txt"])
    }

    @Test func foldersThatLinkToEachOtherAreWalkedOnce() throws {
        let depth = 40
        for level in 0..<depth { try make("far/\(level)/a.txt") }
        makeFolders("c", in: folder)
        try #require(symlink("../far/0", "\(folder.path)/c/start") == 0)
        for level in 0..<depth - 1 {
            for name in ["x", "y"] {
                try #require(symlink("../\(level + 1)", "\(folder.path)/far/\(level)/\(name)") == 0)
            }
        }
        let walk = CorpusWalker.walk(["\(folder.path)/c"], followingLinks: true)
        let chain = (0..<depth).map { "c/start" + String(repeating: "/x", count: $0) + "/a.txt" }
        #expect(Set(walk.files.map(\.id)) == Set(chain))
        #expect(walk.files.count == depth)
        #expect(walk.problems.count == depth - 1)
        #expect(walk.problems.contains { !$0.path.hasSuffix("/y") } == false)
    }

    @Test func theRealPathOfAFolderCountsMoreThanALink() throws {
        try make("c/z/deep/a.txt", "c/b/b.txt")
        try #require(symlink("../z/deep", "\(folder.path)/c/b/link") == 0)
        try #require(symlink("z", "\(folder.path)/c/a") == 0)
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.id) == ["c/b/b.txt", "c/z/deep/a.txt"])
        #expect(Set(walk.problems.map { $0.path.dropFirst(folder.path.utf8.count) }) == ["/c/b/link", "/c/a"])
    }

    /// Root reads everything, so there is nothing to see then.
    @Test(.enabled(if: geteuid() != 0, "skipped: run by root, who may read everything"))
    func whatCannotBeSeenIsNotCovered() throws {
        try make("c/closed/a.txt", "c/b.txt", "c/rows.jsonl")
        chmod("\(folder.path)/c/closed", 0)
        chmod("\(folder.path)/c/rows.jsonl", 0)
        defer { chmod("\(folder.path)/c/closed", 0o755) }
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.id) == ["c/b.txt", "c/rows.jsonl"])
        #expect(walk.problems.map(\.kind) == [.unreadable])
        #expect(!walk.coverage.contains("c/closed/a.txt"))
        #expect(!walk.coverage.contains("c/rows.jsonl#1"))
        #expect(walk.coverage.contains("c/gone.txt"))
    }

    @Test func exclusionsAreOfFoldersAndOfFilesWithTheirRows() {
        var coverage = CorpusCoverage()
        coverage.cover(folder: "c")
        coverage.exclude(folder: "c/closed")
        coverage.exclude(file: "c/rows.jsonl")
        #expect(!coverage.contains("c/closed/deep/a.txt"))
        #expect(coverage.contains("c/closed2/a.txt"))
        #expect(!coverage.contains("c/rows.jsonl"))
        #expect(!coverage.contains("c/rows.jsonl#a/b"))
        #expect(coverage.contains("c/rows.jsonl2"))
    }

    @Test func namesThatOnlyLookAlikeAreNotCoveredTogether() {
        var coverage = CorpusCoverage()
        coverage.cover(file: "caf\u{E9}.jsonl")
        coverage.cover(folder: "\u{F900}")
        coverage.exclude(file: "\u{F900}/caf\u{E9}.txt")
        #expect(coverage.contains("caf\u{E9}.jsonl#1"))
        #expect(!coverage.contains("cafe\u{301}.jsonl"))
        #expect(!coverage.contains("cafe\u{301}.jsonl#1"))
        #expect(coverage.contains("\u{F900}/a.txt"))
        #expect(!coverage.contains("\u{8C48}/a.txt"))
        #expect(!coverage.contains("\u{F900}/caf\u{E9}.txt"))
        #expect(coverage.contains("\u{F900}/cafe\u{301}.txt"))
    }

    @Test func aNameThatIsNoUTF8IsReported() throws {
        makeFolders("c", in: folder)
        let path = Array("\(folder.path)/c/".utf8) + [0xB0, 0xB2] + Array(".txt".utf8) + [0]
        let descriptor = path.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { creat($0, 0o644) } ?? -1
        }
        try #require(descriptor >= 0)
        close(descriptor)
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files == [])
        #expect(walk.problems.count == 1)
        path.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { _ = unlink(start) }
        }
    }
}
