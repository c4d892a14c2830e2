import FaguiTestSupport
import Testing

@testable import FaguiIndex

/// What every directory must do, the real one and the one that tests use.
@Suite struct DirectoryConformanceTests {
    /// A directory to be tested, made anew for each test.
    enum Kind: CaseIterable, CustomTestStringConvertible {
        case fileSystem, memory

        var testDescription: String { self == .memory ? "MemoryDirectory" : "FileSystemDirectory" }

        func make() throws -> (directory: any Directory, folder: TemporaryFolder?) {
            guard self == .fileSystem else { return (MemoryDirectory(), nil) }
            let folder = TemporaryFolder()
            return (try FileSystemDirectory(path: folder.path), folder)
        }
    }

    @Test(arguments: Kind.allCases) func whatWasWrittenIsMapped(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        try write([1, 2, 3], to: "a", in: directory)
        try write([], to: "empty", in: directory)
        #expect(try content(of: "a", in: directory) == [1, 2, 3])
        #expect(try content(of: "empty", in: directory) == [])
        #expect(try directory.list().sorted() == ["a", "empty"])
    }

    @Test(arguments: Kind.allCases) func writesFollowOneAnother(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        let output = try directory.create("a")
        for part in [[UInt8]](repeating: Array(0...255), count: 1000) {
            try part.withUnsafeBytes { try output.write($0) }
        }
        try output.synchronize()
        try output.close()
        let bytes = try content(of: "a", in: directory)
        #expect(bytes.count == 256_000 && bytes.enumerated().allSatisfy { $0.element == UInt8($0.offset & 255) })
    }

    @Test(arguments: Kind.allCases) func mappedBytesOutliveTheFile(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        try write([1, 2, 3], to: "a", in: directory)
        try write([4], to: "b", in: directory)
        let removed = try directory.map("a"), replaced = try directory.map("b")
        try directory.remove("a")
        try write([5, 6], to: "b", in: directory)
        #expect(Array(removed.bytes) == [1, 2, 3] && Array(replaced.bytes) == [4])
        #expect(try content(of: "b", in: directory) == [5, 6])
    }

    @Test(arguments: Kind.allCases) func aMissingFileIsToldAsMissing(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        let error = #expect(throws: IndexError.self) { try directory.map("nowhere") }
        #expect(error?.isMissingFile == true)
        #expect("\(try #require(error))".contains("nowhere"))
    }

    @Test(arguments: Kind.allCases) func removingAMissingFileIsNoError(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        try directory.remove("nowhere")
        #expect(try directory.list().isEmpty)
    }

    @Test(arguments: Kind.allCases) func renamingReplaces(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        try write([1], to: "old", in: directory)
        try write([2], to: "new", in: directory)
        try directory.rename("new", to: "old")
        try directory.synchronize()
        #expect(try directory.list() == ["old"] && content(of: "old", in: directory) == [2])
        #expect(throws: IndexError.self) { try directory.rename("nowhere", to: "old") }
    }

    @Test(arguments: Kind.allCases) func theLockIsHeldOnceAndEndsWithItsValue(_ kind: Kind) throws {
        let (directory, folder) = try kind.make()
        defer { withExtendedLifetime(folder) {} }
        var lock: (any DirectoryLock)? = try directory.lock("write.lock")
        #expect(throws: IndexError.locked(path: directory.path)) { try directory.lock("write.lock") }
        withExtendedLifetime(lock) {}
        lock = nil
        let again = try directory.lock("write.lock")
        withExtendedLifetime(again) {}
        #expect(try directory.list() == ["write.lock"])
    }

    private func write(_ bytes: [UInt8], to name: String, in directory: any Directory) throws {
        let output = try directory.create(name)
        try bytes.withUnsafeBytes { try output.write($0) }
        try output.synchronize()
        try output.close()
    }

    private func content(of name: String, in directory: any Directory) throws -> [UInt8] {
        let file = try directory.map(name)
        return Array(file.bytes)
    }
}
