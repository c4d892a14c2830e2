extension Library {
    /// Indexes files and folders: adds what is new, replaces what changed, drops what is gone below the paths, commits.
    ///
    /// - Parameters:
    ///   - paths: Files and folders.
    ///   - options: How they are read.
    ///   - progress: Called from time to time, from any thread.
    /// - Returns: What was done, and what was left out and why.
    /// - Throws: ``LibraryError``; the last commit is as it was then.
    public func index(
        paths: [String], options: IndexingOptions = .init(),
        progress: (@Sendable (IndexingProgress) -> Void)? = nil
    ) async throws -> IndexingReport { fatalError("skeleton") }
}
