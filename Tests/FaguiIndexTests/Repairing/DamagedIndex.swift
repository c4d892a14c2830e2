import FaguiTestSupport

@testable import FaguiIndex

/// A small index of several segments, with sources that were replaced and deleted, for tests to damage and mend.
struct DamagedIndex {
    /// The analysis of all segments.
    static let analysis: [UInt8] = [1, 2, 3]

    let directory = MemoryDirectory()
    /// What is alive, by segment.
    let live: [String: [String: [String]]]
    /// What is alive.
    let contents: [String: [String]]

    init() throws {
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        options.threads = 1
        let writer = try IndexWriter(directory: directory, schema: Texts.schema, options: options)
        try writer.keepAnalysis(Self.analysis)
        try writer.add(("a", ["one two", "three"]), ("b", ["two"]), ("c", ["old", "two"]))
        try writer.commit()
        try writer.add(("a", ["four"]), ("d", ["five"]), ("e", ["two six"]))
        try writer.delete("b")
        try writer.commit()
        try writer.add(("f", ["seven", "eight"]))
        try writer.delete("e")
        try writer.commit()
        writer.close()
        contents = ["a": ["four"], "c": ["old", "two"], "d": ["five"], "f": ["seven", "eight"]]
        var live: [String: [String: [String]]] = [:]
        for segment in try Snapshot.open(directory).segments {
            var own: [String: [String]] = [:]
            for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
                let id = String(decoding: try segment.sourceID(source), as: UTF8.self)
                own[id] = contents[id]
            }
            live[segment.name] = own
        }
        self.live = live
    }

    /// The files of the index, without the lock.
    var files: [String] { get throws { try directory.list().filter { $0 != "write.lock" } } }

    /// What repairs a folder as a library would, from what is stored.
    ///
    /// - Parameters:
    ///   - directory: The folder.
    ///   - knowsAnalysis: Whether the content of the analysis is known without its file.
    /// - Returns: What was found and done.
    /// - Throws: What the repair throws; `notFound` where nothing can be kept.
    @discardableResult
    static func repair(_ directory: any Directory, knowsAnalysis: Bool = true) throws -> IndexRepair {
        let repair = try IndexRepair(
            directory, schema: Texts.schema, analyses: { knowsAnalysis ? [analysis] : [] }, threads: 1,
            fits: { _, bytes in bytes == analysis })
        guard !repair.isSound else { return repair }
        for salvage in repair.salvages {
            let store = salvage.store
            let sources = try salvage.sources.map { source in
                (
                    String(decoding: try store.sourceID(source), as: UTF8.self),
                    try store.documents(ofSource: source).map {
                        String(decoding: try store.storedDocument($0), as: UTF8.self)
                    }
                )
            }
            try repair.use(analysis: repair.newestAnalysis ?? analysis)
            try repair.add(Texts.batch(of: sources))
        }
        if repair.isHopeless { throw IndexError.notFound(path: directory.path) }
        _ = try repair.commit { _ in
            Array(repair.lost.map { String(decoding: $0.id ?? [], as: UTF8.self) }.joined(separator: "\n").utf8)
        }
        return repair
    }
}

extension IndexRepair.Text {
    /// The id as text.
    var name: String? { id.map { String(decoding: $0, as: UTF8.self) } }
}

/// What may become of a file.
enum FileDamage: CaseIterable {
    case flipped, cut, emptied, removed, random

    func strike(_ name: String, in directory: MemoryDirectory) throws {
        var bytes = directory.content(of: name) ?? []
        switch self {
        case .flipped: bytes[bytes.count / 2] ^= 0x10
        case .cut: bytes.removeLast()
        case .emptied: bytes = []
        case .removed:
            try directory.remove(name)
            try directory.synchronize()
            return
        case .random: bytes = bytes.indices.map { UInt8(truncatingIfNeeded: $0 &* 73 &+ 11) }
        }
        directory.put(bytes, as: name)
    }
}
