import FaguiIndex
import FaguiTestSupport
import Testing

@testable import Fagui

@Suite struct LibraryBackupTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.path + "/index" }
    private var backup: String { folder.path + "/backup" }

    private func add(_ id: String, to library: Library) async throws {
        try await library.add(id: id, title: "通知", text: "电梯检验\(id)。")
        try await library.commit()
    }

    private func count(_ path: String) async throws -> Int { try await Library.open(at: path).count("电梯") }

    @Test func comesBackAsItWas() async throws {
        let library = try await Library.create(at: path)
        try await add("a", to: library)
        // The lock is held all the while.
        let first = try await library.backup(to: backup)
        #expect(first.linkedFiles == 8 && first.copiedFiles == 0)
        try await add("b", to: library)
        let second = try await library.backup(to: backup, linking: false)
        #expect(second.keptFiles == 8 && second.copiedFiles == 7 && second.linkedFiles == 0)
        #expect(try await count(backup) == 2)
        try await add("c", to: library)
        await library.close()
        let other = folder.path + "/other"
        #expect(try await Library.restore(from: backup, to: other).copiedFiles == 15)
        #expect(try await count(other) == 2)
        let error = await #expect(throws: LibraryError.self) { try await Library.restore(from: backup, to: path) }
        #expect(error?.code == .invalidArgument && error?.advice.contains("--force") == true)
        #expect(try await count(path) == 3)
        let reader = try await Library.open(at: path)
        #expect(try await Library.restore(from: backup, to: path, replacing: true).keptFiles == 15)
        #expect(try await count(path) == 2)
        // Whoever has it open sees the old commit, and the restored one when it looks again.
        #expect(try await reader.count("电梯") == 3)
        try await reader.refresh()
        #expect(try await reader.count("电梯") == 2)
        #expect(try await Library.verify(at: path).isSound)
    }

    @Test func onlyAnEmptyFolderOrABackupIsTaken() async throws {
        let library = try await Library.create(at: path)
        try await add("a", to: library)
        await library.close()
        let other = try await Library.create(at: folder.path + "/other")
        try await add("z", to: other)
        await other.close()
        for taken in [folder.path + "/other", path, folder.path + "/./index"] {
            let error = await #expect(throws: LibraryError.self) { try await Library.backup(at: path, to: taken) }
            #expect(error?.code == .invalidArgument, "\(taken)")
        }
        #expect(try await count(folder.path + "/other") == 1)
        let missing = await #expect(throws: LibraryError.self) {
            try await Library.backup(at: folder.path + "/none", to: backup)
        }
        #expect(missing?.code == .noIndex)
        #expect(!SourceRoots.exists(backup))
    }

    @Test func theBackupOfAnotherIndexIsNotReplacedByMistake() async throws {
        let library = try await Library.create(at: path)
        try await add("a", to: library)
        try await library.backup(to: backup)
        await library.close()
        let other = try await Library.create(at: folder.path + "/other")
        for id in ["x", "y", "z"] { try await add(id, to: other) }
        let error = await #expect(throws: LibraryError.self) { try await other.backup(to: backup) }
        #expect(error?.code == .invalidArgument && error?.advice.contains("--force") == true)
        #expect(try await count(backup) == 1)
        try await other.backup(to: backup, replacing: true)
        await other.close()
        #expect(try await count(backup) == 3)
    }

    @Test func anIndexThatWasBegunAnewDoesNotReplaceTheBackupOfTheOldOne() async throws {
        let library = try await Library.create(at: path)
        for id in ["a", "b", "c"] { try await add(id, to: library) }
        try await library.backup(to: backup)
        await library.close()
        for name in try FileSystemDirectory(path: path).list() { try folder.remove("index/\(name)") }
        let new = try await Library.create(at: path)
        try await add("d", to: new)
        let error = await #expect(throws: LibraryError.self) { try await new.backup(to: backup) }
        #expect(error?.code == .invalidArgument && error?.message.contains("begun anew") == true)
        await new.close()
        #expect(try await count(backup) == 3)
    }

    @Test func aDamagedIndexMarksNoFolder() async throws {
        let library = try await Library.create(at: path)
        try await add("a", to: library)
        await library.close()
        let file = try FileSystemDirectory(path: path).map("s000001.postings")
        var bytes = withExtendedLifetime(file) { Array(file.bytes) }
        bytes[bytes.count / 2] ^= 1
        try folder.write("index/s000001.postings", bytes: bytes)
        await #expect(throws: LibraryError.self) { try await Library.backup(at: path, to: backup) }
        let own = try await Library.create(at: backup)
        try await add("b", to: own)
        await own.close()
        let other = try await Library.create(at: folder.path + "/other")
        for id in ["x", "y", "z"] { try await add(id, to: other) }
        await #expect(throws: LibraryError.self) { try await other.backup(to: backup, replacing: true) }
        await other.close()
        #expect(try await count(backup) == 1)
    }
}
