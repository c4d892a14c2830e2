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
        // A container sees its own group at the top; without one, the group of the process is a folder below.
        let group =
            read("\(root)/proc/self/cgroup").split(separator: "\n").first { $0.hasPrefix("0::") }?.dropFirst(3) ?? "/"
        // Each group has the limits of those that it is in as well.
        var path = group[...]
        while true {
            let folder = "\(root)/sys/fs/cgroup\(path == "/" ? "" : path)"
            if let limit = number(read("\(folder)/memory.max")) {
                // Files that were read and may be let go count as taken.
                let cached =
                    read("\(folder)/memory.stat").split(separator: "\n")
                    .first { $0.hasPrefix("inactive_file ") }.flatMap(number) ?? 0
                candidates.append(limit - (number(read("\(folder)/memory.current")) ?? 0) + cached)
            }
            guard let slash = path.lastIndex(of: "/"), path.count > 1 else { break }
            path = slash == path.startIndex ? "/" : path[..<slash]
        }
        // The older kind of groups.
        let older = "\(root)/sys/fs/cgroup/memory/memory"
        if let limit = number(read("\(older).limit_in_bytes")) {
            candidates.append(limit - (number(read("\(older).usage_in_bytes")) ?? 0))
        }
        return max(0, candidates.min() ?? 0)
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
