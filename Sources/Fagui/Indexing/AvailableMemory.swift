#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// How much memory the machine, or the container, has left.
enum AvailableMemory {
    /// What indexing takes where nothing is said: a quarter of what is left, 256 MB to 2 GB.
    static var usualBudget: Int { budget(ofAvailable: bytes()) }

    static func budget(ofAvailable bytes: Int) -> Int { min(max(bytes / 4, 256 << 20), 2 << 30) }

    /// Bytes that are left; on systems that do not say, all that the machine has.
    ///
    /// - Parameter root: Where `/proc` and `/sys` are.
    /// - Returns: At least 0.
    static func bytes(below root: String = "") -> Int {
        var candidates: [Int] = []
        let lines = read("\(root)/proc/meminfo").split(separator: "\n")
        if let kilobytes = lines.first(where: { $0.hasPrefix("MemAvailable:") }).flatMap(number) {
            candidates.append(kilobytes << 10)
        } else {
            candidates.append(Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))))
        }
        let groups = read("\(root)/proc/self/cgroup").split(separator: "\n")
        let kinds = [
            Group(mark: "0::", folder: "", limit: "memory.max", usage: "memory.current", prefix: ""),
            // The older kind, in which each controller has groups of its own.
            Group(
                mark: ":memory:", folder: "/memory", limit: "memory.limit_in_bytes", usage: "memory.usage_in_bytes",
                prefix: "total_"),
        ]
        for kind in kinds {
            // A container sees its own group at the top; without one, the group of the process is a folder below.
            let named = groups.lazy.compactMap { line in line.firstRange(of: kind.mark).map { line[$0.upperBound...] } }
            var path = named.first ?? "/"
            // Each group has the limits of those that it is in as well.
            while true {
                if let left = kind.left(below: "\(root)/sys/fs/cgroup\(kind.folder)\(path == "/" ? "" : path)") {
                    candidates.append(left)
                }
                guard let slash = path.lastIndex(of: "/"), path.count > 1 else { break }
                path = slash == path.startIndex ? "/" : path[..<slash]
            }
        }
        return max(0, candidates.min() ?? 0)
    }

    /// What the files of one kind of groups of processes are called.
    private struct Group {
        /// What stands before the group of a process.
        var mark: String
        var folder: String
        var limit: String
        var usage: String
        /// Of what counts for the groups in the group, too.
        var prefix: String

        /// Bytes that a group has left; nil where it has no limit.
        func left(below path: String) -> Int? {
            func value(_ file: String) -> Int? { AvailableMemory.number(AvailableMemory.read("\(path)/\(file)")) }
            guard let limit = value(limit) else { return nil }
            // Files that were read and may be let go count as taken.
            let cached =
                AvailableMemory.read("\(path)/memory.stat").split(separator: "\n")
                .first { $0.hasPrefix("\(prefix)inactive_file ") }.flatMap(AvailableMemory.number) ?? 0
            return limit - max(0, (value(usage) ?? 0) - cached)
        }
    }

    /// The first number in a text; nil for none, such as `max`.
    private static func number(_ text: some StringProtocol) -> Int? {
        Int(text.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber })
    }

    /// The beginning of a file; empty for none.
    private static func read(_ path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 8 << 10)
        let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
