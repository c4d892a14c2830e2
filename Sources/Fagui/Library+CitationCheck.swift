internal import FaguiCorpus

extension Library {
    /// Checks every citation in documents: whether what it cites is there, in force, and says what is quoted.
    ///
    /// - Parameters:
    ///   - paths: Files of any format that can be indexed, or folders of them.
    ///   - options: How they are read; lexicon and jobs do not count.
    ///   - validity: The day on which laws are to be in force.
    /// - Returns: A report for each document, in the order of their ids, what could not be read, and how much more there was
    ///   behind the first ten thousand of that.
    /// - Throws: ``LibraryError``: `unreadableSource` where none of them can be read.
    public func checkCitations(
        in paths: [String], options: IndexingOptions = .init(), validity: Validity = .today
    ) async throws -> (reports: [CitationReport], problems: [IndexingReport.Problem], moreProblems: Int) {
        let view = reading.current
        return try wrapping {
            let checker = try CitationChecker(view, validity)
            let reader = CorpusReader(try Self.readingOptions(options))
            let walk = CorpusWalker.walk(paths, followingLinks: options.followsLinks)
            var reports: [CitationReport] = []
            var problems = walk.problems
            for file in walk.files {
                try Task.checkCancellation()
                do {
                    let report = try reader.read(SourcePart(file), isUnchanged: { _, _, _ in false }) {
                        reports.append(try checker.check($0))
                    }
                    problems += report.problems
                } catch let error as CorpusError {
                    problems.append(error)
                }
            }
            if reports.isEmpty, let first = problems.first { throw first }
            return (reports, problems.map { IndexingReport.Problem($0) }, problems.more)
        }
    }

    /// Checks every citation in a text.
    ///
    /// - Parameters:
    ///   - text: The text, read as a plain text file would be.
    ///   - title: Its title; if empty, the text's own.
    ///   - validity: The day on which laws are to be in force.
    /// - Returns: A report.
    /// - Throws: ``LibraryError``.
    public func checkCitations(
        ofText text: String, title: String = "", validity: Validity = .today
    ) async throws -> CitationReport {
        let view = reading.current
        return try wrapping {
            try CitationChecker(view, validity).check(CorpusReader.read(text: text, id: "text", path: "", title: title))
        }
    }
}
