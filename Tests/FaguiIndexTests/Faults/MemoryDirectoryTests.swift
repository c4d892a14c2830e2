import FaguiIndex
import FaguiTestSupport
import Testing

/// The folder that tests of faults stand on loses what a disk may lose, and nothing else.
@Suite struct MemoryDirectoryTests {
    private let directory = MemoryDirectory()

    private func write(_ bytes: [UInt8], to name: String, isSynced: Bool) throws {
        let output = try directory.create(name)
        try bytes.withUnsafeBytes { try output.write($0) }
        if isSynced { try output.synchronize() }
        try output.close()
    }

    @Test func whatWasSyncedStaysAndTheRestMayGoInAnyOrder() throws {
        let content = [UInt8](repeating: 7, count: 1000)
        try write(content, to: "durable", isSynced: true)
        try directory.synchronize()
        try write(content, to: "content", isSynced: true)
        try write(content, to: "nothing", isSynced: false)
        try write([1], to: "next", isSynced: true)
        try directory.rename("next", to: "durable")
        #expect(directory.afterPowerLoss().files == ["durable": content])
        var random = SeededGenerator(seed: 3)
        var names: Set<Set<String>> = []
        var hasHole = false, hasNewName = false, isCut = false
        for _ in 0..<500 {
            let left = directory.afterPowerLoss(using: &random)
            names.insert(Set(left.files.keys))
            hasNewName = hasNewName || left.content(of: "durable") == [1]
            #expect([content, [1]].contains(left.content(of: "durable")))
            if let synced = left.content(of: "content") { #expect(synced == content) }
            if let loose = left.content(of: "nothing") {
                isCut = isCut || loose.count < 1000
                hasHole = hasHole || loose.firstIndex(of: 0).map { loose[$0...].contains(7) } == true
            }
        }
        // Each of the three changes of names with and without the others.
        #expect(names.count == 8 && hasNewName && hasHole && isCut)
    }

    @Test func aFileWhoseFsyncFailedIsNeverDurable() throws {
        let output = try directory.create("f")
        try [UInt8](repeating: 1, count: 8).withUnsafeBytes { try output.write($0) }
        directory.setFaults { call, _ in call == .synchronizeFile("f") ? .error(5) : nil }
        #expect(throws: IndexError.self) { try output.synchronize() }
        directory.setFaults(nil)
        try output.synchronize()
        try directory.synchronize()
        #expect(directory.afterPowerLoss().files == ["f": []])
    }

    @Test func whenTheWorldStopsNothingChangesAnyMore() throws {
        try write([1], to: "a", isSynced: true)
        directory.setFaults { _, number in number == 1 ? .stop : nil }
        #expect(try directory.list() == ["a"])
        #expect(throws: IndexError.self) { try directory.remove("a") }
        #expect(throws: IndexError.self) { try directory.create("b") }
        #expect(throws: IndexError.self) { try directory.list() }
        #expect(directory.afterKill().files == ["a": [1]])
    }

    @Test func faultsDoHalfAllOrNothing() throws {
        let output = try directory.create("f")
        func write() throws { try [UInt8]([1, 2, 3, 4]).withUnsafeBytes { try output.write($0) } }
        for (fault, length) in [(DirectoryFault.error(5), 0), (.cut, 2), (.errorAfterwards(5), 6)] {
            directory.setFaults { _, number in number == 0 ? fault : nil }
            #expect(throws: IndexError.self) { try write() }
            #expect(directory.content(of: "f")?.count == length)
        }
        directory.setFaults { _, number in number == 0 ? .cut : nil }
        #expect(try directory.map("f").bytes.count == 3)
    }
}
