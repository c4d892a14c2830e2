import FaguiTestSupport
import Testing

@testable import FaguiIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What only a folder of the file system can do.
@Suite struct FileSystemDirectoryTests {
    @Test func foldersAreMadeOnlyWhenAsked() throws {
        let folder = TemporaryFolder()
        let path = "\(folder.path)/a/b/"
        #expect(throws: IndexError.notFound(path: path)) { try FileSystemDirectory(path: path) }
        let directory = try FileSystemDirectory(path: path, creating: true)
        #expect(try directory.list().isEmpty)
        #expect(try FileSystemDirectory(path: path, creating: true).list().isEmpty)
    }

    @Test func aFileInThePlaceOfTheFolderIsToldWithWhatToDo() throws {
        let folder = TemporaryFolder()
        try touch("\(folder.path)/file")
        let error = #expect(throws: IndexError.self) { try FileSystemDirectory(path: "\(folder.path)/file") }
        #expect("\(try #require(error))".contains("a file where a folder is needed"))
    }

    @Test func anImpossiblePathIsNotFound() {
        for path in ["", "a\0b"] {
            #expect(throws: IndexError.notFound(path: path)) { try FileSystemDirectory(path: path, creating: true) }
        }
    }

    @Test func foldersAreNotListedNorMapped() throws {
        let folder = TemporaryFolder()
        let directory = try FileSystemDirectory(path: folder.path)
        #expect(mkdir("\(folder.path)/below", 0o700) == 0)
        try touch("\(folder.path)/file")
        #expect(try directory.list() == ["file"])
        #expect(throws: IndexError.corrupt(file: "below", byteOffset: 0, reason: "it is not a regular file")) {
            try directory.map("below")
        }
    }

    @Test func aPipeIsNoFileOfAnIndexAndDoesNotBlock() throws {
        let folder = TemporaryFolder()
        #expect(mkfifo("\(folder.path)/manifest", 0o600) == 0)
        #expect(throws: IndexError.self) { try Snapshot.open(FileSystemDirectory(path: folder.path)) }
    }

    @Test func theFolderIsFollowedWhenItIsRenamed() throws {
        let folder = TemporaryFolder()
        let directory = try FileSystemDirectory(path: "\(folder.path)/before", creating: true)
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(("a", ["x"]))
        #expect(rename("\(folder.path)/before", "\(folder.path)/after") == 0)
        try writer.commit()
        writer.close()
        let moved = try FileSystemDirectory(path: "\(folder.path)/after")
        #expect(try Texts.contents(of: moved) == ["a": ["x"]])
    }

    @Test func anotherProcessWithTheLockKeepsWritersOut() throws {
        let folder = TemporaryFolder()
        let directory = try FileSystemDirectory(path: folder.path)
        // A lock of another open file of the same path is what another process has.
        let other = open("\(folder.path)/write.lock", O_RDWR | O_CREAT, 0o600)
        #expect(other >= 0 && flock(other, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: IndexError.locked(path: folder.path)) {
            try IndexWriter(directory: directory, schema: Texts.schema)
        }
        close(other)
        try IndexWriter(directory: directory, schema: Texts.schema).close()
    }

    @Test func aFolderThatIsMadeIsItsOwnersAloneWithAllItsFiles() throws {
        let folder = TemporaryFolder()
        let path = "\(folder.path)/above/index"
        let directory = try FileSystemDirectory(path: path, creating: true)
        try IndexWriter(directory: directory, schema: Texts.schema).close()
        #expect(try rights(path) == 0o700)
        #expect(Set(try directory.list()) == ["manifest", "write.lock"])
        for name in try directory.list() { #expect(try rights("\(path)/\(name)") == 0o600, "\(name)") }
        // Opened later without an umask, it stays as it is.
        _ = try FileSystemDirectory(path: path, creating: true)
        #expect(try rights(path) == 0o700)
    }

    @Test(
        arguments: [(0o750, 0o640), (0o755, 0o644), (0o770, 0o660), (0o2770, 0o660), (0o700, 0o600)]
            as [(mode_t, mode_t)])
    func filesAreSharedAsTheirFolderIs(folderRights: mode_t, fileRights: mode_t) throws {
        let folder = TemporaryFolder()
        #expect(chmod(folder.path, folderRights) == 0)
        let directory = try FileSystemDirectory(path: folder.path)
        let writer = try IndexWriter(directory: directory, schema: Texts.schema)
        try writer.add(("a", ["x"]))
        try writer.commit()
        writer.close()
        for name in try directory.list() { #expect(try rights("\(folder.path)/\(name)") == fileRights, "\(name)") }
    }

    private func rights(_ path: String) throws -> mode_t {
        var status = stat()
        try #require(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    private func touch(_ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0)
        close(file)
    }
}
