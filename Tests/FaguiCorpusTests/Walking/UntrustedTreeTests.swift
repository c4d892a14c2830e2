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

/// Folders that somebody else made: links out of them, pipes and devices, paths without end.
@Suite struct UntrustedTreeTests {
    private let folder = TemporaryFolder()

    private func link(_ target: String, _ name: String) throws {
        try #require(symlink(target, "\(folder.path)/\(name)") == 0)
    }

    // MARK: Links

    @Test func linksOutOfTheRootsAreCountedAndReportedOnce() throws {
        try folder.write("secret/key.txt", "秘密")
        try folder.write("c/a.txt", "质量")
        try link("../secret", "c/folder")
        try link("../secret/key.txt", "c/file.txt")
        try link("\(folder.path)/secret/key.txt", "c/metadata.csv")
        try link("/etc/passwd", "c/z.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.id) == ["c/a.txt"])
        #expect(walk.warnings.isEmpty, "the table behind the link was not read")
        #expect(walk.problems.count == 1)
        let problem = try #require(walk.problems.first)
        #expect(problem.path == "\(folder.path)/c/file.txt")
        #expect(problem.reason.contains("3 others") && problem.reason.contains("--follow-links"))
        // It was not looked at, so nobody can say that it is gone.
        #expect(!walk.coverage.contains("c/file.txt"))
        #expect(!walk.coverage.contains("c/folder/key.txt"))
        #expect(walk.coverage.contains("c/gone.txt"))
    }

    @Test func theyAreFollowedWhereThatIsAskedFor() throws {
        try folder.write("secret/key.txt", "秘密")
        try folder.write("c/a.txt", "质量")
        try link("../secret", "c/folder")
        try link("../secret/key.txt", "c/file.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/c"], followingLinks: true)
        #expect(walk.files.map(\.id) == ["c/a.txt", "c/file.txt", "c/folder/key.txt"])
        #expect(walk.problems.isEmpty)
    }

