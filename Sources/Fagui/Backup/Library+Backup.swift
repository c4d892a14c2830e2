internal import FaguiIndex

extension Library {
    /// Copies the newest commit to a folder, as ``backup(at:to:linking:replacing:)`` does. What was not committed is not in it.
    ///
    /// - Parameters:
    ///   - folder: The backup, which is made where it is missing.
    ///   - linking: Whether files may be shared with the index.
    ///   - replacing: Whether a backup of another index may be replaced, or one of a later commit.
    /// - Returns: What was copied.
    /// - Throws: ``LibraryError``.
    @discardableResult
    public func backup(
        to folder: String, linking: Bool = true, replacing: Bool = false
    ) async throws -> BackupReport {
        try await Self.backup(at: path, to: folder, linking: linking, replacing: replacing)
    }

    /// Copies the newest commit of an index to a folder, every byte checked, while others may search and write.
    ///
    /// Run again, it brings only what is new, and removes what the newer commit does not need; until all of that is there
    /// and durable, the earlier backup stays. The backup is an index, and can be searched; it is not to be written to.
    /// - Parameters:
    ///   - path: The folder of the index.
    ///   - folder: The backup: a folder that is missing or holds no index, or an earlier backup.
    ///   - linking: Whether files may be hard links to those of the index where both are on one file system. That takes no
    ///     space and protects from what becomes of the index, not from a disk that loses their one copy.
    ///   - replacing: Whether a backup of an index of another path may be replaced, or one of a later commit: what an index
    ///     that was lost and begun anew must not do to the only copy of the old one.
    /// - Returns: What was copied.
    /// - Throws: ``LibraryError``: `noIndex`, `corruptIndex` for an index that is to be repaired first, `newerFormat`,
    ///   `invalidArgument` for a folder with an index that is not to be replaced, `locked` where another backup runs, `io`.
    @discardableResult
    public static func backup(
        at path: String, to folder: String, linking: Bool = true, replacing: Bool = false
    ) async throws -> BackupReport {
        try measured(path) {
            let source = try FileSystemDirectory(path: path)
            // A mistyped name must not leave an empty backup behind.
            guard try IndexCopy.holdsIndex(source) else { throw IndexError.notFound(path: path) }
            let destination = try FileSystemDirectory(path: folder, creating: true)
            guard !source.isSame(as: destination) else {
                throw LibraryError(
                    .invalidArgument, "\(folder) is the index itself.", advice: "Name another folder.", path: folder)
            }
            let isBackup = try destination.list().contains(mark)
            let origin = SourceRoots.absolute(path)
            if isBackup && !replacing { try checkMayReplace(destination, with: source, from: origin) }
            do {
                return try IndexCopy.copy(from: source, to: destination, replacing: isBackup, linking: linking) {
                    try setMark(destination, origin: origin)
                }
            } catch IndexError.alreadyExists {
                throw LibraryError(
                    .invalidArgument, "There is an index in \(folder) that is no backup.",
                    advice: "Name a new folder, or an earlier backup.", path: folder)
            }
        }
    }

    /// Brings a backup back as an index, every byte checked before and after. Its files are copied, never shared.
    ///
    /// - Parameters:
    ///   - folder: The backup, or any other index.
    ///   - path: The folder of the index to be; made where it is missing.
    ///   - replacing: Whether an index that is there may be replaced. It goes when all of the new one is there, at once;
    ///     programs that search it take up the new one as they do a commit.
    /// - Returns: What was copied.
    /// - Throws: ``LibraryError``: `noIndex` and `corruptIndex` of the backup, `newerFormat`, `invalidArgument` for an index
    ///   that is not to be replaced, `locked` where it is written, `io`.
    @discardableResult
    public static func restore(
        from folder: String, to path: String, replacing: Bool = false
    ) async throws -> BackupReport {
        try measured(folder) {
            let source = try FileSystemDirectory(path: folder)
            guard try IndexCopy.holdsIndex(source) else {
                throw LibraryError(
                    .noIndex, "There is no backup in \(folder).", advice: "Name a folder that 'fagui backup' filled.",
                    path: folder)
            }
            let destination = try FileSystemDirectory(path: path, creating: true)
            guard !source.isSame(as: destination) else {
                throw LibraryError(
                    .invalidArgument, "\(path) is the backup itself.", advice: "Name another folder.", path: path)
            }
            do {
                return try IndexCopy.copy(from: source, to: destination, replacing: replacing, linking: false)
            } catch IndexError.alreadyExists {
                throw LibraryError(
                    .invalidArgument, "There is an index in \(path).",
                    advice: "Name another folder, or replace it with --force.", path: path)
            }
        }
    }

    /// The file by which a backup is told from an index that is somebody's own. Names with a dot are no writer's.
    private static var mark: String { ".fagui-backup" }

    private static func markText(_ origin: String) -> [UInt8] {
        Array("A backup that 'fagui backup' keeps; 'fagui restore' brings it back.\n\(origin)\n".utf8)
    }

    /// Sees that a backup is of this index, and of no later commit than the index has.
    private static func checkMayReplace(
        _ destination: FileSystemDirectory, with source: FileSystemDirectory, from origin: String
    ) throws {
        func refusal(_ message: String) -> LibraryError {
            LibraryError(
                .invalidArgument, message, advice: "Name another folder, or replace it with --force.",
                path: destination.path)
        }
        // A damaged one is to be replaced, if it is of this index.
        let (kept, new) = (try? Snapshot.newestGeneration(destination), try Snapshot.newestGeneration(source))
        guard let kept else { return }
        let file = try destination.map(mark)
        guard withExtendedLifetime(file, { Array(file.bytes) }) == markText(origin) else {
            throw refusal("\(destination.path) is the backup of another index.")
        }
        guard let new, kept <= new else {
            throw refusal("\(destination.path) has commit \(kept), and the index only \(new ?? 0): it was begun anew.")
        }
    }

    private static func setMark(_ directory: FileSystemDirectory, origin: String) throws {
        let output = try directory.create(mark)
        try markText(origin).withUnsafeBytes { try output.write($0) }
        try output.synchronize()
        try output.close()
    }

    private static func measured(_ path: String, _ body: () throws -> IndexCopy.Report) throws -> BackupReport {
        let clock = ContinuousClock()
        let start = clock.now
        var report = BackupReport(try wrapping(path, body))
        report.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
        return report
    }
}

extension BackupReport {
    fileprivate init(_ report: IndexCopy.Report) {
        snapshot = report.generation
        isUnchanged = report.isUnchanged
        copiedFiles = report.copiedFiles
        copiedBytes = report.copiedBytes
        linkedFiles = report.linkedFiles
        linkedBytes = report.linkedBytes
        keptFiles = report.keptFiles
        keptBytes = report.keptBytes
    }
}
