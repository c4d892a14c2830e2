/// Checks every byte of every file of an index but the lock.
public enum IndexChecker {
    /// One fault.
    public struct Finding: Sendable, Equatable {
        /// The file's name.
        public var file: String
        /// Where in it, in bytes, if known.
        public var byteOffset: Int?
        /// What is wrong.
        public var reason: String
    }

    /// What was found.
    public struct Report: Sendable {
        /// Damage.
        public var findings: [Finding] = []
        /// Oddities that harm nothing: files that the commit point does not name.
        public var warnings: [Finding] = []
        /// Files and bytes looked at.
        public var fileCount = 0, byteCount = 0
        /// The commit looked at, if its manifest could be read.
        public var generation: UInt64?
    }

    /// Checks envelope and checksum of every file, then decodes every structure of every segment.
    ///
    /// A file that was damaged is not decoded: its checksum says all there is to say. Without a sound manifest every
    /// other file is still checked by itself. Files whose names begin with a dot are not the index's, and left alone.
    /// A commit that comes meanwhile makes the check start over, ten times at most.
    /// - Throws: ``IndexError/notFound(path:)`` where there is no index, `io`; damage is reported, not thrown.
    public static func check(_ directory: any Directory) throws -> Report {
        var round = 1
        while true {
            var checking = IndexChecking(directory)
            try checking.run()
            // Findings about files that a merge has removed in the meantime would be about nothing.
            if checking.report.findings.isEmpty && checking.report.warnings.isEmpty { return checking.report }
            // Beyond that a busy writer would keep the check from ever ending.
            guard round < 10, let checked = checking.report.generation,
                let newest = try newestGeneration(directory), newest != checked
            else { return checking.report }
            round += 1
        }
    }

    /// The generation of the newest commit; nil where its manifest is missing or damaged.
    private static func newestGeneration(_ directory: any Directory) throws -> UInt64? {
        do {
            return try CommitPoint.readGeneration(from: directory)
        } catch IndexError.corrupt {
            return nil
        }
    }
}
