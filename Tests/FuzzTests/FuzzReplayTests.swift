import FaguiTestSupport
import Foundation
import Testing

/// Runs the targets of the fuzzer over the inputs that it begins with, and over all that it ever found.
@Suite(.serialized) struct FuzzReplayTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fuzzing")

    @Test(arguments: FuzzTarget.all.map(\.name))
    func whatWasFoundOnceIsMended(name: String) async throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        var inputs: [(name: String, bytes: [UInt8])] = try target.seeds().sorted { $0.key < $1.key }
            .map { ("seed \($0.key)", $0.value) }
        for kind in ["Seeds", "Findings"] {
            let folder = Self.folder.appendingPathComponent("\(kind)/\(name)")
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            for file in files.sorted() {
                inputs.append(
                    ("\(kind)/\(name)/\(file)", Array(try Data(contentsOf: folder.appendingPathComponent(file)))))
            }
        }
        #expect(!inputs.isEmpty, "\(name) has nothing to begin with")
        for input in inputs {
            // Before it runs: of one that traps nothing else would tell.
            print("\(name): \(input.name)")
            let fault = await onThread { () -> String? in
                do {
                    try input.bytes.withUnsafeBytes { try target.run($0) }
                    return nil
                } catch {
                    return "\(error)"
                }
            }
            #expect(fault == nil, "\(input.name)")
        }
    }

    /// Every input of a target that is changed a little at random, for whoever has no fuzzer at hand.
    @Test func changedInputsAreTakenOrRefused() async throws {
        let seed = RandomTests.seeds(1)[0]
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for target in FuzzTarget.all where target.name != "http" {
            let seeds = try target.seeds().sorted { $0.key < $1.key }.map(\.value)
            for bytes in seeds {
                for _ in 0..<2 * RandomTests.scale {
                    var changed = bytes
                    for _ in 0..<Int.random(in: 1...4, using: &generator) where !changed.isEmpty {
                        changed[Int.random(in: changed.indices, using: &generator)] = .random(
                            in: 0...255, using: &generator)
                    }
                    let input = changed
                    let fault = await onThread { () -> String? in
                        do {
                            try input.withUnsafeBytes { try target.run($0) }
                            return nil
                        } catch {
                            return "\(error)"
                        }
                    }
                    #expect(fault == nil, "\(target.name), seed \(seed): \(input)")
                }
            }
        }
    }
}

/// Runs what blocks on a thread of its own: targets wait for what is asynchronous.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: body()) }
        thread.stackSize = 8 << 20
        thread.start()
    }
}
