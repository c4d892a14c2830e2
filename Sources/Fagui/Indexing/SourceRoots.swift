internal import FaguiCorpus

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where on the machine sources were found: tells apart two folders of one name, whose files have the same ids.
enum SourceRoots {
    /// A part of a file, with the root that the file lies below.
    struct PlacedPart: Sendable {
        var part: SourcePart
        /// The root's absolute path, without links.
        var root: String
    }

    /// Finds the root of every file, and the parts in which it is read.
    static func place(_ files: [SourceFile], parts: (SourceFile) -> [SourcePart]) -> [PlacedPart] {
        var known: [[UInt8]: String] = [:]
        return files.flatMap { file in
            let given = rootAsGiven(file)
            let root = known[given] ?? absolute(String(decoding: given, as: UTF8.self))
            known[given] = root
            return parts(file).map { PlacedPart(part: $0, root: root) }
        }
    }

    /// The path less what the id has below the root's name. Bytes, since equal strings may be different paths.
    private static func rootAsGiven(_ file: SourceFile) -> [UInt8] {
        let path = Array(file.path.utf8)
        let id = Array(file.id.utf8)
        guard let slash = id.firstIndex(of: UInt8(ascii: "/")) else { return path }
        let tail = id[slash...]
        guard path.count > tail.count, path.suffix(tail.count).elementsEqual(tail) else { return path }
        return Array(path.dropLast(tail.count))
    }

    /// A path without links and dots; as it is where nothing is there.
    static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether something is there.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
