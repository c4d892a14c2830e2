/// Copies one commit of an index into another folder, in the place of the commit that is there: what a backup is made
/// and brought back with.
///
/// The copy is an index like any other. Files that the folder has already stay; its old commit is replaced at once and
/// only when all of the new one is there, durable, and every byte of it checked.
package enum IndexCopy {
    /// What was done.
    package struct Report: Sendable, Equatable {
        /// The commit that was copied, as its index counts.
        package var generation: UInt64 = 0
        /// Files that were written, and their bytes.
        package var copiedFiles = 0, copiedBytes = 0
        /// Files that only got another name, and their bytes.
        package var linkedFiles = 0, linkedBytes = 0
        /// Files that were there already, and their bytes.
        package var keptFiles = 0, keptBytes = 0
        /// Whether the folder had this commit, and all of it sound.
        package var isUnchanged = false
        /// An empty report.
        package init() {}
    }

    /// Copies the newest commit. Takes the lock of the destination's writer, none of the source's: its writers go on.
    ///
    /// - Parameters:
    ///   - source: The folder of an index.
    ///   - destination: The folder that gets it. Its files that no commit names are removed.
    ///   - replacing: Whether an index that is there may go.
    ///   - linking: Whether files become further names of the source's where the system can do that: they take no space,
    ///     but a bad block is one of both.
    ///   - willReplace: Called once all of the source is known to be sound, before anything is written.
    /// - Returns: What was done.
    /// - Throws: ``IndexError/notFound(path:)``, ``IndexError/alreadyExists(path:)`` for an index that may not go, `corrupt`
    ///   where the source is damaged, `tooNew`, `locked`, `io`; the
    ///   destination is at its old commit then, but for a fault of the very last step, which leaves either.
    package static func copy(
        from source: any Directory, to destination: any Directory, replacing: Bool, linking: Bool,
        willReplace: () throws -> Void = {}
    ) throws -> Report {
        let lock = try destination.lock(IndexFiles.lock)
        defer { withExtendedLifetime(lock) {} }
        guard try replacing || !holdsIndex(destination) else {
            throw IndexError.alreadyExists(path: destination.path)
        }
        let held = try HeldCommit.open(source)
        // What it vouches for in another folder must be what was written.
        try held.verify(threads: Parallel.coreCount)
        try willReplace()
        var copying = try IndexCopying(held, from: source, to: destination, linking: linking)
        return try copying.run()
    }

    /// Whether there is an index in a folder, be it damaged.
    package static func holdsIndex(_ directory: any Directory) throws -> Bool {
        try directory.list().contains(CommitPoint.fileName) || directory.hasSegments()
    }
}

/// One copying, under the lock.
private struct IndexCopying {
    private let held: HeldCommit
    private let source: any Directory
    private let destination: any Directory
    private let linking: Bool
    /// What the destination has; nil where it has nothing, or its manifest is damaged.
    private let old: CommitPoint?
    private let plan: CopyPlan
    private var report = IndexCopy.Report()

    init(
        _ held: HeldCommit, from source: any Directory, to destination: any Directory, linking: Bool
    ) throws {
        self.held = held
        self.source = source
        self.destination = destination
        self.linking = linking
        var isDamaged = false
        do {
            old = try CommitPoint.read(from: destination)
        } catch IndexError.corrupt {
            old = nil
            isDamaged = true
        }
        plan = try CopyPlan(held, to: destination, old: old, isDamaged: isDamaged)
    }

    mutating func run() throws -> IndexCopy.Report {
        report.generation = held.point.generation
        for (name, file) in held.files.sorted(by: { $0.key < $1.key }) {
            try put(file, named: name, as: plan.names[name] ?? name)
        }
        // Read from where it now is, before anything is replaced.
        var checking = IndexChecking(destination)
        try checking.checkCommit(plan.point)
        if let finding = checking.report.findings.first {
            throw IndexError.corrupt(
                file: finding.file, byteOffset: finding.byteOffset ?? 0, reason: finding.reason)
        }
        if old == plan.point, report.copiedFiles + report.linkedFiles == 0 {
            // The last copy may have been killed before its manifest was durable, and the old one's files go now.
            try destination.synchronize()
            report.isUnchanged = true
        } else {
            try plan.point.write(to: destination) {}
        }
        removeUnnamedFiles()
        return report
    }

    /// Brings one file in, unless it is there and sound.
    private mutating func put(_ file: EnvelopeFile, named name: String, as newName: String) throws {
        let length = file.file.bytes.count
        if let present = try? EnvelopeFile(destination.map(newName)), present.isSame(as: file),
            (try? present.verifyChecksum()) != nil
        {
            report.keptFiles += 1
            report.keptBytes += length
            return
        }
        // What is there under this name is of no commit, or a damaged copy of the same file.
        if try link(file, named: name) {
            report.linkedFiles += 1
            report.linkedBytes += length
        } else {
            let output = try destination.create(IndexFiles.nextCopy)
            try output.write(file.file.bytes)
            try output.synchronize()
            try output.close()
            report.copiedFiles += 1
            report.copiedBytes += length
        }
        try destination.rename(IndexFiles.nextCopy, to: newName)
    }

    /// Whether the file was linked.
    private func link(_ file: EnvelopeFile, named name: String) throws -> Bool {
        guard linking, let destination = destination as? any LinkingDirectory else { return false }
        try destination.remove(IndexFiles.nextCopy)
        guard try destination.link(name, in: source, as: IndexFiles.nextCopy) else { return false }
        // The name may have gone to another file since this one was mapped.
        guard let linked = try? EnvelopeFile(destination.map(IndexFiles.nextCopy)), linked.isSame(as: file) else {
            try destination.remove(IndexFiles.nextCopy)
            return false
        }
        return true
    }

    /// What cannot be removed now goes with the next copy: the new one holds.
    private func removeUnnamedFiles() {
        let live = plan.point.fileNames
        for name in (try? destination.list()) ?? [] where IndexFiles.isOwn(name) && !live.contains(name) {
            if let file = try? destination.map(name), file.maySurviveCrash { try? destination.remove(name) }
        }
    }
}
