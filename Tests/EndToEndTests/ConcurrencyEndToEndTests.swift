import Fagui
import FaguiTestSupport
import Foundation
import Testing

/// Several processes on one index folder.
@Suite struct ConcurrencyEndToEndTests {
    @Test func aSecondWriterIsToldAtOnceAndReadersAreNot() async throws {
        let folder = try SampleFolder.indexed()
        let library = try await Library.create(at: folder.url("index").path)
        let run = try folder.command.run("index", "texts")
        #expect(run.exitCode == 4)
        #expect(run.errors.hasPrefix("fagui: ") && run.errors.contains("index"))
        #expect(try folder.command.run("search", "质量").exitCode == 0)
        #expect(try folder.command.run("verify").exitCode == 0)
        await library.close()
        #expect(try folder.command.run("index", "texts").exitCode == 0)
    }

    @Test func aWriterThatIsKilledLeavesNoLock() async throws {
        let folder = try SampleFolder()
        for number in 0..<300 {
            let lines = (1...40).map { "第\($0)条 第\(number)号文本讲产品质量。" }
            try folder.write("many/\(number).txt", lines.joined(separator: "\n"))
        }
        for _ in 0..<5 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Command.path)
            process.arguments = ["index", "many"]
            process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Once the folder is there the lock is about to be taken, or held.
            while process.isRunning, !FileManager.default.fileExists(atPath: folder.url("index/write.lock").path) {
                await Task.yield()
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let library = try await Library.create(at: folder.url("index").path)
            await library.close()
        }
    }

    @Test func aFolderThatMayOnlyBeReadIsSearched() throws {
        let folder = try SampleFolder.indexed()
        let index = folder.url("index").path
        let files = try FileManager.default.contentsOfDirectory(atPath: index)
        for file in files { chmod("\(index)/\(file)", 0o444) }
        chmod(index, 0o555)
        chmod(folder.path, 0o755)
        defer { chmod(index, 0o755) }
        // Root may write everywhere: somebody else must try.
        let prefix = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let probe = try folder.command.shell("\(prefix)\"$FAGUI\" --version")
        guard probe.exitCode == 0 else {
            print("skipped: nobody else can run the command here: \(probe.errors)")
            return
        }
        #expect(try folder.command.shell("\(prefix)\"$FAGUI\" search 产品质量").exitCode == 0)
        #expect(try folder.command.shell("\(prefix)\"$FAGUI\" verify").exitCode == 0)
        let refused = try folder.command.shell("\(prefix)\"$FAGUI\" index texts")
        #expect(refused.exitCode == 2)
        #expect(refused.errors.contains("Permission denied") || refused.errors.contains("permission"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: index).sorted() == files.sorted())
    }
}
