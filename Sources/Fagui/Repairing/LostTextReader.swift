internal import FaguiCorpus
internal import FaguiIndex

/// Looks for lost texts in folders and files, and reads those that are there.
struct LostTextReader {
    private let options: ReadingOptions
    private let followsLinks: Bool
    /// By id; with the root that a text must lie below, of two folders of one name, or nothing.
    private var wanted: [[UInt8]: String] = [:]
    /// Ids of files that may hold them: their own, and what stands before a slash or a mark of a row.
    private var files: Set<[UInt8]> = []

    /// Bytes of a part of a file: all files are read as a whole.
    private static var partSize: Int { 1 << 40 }

    init(_ texts: [LostText], _ options: ReadingOptions, followingLinks: Bool) {
        self.options = options
        followsLinks = followingLinks
        for text in texts {
            guard let id = text.id else { continue }
            wanted[id] = text.root.flatMap { SourceRoots.exists($0) ? $0 : nil } ?? ""
            files.insert(id)
            for (index, byte) in id.enumerated() where byte == UInt8(ascii: "#") || byte == UInt8(ascii: "/") {
                files.insert(Array(id[..<index]))
            }
        }
    }

    /// Reads what is found below paths, each text once.
    ///
    /// - Parameters:
    ///   - given: Files and folders that a user names; the first that has a text gives it. What cannot be read is passed
    ///     over.
    ///   - roots: Files and folders that the index names.
    ///   - body: Receives each text, the hash of its bytes, and its root.
    /// - Throws: What `body` throws.
    mutating func read(
        given: [String], roots: [String], _ body: (SourceText, Int64, String) throws -> Void
    ) throws {
        let reader = CorpusReader(options)
        for (path, isGiven) in given.map({ ($0, true) }) + roots.map({ ($0, false) }) where !wanted.isEmpty {
            // Alone, so that of two folders of one name each has its turn; links from one to another are followed as ever.
            let found = CorpusWalker.walk([path], beside: given + roots, followingLinks: followsLinks).files
                .filter { files.contains(Array($0.id.utf8)) }
            for placed in SourceRoots.place(found, parts: { reader.parts(of: $0, size: Self.partSize) }) {
                do {
                    try read(placed, reader, isGiven: isGiven, body)
                } catch is CorpusError {
                    continue
                }
            }
        }
    }

    private mutating func read(
        _ placed: SourceRoots.PlacedPart, _ reader: CorpusReader, isGiven: Bool,
        _ body: (SourceText, Int64, String) throws -> Void
    ) throws {
        var hash: Int64 = 0
        let variant = options.variant ^ placed.part.file.metadataVariant
        _ = try reader.read(
            placed.part,
            isUnchanged: { id, _, bytes in
                guard let root = wanted[Array(id.utf8)], isGiven || root.isEmpty || root == placed.root else {
                    return true
                }
                hash = ContentHash.of(bytes, variant: variant)
                return false
            },
            body: { source in
                let id = Array(source.id.utf8)
                guard wanted.removeValue(forKey: id) != nil else { return }
                try body(source, hash, placed.root)
            })
    }
}
