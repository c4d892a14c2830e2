import FaguiTestSupport
import Testing

@testable import Fagui

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What damage does, tried in a process of its own: a trap, an endless loop and a hunger for memory end it, and the place
/// where that befell is left behind.
enum DamageChild {
    /// Seconds that a step may take, by far.
    private static let patience: UInt32 = 60
    /// Memory beyond what the process had at first: of an index of some kilobytes nothing can be worth as much.
    private static let memoryLimit: UInt = 1 << 30

    /// Takes all steps of a family.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - source: The sound index, which is copied.
    ///   - place: A file that always says which step is being taken.
    ///   - seed: Which steps.
    ///   - share: How many of each file.
    /// - Throws: What the system says of the files.
    static func run(_ family: DamageFamily, _ source: String, place: String, seed: UInt64, share: Int) async throws {
        let folder = try DamagedFolder(copying: source)
        let steps = family.steps(folder.files, share: share, seed: seed)
        let log = PlaceLog(place)
        var probe = DamageProbe(path: folder.path)
        if family == .sealed || family == .written {
            // Who can seal can say whatever a manifest may say.
            probe.allowed.formUnion([.newerFormat, .limit, .invalidArgument, .analysis])
        }
        // What is opened once takes memory that no step has to answer for.
        #expect(await probe.problems() == [])
        #expect(try await Library.verify(at: folder.path).isSound)
        limitMemory()
        for (number, step) in steps.enumerated() {
            log.write("step \(number) of \(steps.count), seed \(seed): \(step)")
            alarm(patience)
            try step.take(in: folder)
            if family == .written {
                check(await probe.problemsOfWriting(), step, seed)
                try folder.restoreAll()
            } else {
                try await verify(step, family, folder.path, seed)
                if family != .bits { check(await probe.problems(), step, seed) }
                try step.takeBack(in: folder)
            }
        }
        alarm(patience)
        #expect(try await Library.verify(at: folder.path).isSound, "all was mended")
        log.write("all \(steps.count) steps taken")
        print("\(family.rawValue): \(steps.count) steps, seed \(seed)")
    }

    /// Sees that a step is reported, with its file and place.
    private static func verify(
        _ step: DamageFamily.Step, _ family: DamageFamily, _ path: String, _ seed: UInt64
    ) async throws {
        do {
            let report = try await Library.verify(at: path)
            if family == .sealed {
                // It may say the same in another way, so that nothing is amiss; but what is said of it has its place.
                #expect(
                    report.findings.allSatisfy { !$0.file.isEmpty && !$0.reason.isEmpty }, "\(step), seed \(seed)")
                return
            }
            for name in step.names {
                let finding = report.findings.first { $0.file == name }
                #expect(
                    finding?.byteOffset != nil && finding?.reason.isEmpty == false,
                    "\(step), seed \(seed): \(report.findings)")
            }
        } catch let error as LibraryError where family == .sealed && error.code == .newerFormat {
            // A version may be raised by whoever can seal.
        } catch {
            Issue.record("\(step), seed \(seed): verify: \(error)")
        }
    }

    private static func check(_ problems: [String], _ step: DamageFamily.Step, _ seed: UInt64) {
        if !problems.isEmpty { Issue.record("\(step), seed \(seed): \(problems.prefix(3))") }
    }

    /// Bounds the memory of the process. Not under AddressSanitizer, which takes terabytes of addresses and bounds
    /// allocations itself.
    private static func limitMemory() {
        #if os(Linux)
            guard let file = fopen("/proc/self/statm", "r") else { return }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 256)
            guard fgets(&line, 256, file) != nil else { return }
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard let pages = text.split(separator: " ").first.flatMap({ UInt($0) }), pages < 1 << 28 else { return }
            let bytes = pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + memoryLimit
            var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #endif
    }
}

/// A file that always holds what was written last, also when the process ends at once.
struct PlaceLog {
    private let file: Int32

    init(_ path: String) { file = open(path, O_WRONLY | O_CREAT, 0o600) }

    func write(_ text: String) {
        var line = Array(text.utf8.prefix(255))
        line += [UInt8](repeating: 0x20, count: 256 - line.count)
        pwrite(file, line, line.count, 0)
    }

    /// What a process left.
    static func read(_ path: String) -> String {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = pread(file, &bytes, 256, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
