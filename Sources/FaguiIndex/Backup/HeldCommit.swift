/// One commit point with all its files mapped: none of them can go, whatever writers do meanwhile.
struct HeldCommit {
    /// What was newest.
    let point: CommitPoint
    /// The files that it names, each under its name; headers, footers and lengths are sound.
    let files: [String: EnvelopeFile]

    /// Maps the newest commit; starts over if a newer one removes a file meanwhile.
    ///
    /// - Throws: ``IndexError/notFound(path:)``, `corrupt`, `tooNew`, `io`.
    static func open(_ directory: any Directory) throws -> HeldCommit {
        var point = try newestPoint(directory)
        while true {
            do {
                return HeldCommit(point: point, files: try files(of: point, in: directory))
            } catch let error as IndexError where error.isMissingFile {
                let newest = try newestPoint(directory)
                guard newest.generation != point.generation else { throw error.asMissingFromCommit }
                point = newest
            }
        }
    }

    /// Compares every byte with its checksum.
    ///
    /// - Throws: `corrupt`.
    func verify(threads: Int) throws {
        let files = files.sorted { $0.key < $1.key }.map(\.value)
        try Parallel.run(count: files.count, threads: threads) { try files[$0].verifyChecksum() }
    }

    private static func newestPoint(_ directory: any Directory) throws -> CommitPoint {
        guard let point = try CommitPoint.read(from: directory) else {
            throw IndexError.notFound(path: directory.path)
        }
        return point
    }

    private static func files(of point: CommitPoint, in directory: any Directory) throws -> [String: EnvelopeFile] {
        var files: [String: EnvelopeFile] = [:]
        for segment in point.segments {
            for file in segment.files + (segment.deletions.map { [$0] } ?? []) {
                let name = segment.fileName(file)
                files[name] = try EnvelopeFile.open(directory, name: name, segment, file)
            }
        }
        for name in point.analyses {
            files[name] = try EnvelopeFile.open(
                directory, name: name, kind: .analysis, uniqueID: IndexFiles.analysisHash(name))
        }
        return files
    }
}
