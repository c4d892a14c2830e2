internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiText

extension Library {
    /// Mends a damaged index: keeps what is sound, drops what is not, and takes texts from wherever they still are.
    ///
    /// A text whose part of the index is damaged is taken from what the index stores of it, if that is sound, else from its
    /// source file, if that is still where it was or below `paths`; all others are named. What is dropped is set aside under
    /// other names. All of it is one commit, before which the index is as it was. A sound index is left alone.
    /// - Parameters:
    ///   - path: The folder of the index.
    ///   - paths: Files and folders, named as they were when they were indexed, in which lost texts are looked for.
    ///   - options: How source files are read, and whether links out of their folders are followed.
    /// - Returns: What was found and done.
    /// - Throws: ``LibraryError``: `noIndex`, `corruptIndex` where nothing can be kept nor told, `newerFormat`, `locked`,
    ///   `invalidArgument`, `io`.
    public static func repair(
        at path: String, paths: [String] = [], options: IndexingOptions = .init()
    ) async throws -> RepairReport {
        try wrapping(path) {
            let clock = ContinuousClock()
            let start = clock.now
            let reading = try readingOptions(options)
            let directory = try FileSystemDirectory(path: path)
            var repairer = LibraryRepairer(
                directory, reading, jobs: options.jobs, followingLinks: options.followsLinks)
            var report = try repairer.run(paths)
            report.tookMicroseconds = Int((clock.now - start) / .microseconds(1))
            return report
        }
    }
}
