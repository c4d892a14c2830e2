import ArgumentParser
import Glibc

/// Flips single bytes of an index, one at a time: `verify` must report each, and a search must not crash.
struct MeasureDamage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "damage", abstract: "Single bytes of an index flipped, one at a time.")

    @Option(help: "The command.", completion: .file())
    var fagui = ".build/release/fagui"

    @Option(help: "The index; it is copied first.", completion: .directory)
    var index = "/tmp/fagui-measure"

    @Option(help: "How many bytes.")
    var flips = 100

    @Option(help: "The seed of the places.")
    var seed: UInt64 = 1

    func run() throws {
        let copy = index + "-damaged"
        _ = Child.run(["/bin/rm", "-rf", copy])
        _ = Child.run(["/bin/cp", "-r", index, copy])
        defer { _ = Child.run(["/bin/rm", "-rf", copy]) }
        let files = try Self.files(of: copy)
        let total = files.reduce(0) { $0 + $1.length }
        guard total > 0 else { throw ValidationError("\(index) holds nothing.") }
        var state = seed
        var unreported = 0
        var crashes = 0
        var searches: [Int32: Int] = [:]
        for _ in 0..<max(0, flips) {
            // SplitMix64's increment and a multiplication: evenly spread places that a seed repeats.
            state &+= 0x9E37_79B9_7F4A_7C15
            var offset = Int((state &* 0xBF58_476D_1CE4_E5B9) >> 33) % total
            guard
                let file = files.first(where: { file in
                    if offset < file.length { return true }
                    offset -= file.length
                    return false
                })
            else { continue }
            try Self.flip(file.path, offset)
            if Child.run([fagui, "verify", "--index", copy]).exitCode != 3 {
                unreported += 1
                print("not reported: \(file.path) at byte \(offset)")
            }
            for query in ["质量 安全", "\"监督检查\"", "国"] {
                let status = Child.run([fagui, "search", "--index", copy, "--", query]).exitCode
                searches[status, default: 0] += 1
                if status > 4 { crashes += 1 }
            }
            try Self.flip(file.path, offset)
        }
        print("\(flips) bytes of \(total) flipped, seed \(seed): \(unreported) not reported, \(crashes) crashes;")
        print("searches by exit status:", searches.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })
    }

    private static func files(of folder: String) throws -> [(path: String, length: Int)] {
        guard let stream = opendir(folder) else { throw ValidationError("\(folder) cannot be read.") }
        defer { closedir(stream) }
        var files: [(path: String, length: Int)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            let path = "\(folder)/\(name)"
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { continue }
            files.append((path, Int(status.st_size)))
        }
        return files.sorted { $0.path < $1.path }
    }

    private static func flip(_ path: String, _ offset: Int) throws {
        guard let file = fopen(path, "r+b") else { throw ValidationError("\(path) cannot be written.") }
        defer { fclose(file) }
        fseek(file, offset, SEEK_SET)
        let byte = fgetc(file)
        fseek(file, offset, SEEK_SET)
        fputc(byte ^ 0x10, file)
    }
}
