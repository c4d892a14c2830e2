import ArgumentParser
import Dispatch
import FaguiIndex
import Foundation

/// Builds an index of a token file, and prints how long it took and how large it is.
struct BenchIndex: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Index a token file: one document a line, terms between spaces.")

    @Argument(help: "The token file.", completion: .file())
    var tokens: String

    @Argument(help: "The folder of the index; one that is there is replaced.", completion: .directory)
    var directory: String

    @Option(help: "Threads that invert and write.")
    var threads = 1

    /// Bytes for what is not yet written.
    private static var memoryBudget: Int { 1_000 << 20 }
    /// Bytes of the file that become one batch.
    private static var batchLength: Int { 16 << 20 }

    func validate() throws {
        if threads < 1 { throw ValidationError("--threads must be 1 at least.") }
    }

    func run() throws {
        if FileManager.default.fileExists(atPath: directory) { try FileManager.default.removeItem(atPath: directory) }
        let clock = ContinuousClock()
        let start = clock.now
        let data = try Data(contentsOf: URL(fileURLWithPath: tokens), options: .alwaysMapped)
        var options = IndexWriter.Options()
        options.threads = threads
        options.memoryBudget = Self.memoryBudget
        options.mergesInBackground = threads > 1
        let writer = try IndexWriter(
            directory: FileSystemDirectory(path: directory, creating: true), schema: TokenSchema.schema,
            options: options)
        try data.withUnsafeBytes { try add($0, to: writer) }
        try writer.commit()
        try writer.waitForMerges()
        writer.close()
        let seconds = (clock.now - start) / .seconds(1)
        print(String(format: "fagui index %.2f s %.1f MB", seconds, try Double(size()) / 1e6))
    }

    /// Inverts as many batches at once as there are threads, and adds them in the file's order.
    private func add(_ bytes: UnsafeRawBufferPointer, to writer: IndexWriter) throws {
        let pieces = pieces(of: bytes)
        var makers = [TokenBatch](repeating: TokenBatch(), count: 0)
        for _ in 0..<threads { makers.append(TokenBatch()) }
        var first = 0
        while first < pieces.count {
            let count = min(threads, pieces.count - first)
            let made = try Self.concurrently(count) { [makers] number in
                var maker = makers[number]
                try maker.add(
                    UnsafeRawBufferPointer(rebasing: bytes[pieces[first + number]]), source: first + number)
                let full = maker.take()
                return (maker, full)
            }
            for (number, (maker, full)) in made.enumerated() {
                makers[number] = maker
                // Its maker has handed it over, which the compiler cannot see.
                nonisolated(unsafe) let batch = full
                try writer.add(batch)
            }
            first += count
        }
    }

    /// Ranges of whole lines.
    private func pieces(of bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            var end = min(bytes.count, start + Self.batchLength)
            while end < bytes.count, bytes[end - 1] != 0x0A { end += 1 }
            pieces.append(start..<end)
            start = end
        }
        return pieces
    }

    /// What `body` gives for each number below `count`, each on a thread of its own.
    private static func concurrently<T>(_ count: Int, _ body: (Int) throws -> T) throws -> [T] {
        if count == 1 { return [try body(0)] }
        var results = [Result<T, any Error>?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { results in
            // Each thread writes its own place.
            nonisolated(unsafe) let results = results
            withoutActuallyEscaping(body) { body in
                // Threads share what it reads, and it writes nothing that another call of it looks at.
                nonisolated(unsafe) let body = body
                DispatchQueue.concurrentPerform(iterations: count) { number in
                    results[number] = Result { try body(number) }
                }
            }
        }
        return try results.compactMap { try $0?.get() }
    }

    private func size() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: directory).reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
            return sum + ((attributes[.size] as? Int) ?? 0)
        }
    }
}
