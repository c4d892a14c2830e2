import FaguiTestSupport
import Testing

@testable import Fagui

/// How memory is shared out, and how much of it there is.
@Suite struct MemoryPlanTests {
    private static let megabyte = 1 << 20

    @Test(arguments: [128, 256, 512, 2048, 65_536], [1, 2, 16, 256])
    func noShareIsMoreThanTheWhole(megabytes: Int, jobs: Int) throws {
        let total = megabytes * Self.megabyte
        let plan = try MemoryPlan(memory: total, jobs: jobs, fileCount: 0)
        #expect(plan.jobs >= 1 && plan.jobs <= jobs)
        #expect(plan.writerThreads >= 1)
        // Reading and waiting batches come together; a text alone, and a merge, each by itself.
        #expect(plan.reading + plan.pending < total)
        #expect(plan.text + plan.pendingBesideText < total)
        #expect(plan.merging < total)
        // Every thread has room for a unit, or there is one thread.
        #expect(plan.share(ofBytes: plan.unitSize) * plan.jobs <= plan.reading || plan.jobs == 1)
        #expect(plan.unitSize >= 64 << 10)
    }

    @Test func moreMemoryNeverGivesATextLess() throws {
        var last = 0
        for megabytes in stride(from: 128, through: 4096, by: 64) {
            let plan = try MemoryPlan(memory: megabytes * Self.megabyte, jobs: 2, fileCount: 1000)
            #expect(plan.text > last)
            last = plan.text
        }
    }

    @Test func moreFilesThanTheirNamesHaveRoomForAreRefusedWithWhatIsNeeded() throws {
        let error = #expect(throws: LibraryError.self) {
            try MemoryPlan(memory: MemoryPlan.minimum, jobs: 2, fileCount: 1_000_000)
        }
        #expect(error?.code == .limit)
        let wanted = try #require(error?.advice.split(separator: " ").first { $0.hasSuffix("M,") }?.dropLast(2))
        _ = try MemoryPlan(memory: #require(Int(wanted)) * Self.megabyte, jobs: 2, fileCount: 1_000_000)
    }

    @Test func theUsualBudgetIsAQuarterWithinBounds() {
        #expect(AvailableMemory.budget(ofAvailable: 0) == 256 * Self.megabyte)
        #expect(AvailableMemory.budget(ofAvailable: 2048 * Self.megabyte) == 512 * Self.megabyte)
        #expect(AvailableMemory.budget(ofAvailable: 1 << 40) == 2048 * Self.megabyte)
    }

    @Test func aGroupOfProcessesMayHaveLessThanTheMachine() throws {
        let folder = TemporaryFolder()
        try folder.write("proc/meminfo", "MemTotal: 9000000 kB\nMemAvailable:    8000000 kB\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 8_000_000 << 10)
        try folder.write("proc/self/cgroup", "0::/user.slice/a\n")
        try folder.write("sys/fs/cgroup/user.slice/a/memory.max", "max\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 8_000_000 << 10)
        try folder.write("sys/fs/cgroup/user.slice/a/memory.max", "1000000000\n")
        try folder.write("sys/fs/cgroup/user.slice/a/memory.current", "400000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 600_000_000)
        // What was read of files may be let go.
        try folder.write("sys/fs/cgroup/user.slice/a/memory.stat", "anon 1\ninactive_file 300000000\nactive_file 5\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 900_000_000)
        // A group has no more than those that it is in.
        try folder.write("sys/fs/cgroup/user.slice/memory.max", "800000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 800_000_000)
        try folder.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "500000000\n")
        try folder.write("sys/fs/cgroup/memory/memory.usage_in_bytes", "600000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 0)
    }
}