    @Test func linksBetweenTheRootsAreFollowed() throws {
        try folder.write("one/a.txt", "质量")
        try folder.write("two/b.txt", "安全")
        // A name that begins as a root's does is not below it.
        try folder.write("one-more/c.txt", "秘密")
        try link("../two/b.txt", "one/b.txt")
        try link("../one-more/c.txt", "one/c.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/one", "\(folder.path)/two"])
        #expect(walk.files.map(\.id) == ["one/a.txt", "one/b.txt", "two/b.txt"])
        #expect(walk.problems.map(\.path) == ["\(folder.path)/one/c.txt"])
        let file = try #require(walk.files.first { $0.id == "one/b.txt" })
        let bytes = try SourceBytes(SourcePart(file))
        #expect(bytes.view.elementsEqual(Array("安全".utf8)))
    }

    @Test func aRootThatIsALinkIsFollowed() throws {
        try folder.write("real/a.txt", "质量")
        try link("real", "c")
        try link("real/a.txt", "b.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/c", "\(folder.path)/b.txt"])
        #expect(walk.files.map(\.id) == ["c/a.txt", "b.txt"])
        #expect(walk.problems.isEmpty)
        for file in walk.files { #expect(try SourceBytes(SourcePart(file)).view.count == 6) }
    }

    @Test func aFileThatBecameALinkSinceItWasFoundIsNotRead() throws {
        try folder.write("secret.txt", "秘密")
        try folder.write("c/a.txt", "质量")
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        try folder.remove("c/a.txt")
        try link("../secret.txt", "c/a.txt")
        let error = #expect(throws: CorpusError.self) { _ = try SourceBytes(SourcePart(walk.files[0])) }
        #expect(error?.reason == "a link: not followed")
    }

    // MARK: Links that come between looking and opening

    private func content(_ file: SourceFile) throws -> String {
        let source = try SourceBytes(SourcePart(file))
        return String(decoding: source.view, as: UTF8.self)
    }

    private func exchange(_ name: String, forLinkTo target: String) throws {
        try #require(rename("\(folder.path)/\(name)", "\(folder.path)/moved") == 0)
        try link(target, name)
    }

    @Test func aFolderThatBecameALinkSinceItsFilesWereFoundIsNotReadThrough() throws {
        try folder.write("secret/a.txt", "秘密")
        try folder.write("c/deep/sub/a.txt", "质量")
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.id) == ["c/deep/sub/a.txt"])
        #expect(try content(walk.files[0]) == "质量")
        try exchange("c/deep/sub", forLinkTo: "../../secret")
        let error = #expect(throws: CorpusError.self) { _ = try SourceBytes(SourcePart(walk.files[0])) }
        #expect(error?.reason == "a link: not followed" && error?.kind == .unreadable)
        // Nor through one that stays inside: who looked did not look there.
        try folder.remove("c/deep/sub")
        try link("../../moved", "c/deep/sub")
        #expect(throws: CorpusError.self) { _ = try SourceBytes(SourcePart(walk.files[0])) }
    }

    @Test func aFolderThatBecomesALinkBeforeItIsEnteredIsNotEntered() throws {
        try folder.write("secret/key.txt", "秘密")
        try folder.write("secret/metadata.csv", "文件,题目\nkey.txt,秘密\n")
        try folder.write("c/sub/a.txt", "质量")
        try folder.write("c/b.txt", "质量")
        var thrown: (any Error)?
        let walk = CorpusWalker.walk(["\(folder.path)/c"], followingLinks: false) { path in
            guard path.hasSuffix("/sub") else { return }
            do { try exchange("c/sub", forLinkTo: "../secret") } catch { thrown = error }
        }
        #expect(thrown == nil)
        #expect(walk.files.map(\.id) == ["c/b.txt"])
        #expect(walk.problems.map(\.path) == ["\(folder.path)/c/sub"])
        #expect(walk.problems.first?.reason.contains("a link took its place") == true)
        #expect(!walk.coverage.contains("c/sub/a.txt"), "what was there may still be there")
    }

    @Test(arguments: ["c/link", "c/.store/real"])
    func aLinkIsFollowedToWhereItLedWhenItWasLookedAt(exchanged: String) throws {
        try folder.write("secret/key.txt", "秘密")
        try folder.write("c/.store/real/a.txt", "质量")
        try link(".store/real", "c/link")
        var thrown: (any Error)?
        let walk = CorpusWalker.walk(["\(folder.path)/c"], followingLinks: false) { path in
            guard path.hasSuffix("/link") else { return }
            do { try exchange(exchanged, forLinkTo: "\(folder.path)/secret") } catch { thrown = error }
        }
        #expect(thrown == nil)
        // The link leads elsewhere now, and what it led to is what is read; or that is a link itself, and nothing is.
        #expect(walk.files.map(\.id) == (exchanged == "c/link" ? ["c/link/a.txt"] : []))
        for file in walk.files { #expect(try content(file) == "质量") }
        #expect(walk.problems.isEmpty == (exchanged == "c/link"))
    }

    @Test func filesBehindALinkAreReadWhereItLedToAndNowhereElse() throws {
        try folder.write("secret/a.txt", "秘密")
        try folder.write("c/.store/real/a.txt", "质量")
        try link(".store/real", "c/link")
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.path) == ["\(folder.path)/c/link/a.txt"])
        try folder.remove("c/link")
        try link("../secret", "c/link")
        #expect(try content(walk.files[0]) == "质量")
        try exchange("c/.store", forLinkTo: "../secret")
        #expect(throws: CorpusError.self) { _ = try SourceBytes(SourcePart(walk.files[0])) }
    }

    // MARK: What is neither a file nor a folder

    /// A pipe that is opened to be read waits for a writer for ever; that this test ends shows that none is.
    @Test(.timeLimit(.minutes(1))) func pipesSocketsAndDevicesAreNeverOpened() throws {
        try folder.write("c/a.txt", "质量")
        for name in ["pipe.txt", "pipe.zip", "pipe.jsonl", "metadata.csv", "db.sqlite3"] {
            try #require(mkfifo("\(folder.path)/c/\(name)", 0o600) == 0)
        }
        try #require(mkfifo("\(folder.path)/pipe.txt", 0o600) == 0)
        try link("pipe.txt", "c/link.txt")
        let walk = CorpusWalker.walk(["\(folder.path)/c", "\(folder.path)/pipe.txt", "/dev/zero"])
        #expect(walk.files.map(\.id) == ["c/a.txt"])
        #expect(walk.problems.filter { $0.reason == "neither a file nor a folder" }.count == 2)
    }

    @Test(.timeLimit(.minutes(1)), arguments: SourceFormat.allCases)
    func aFileThatBecameAPipeSinceItWasFoundIsNotRead(format: SourceFormat) throws {
        let name = "c/a.\(format.rawValue)"
        try folder.write(name, "质量")
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        let file = try #require(walk.files.first)
        try folder.remove(name)
        try #require(mkfifo("\(folder.path)/\(name)", 0o600) == 0)
        let reader = CorpusReader()
        for part in reader.parts(of: file, size: 1) {
            let error = #expect(throws: CorpusError.self) {
                _ = try reader.read(part, isUnchanged: { _, _, _ in false }, body: { _ in })
            }
            #expect(error?.reason == "not a regular file")
        }
    }

    #if os(Linux)
        @Test(.timeLimit(.minutes(1))) func filesOfTheKernelAreReadNoFurtherThanTheirSize() throws {
            // Length 0 and content without end, or of another length at every look.
            let paths = ["/proc/self/maps", "/proc/self/mem", "/sys/kernel/mm/transparent_hugepage/enabled"]
            for path in paths where access(path, R_OK) == 0 {
                let walk = CorpusWalker.walk([path])
                for file in walk.files {
                    let bytes = try? SourceBytes(SourcePart(file)).view.count
                    #expect(bytes ?? 0 <= file.sizeInBytes, "\(path)")
                }
            }
        }
    #endif

    // MARK: Files that change

    @Test func aFileThatIsCutShortWhileItIsReadEndsWhereItEnds() throws {
        try folder.write("c/a.txt", String(repeating: "质量。", count: 100_000))
        let source = try OpenSource(path: "\(folder.path)/c/a.txt")
        try #require(truncate("\(folder.path)/c/a.txt", 9) == 0)
        #expect(try source.bytes(0..<source.size).view.count == 9)
        try folder.write("c/a.txt", String(repeating: "质量。", count: 200_000))
        #expect(try source.bytes(0..<source.size).view.count == source.size, "what came later is left for the next run")
    }

    // MARK: Names and depth

    @Test func aNameMayBeAsLongAsASystemAllows() throws {
        let name = String(repeating: "质", count: 83) + ".txt"
        try folder.write("c/\(name)", "质量")
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.id) == ["c/\(name)"])
    }

    /// Made from within, since no path is long enough to name the innermost.
    @Test func foldersNestedDeeperThanAPathCanBeLongAreReportedNotFollowed() throws {
        let depth = 5_000
        try folder.write("c/a.txt", "质量")
        var descriptor = open("\(folder.path)/c", O_RDONLY | O_DIRECTORY)
        for _ in 0..<depth {
            try #require(mkdirat(descriptor, "d", 0o755) == 0)
            let next = openat(descriptor, "d", O_RDONLY | O_DIRECTORY)
            close(descriptor)
            try #require(next >= 0)
            descriptor = next
        }
        close(descriptor)
        defer { removeNested("\(folder.path)/c/d", depth: depth) }
        let walk = CorpusWalker.walk(["\(folder.path)/c"])
        #expect(walk.files.map(\.id) == ["c/a.txt"])
        #expect(walk.problems.count == 1)
        #expect(walk.problems.first?.reason == "File name too long")
    }

    /// Takes the innermost folders out first, by moving what is below up step by step.
    private func removeNested(_ path: String, depth: Int) {
        let aside = folder.path + "/aside"
        for _ in 0..<depth {
            rename(path + "/d", aside)
            rmdir(path)
            rename(aside, path)
        }
        rmdir(path)
    }
}
