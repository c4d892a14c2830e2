import FaguiCorpus
import FaguiTestSupport
import FaguiText
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
        // Reading, what threads keep, waiting batches and writing come together; a text alone, and a merge, each by itself.
        let writing = plan.writerThreads == 1 ? 0 : plan.writerThreads * (12 << 20)
        #expect(plan.reading + plan.kept * plan.jobs + plan.pending + writing < total)
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

    @Test func whatTablesSayOfTheFilesIsCounted() throws {
        let memory = 512 * Self.megabyte
        let without = try MemoryPlan(memory: memory, jobs: 2, fileCount: 10)
        let tables = MemoryPlan.tables(ofMemory: memory)
        let with = try MemoryPlan(memory: memory, jobs: 2, fileCount: 10, metadataSize: tables)
        #expect(with.text < without.text && with.pending < without.pending)
        #expect(with.reading + with.kept * with.jobs + with.pending + tables < memory)
        // Tables that were let in never leave too little.
        for megabytes in [128, 160, 256, 4096] {
            let memory = megabytes * Self.megabyte
            _ = try MemoryPlan(
                memory: memory, jobs: 2, fileCount: 0, metadataSize: MemoryPlan.tables(ofMemory: memory))
        }
        #expect(throws: LibraryError.self) {
            try MemoryPlan(memory: memory, jobs: 2, fileCount: 10, metadataSize: memory)
        }
    }

    @Test func anIdleIndexerKeepsNoMoreThanItMay() throws {
        var random = SeededGenerator(seed: 3)
        var text = String.UnicodeScalarView()
        for _ in 0..<60_000 {
            text.append(Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FA5, using: &random)) ?? "一")
        }
        let source = CorpusReader.read(text: String(text), id: "a", path: "a", title: "a")
        for (kept, isLess) in [(Int.max, false), (4 << 20, true)] {
            let indexers = try IndexerPool(.current, keptSize: kept)
            try indexers.withIndexer {
                try $0.add(source, contentHash: 0)
                _ = $0.takeBatch()
            }
            #expect(indexers.idleSize > 0 && (indexers.idleSize <= 4 << 20) == isLess, "\(indexers.idleSize)")
        }
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
        // The older kind of groups, in which one may lie in another as well.
        try folder.write("proc/self/cgroup", "12:cpu:/\n9:memory:/a/b\n0::/user.slice/a\n")
        try folder.write("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "700000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 700_000_000)
        try folder.write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "650000000\n")
        try folder.write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "250000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 400_000_000)
        try folder.write("sys/fs/cgroup/memory/a/memory.stat", "inactive_file 1\ntotal_inactive_file 200000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 600_000_000)
        try folder.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "500000000\n")
        try folder.write("sys/fs/cgroup/memory/memory.usage_in_bytes", "600000000\n")
        #expect(AvailableMemory.bytes(below: folder.path) == 0)
    }
}
