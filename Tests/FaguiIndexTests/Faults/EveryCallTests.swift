import FaguiTestSupport
import Synchronization
import Testing

@testable import FaguiIndex

/// Every call that a writer makes to its directory goes wrong, in every way.
@Suite struct EveryCallTests {
    /// How a call goes wrong.
    enum Kind: String, CaseIterable {
        case inputOutput = "EIO", noSpace = "ENOSPC", noRight = "EACCES", tooManyFiles = "EMFILE"
        case cut = "cut short"
        case done = "EIO although done"
        case stop = "the world stops"
        case forGood = "EIO for good"

        /// Whether it goes wrong otherwise than by another of these.
        func applies(to call: DirectoryCall) -> Bool {
            switch self {
            case .cut: call.isWrite
            case .done: call.isChange
            default: true
            }
        }

        /// Whether later calls fail too.
        var lasts: Bool { self == .stop || self == .forGood }

        /// The plan by which the call of a number fails.
        func plan(at place: Int) -> @Sendable (DirectoryCall, Int) -> DirectoryFault? {
            let fault: DirectoryFault =
                switch self {
                case .inputOutput, .forGood: .error(5)
                case .noSpace: .error(28)
                case .noRight: .error(13)
                case .tooManyFiles: .error(24)
                case .cut: .cut
                case .done: .errorAfterwards(5)
                case .stop: .stop
                }
            let isForGood = self == .forGood
            return { $1 == place || isForGood && $1 > place ? fault : nil }
        }
    }

    /// The default share takes one kind a call, in turn, and a short life; the whole takes all.
    @Test(arguments: RandomTests.seeds(1)) func whateverCallFailsTheIndexIsAtTheOldCommitOrTheNew(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let counts = FaultCounts()
        var base = MemoryDirectory()
        var contents: Episode.Contents?
        var callCount = 0
        let isWhole = RandomTests.scale > 1
        var number = 0
        // Some random lives are very short.
        while number < (isWhole ? 8 : 3) || callCount <= 100 {
            let episode = Episode.random(number: number, stepCount: isWhole ? 14 : 7, using: &random)
            let calls = try Self.calls(of: episode, on: base, contents)
            callCount += calls.count
            for (place, call) in calls.enumerated() {
                let kinds = Kind.allCases.filter { $0.applies(to: call) }
                for kind in isWhole ? kinds : [kinds[place % kinds.count]] {
                    counts.inject(kind.rawValue, "seed \(seed), episode \(number), call \(place), \(call)") {
                        try Self.inject(kind, at: place, episode, on: base, contents, using: &random)
                    }
                }
            }
            var run = EpisodeRun(episode, in: base, holding: contents)
            try run.run()
            contents = run.contents
            base = base.copy()
            number += 1
        }
        print("\(callCount) calls")
        counts.report()
    }

    /// The calls of an episode in which nothing fails.
    private static func calls(
        of episode: Episode, on base: MemoryDirectory, _ contents: Episode.Contents?
    ) throws -> [DirectoryCall] {
        let directory = base.copy()
        let calls = Mutex<[DirectoryCall]>([])
        directory.setFaults { call, _ in
            calls.withLock { $0.append(call) }
            return nil
        }
        var run = EpisodeRun(episode, in: directory, holding: contents)
        try run.run()
        return calls.withLock { $0 }
    }

    /// Carries out the episode with one fault.
    ///
    /// - Throws: What is wrong with what is left.
    private static func inject(
        _ kind: Kind, at place: Int, _ episode: Episode, on base: MemoryDirectory, _ contents: Episode.Contents?,
        using random: inout SeededGenerator
    ) throws {
        let directory = base.copy()
        directory.setFaults(kind.plan(at: place))
        var run = EpisodeRun(episode, in: directory, holding: contents)
        var hasFailed = false
        do {
            try run.run()
        } catch is IndexError {
            hasFailed = true
        }
        directory.setFaults(nil)
        var left = [("kill", directory.afterKill()), ("power loss", directory.afterPowerLoss())]
        for _ in 0..<2 { left.append(("partial power loss", directory.afterPowerLoss(using: &random))) }
        try check(left, run)
        guard hasFailed, !kind.lasts else { return }
        // A program whose disk works again goes on with the same writer.
        try run.recover()
        try check([("rollback and partial power loss", directory.afterPowerLoss(using: &random))], run)
        try run.run()
        try check([("rollback, more work and power loss", directory.afterPowerLoss())], run)
    }

    private static func check(_ left: [(event: String, directory: MemoryDirectory)], _ run: EpisodeRun) throws {
        let aftermath = Aftermath(possible: run.possible, hasIndex: run.hasIndex)
        var seen: [[String: [UInt8]]] = []
        for (event, directory) in left {
            let files = directory.files
            guard !seen.contains(files) else { continue }
            seen.append(files)
            do {
                try aftermath.check(directory)
            } catch {
                throw EpisodeRun.Unexpected("after a \(event): \(error)")
            }
        }
    }
}
