import FaguiTestSupport

@testable import FaguiIndex

/// What is found in a directory that something was cut off in.
struct Aftermath {
    /// What the index may hold.
    var possible: [Episode.Contents]
    /// Whether there must be an index.
    var hasIndex: Bool

    /// Opens what is left, looks at all of it, and goes on working with it.
    ///
    /// - Throws: What is wrong.
    func check(_ directory: MemoryDirectory) throws {
        var found: Episode.Contents = [:]
        if try directory.list().contains(CommitPoint.fileName) {
            found = try contents(of: directory)
            guard possible.contains(found) else {
                throw EpisodeRun.Unexpected("there is \(found), not \(possible)")
            }
            let findings = try IndexChecker.check(directory).findings
            guard findings.isEmpty else { throw EpisodeRun.Unexpected("verify finds \(findings)") }
        } else {
            guard !hasIndex else { throw EpisodeRun.Unexpected("there is no index any more") }
            do {
                _ = try Snapshot.open(directory)
                throw EpisodeRun.Unexpected("an index without a manifest was opened")
            } catch IndexError.notFound {}
        }
        try checkThatWorkGoesOn(directory, from: found)
    }

    /// Adds, commits and closes: nothing may be left over then.
    private func checkThatWorkGoesOn(_ directory: MemoryDirectory, from found: Episode.Contents) throws {
        let schema = Episode.schemas[Episode.schemas.count - 1]
        var options = IndexWriter.Options()
        options.mergesInBackground = false
        options.threads = 1
        let writer = try IndexWriter(directory: directory, schema: schema, options: options)
        try writer.add(Texts.batch(of: [("later", [Episode.words[0]])], schema: schema))
        try writer.commit()
        writer.close()
        let expected = found.merging(["later": [Episode.words[0]]]) { $1 }
        for left in [directory, directory.afterPowerLoss()] {
            let contents = try contents(of: left)
            guard contents == expected else {
                throw EpisodeRun.Unexpected("after a later commit there is \(contents), not \(expected)")
            }
        }
        let report = try IndexChecker.check(directory)
        guard report.findings.isEmpty, report.warnings.isEmpty else {
            throw EpisodeRun.Unexpected("after a later commit verify finds \(report.findings + report.warnings)")
        }
    }

    /// Reads the texts, and compares with them what words and analyses lead to.
    private func contents(of directory: MemoryDirectory) throws -> Episode.Contents {
        let snapshot = try Snapshot.open(directory)
        let contents = try Texts.contents(snapshot)
        let texts = contents.values.flatMap(\.self)
        for word in [Episode.words[0], Episode.words[1]] {
            let expected = texts.filter { $0.split(separator: " ").contains(Substring(word)) }.sorted()
            for field in [FieldID(0), 1] {
                let found = try Texts.find(word, field: field, in: snapshot).sorted()
                guard found == expected else {
                    throw EpisodeRun.Unexpected("\(word) leads to \(found), not \(expected)")
                }
            }
        }
        for name in Set(snapshot.segments.map(\.analysis)) where !name.isEmpty {
            let analysis = try snapshot.analysis(named: name)
            guard Episode.analyses.contains(analysis) else {
                throw EpisodeRun.Unexpected("\(name) holds \(analysis)")
            }
        }
        return contents
    }
}
