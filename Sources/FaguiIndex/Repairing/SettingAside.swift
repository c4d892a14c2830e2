/// Gives the files that a repair drops names that no writer removes.
///
/// Where the system can, each gets its new name before the commit and loses the old one after it, so that a crash at no
/// moment leaves a file that the next writer would take away; else it is renamed after the commit.
final class SettingAside {
    private let directory: any Directory
    private let generation: UInt64
    private var linked: [String] = []
    private var waiting: [String] = []

    init(_ directory: any Directory, generation: UInt64) {
        self.directory = directory
        self.generation = generation
    }

    /// Writes what is to be known of what is lost; nothing for no bytes.
    ///
    /// - Throws: `io`.
    func write(_ note: [UInt8]) throws {
        guard !note.isEmpty else { return }
        try write(note, as: "lost-texts")
    }

    /// Gets a file ready.
    ///
    /// - Throws: `io`.
    func prepare(_ name: String) throws {
        let newName = IndexFiles.damagedName(name, generation: generation)
        if let directory = directory as? any LinkingDirectory {
            // Of a repair that did not come to its end.
            try directory.remove(newName)
            if try directory.link(name, in: directory, as: newName) {
                linked.append(name)
                return
            }
        }
        if name == CommitPoint.fileName {
            // The new one takes its name.
            let file = try directory.map(name)
            try withExtendedLifetime(file) { try write(Array(file.bytes), as: name) }
        } else {
            waiting.append(name)
        }
    }

    /// Takes the old names away, once the commit holds. What cannot be done now harms nothing.
    ///
    /// - Returns: The new names.
    func finish() -> [String] {
        for name in linked where name != CommitPoint.fileName { try? directory.remove(name) }
        for name in waiting {
            try? directory.rename(name, to: IndexFiles.damagedName(name, generation: generation))
        }
        try? directory.synchronize()
        return ((try? directory.list()) ?? []).filter { $0.hasSuffix(".damaged-\(generation)") }.sorted()
    }

    private func write(_ bytes: [UInt8], as name: String) throws {
        let output = try directory.create(IndexFiles.damagedName(name, generation: generation))
        try bytes.withUnsafeBytes { try output.write($0) }
        try output.synchronize()
        try output.close()
    }
}
