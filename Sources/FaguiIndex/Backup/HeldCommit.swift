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

extension EnvelopeFile {
    /// Maps a file as a commit point has it.
    ///
    /// - Throws: `corrupt`, `tooNew`, `io`.
    static func open(
        _ directory: any Directory, name: String, _ segment: SegmentInfo, _ file: SegmentInfo.File
    ) throws -> EnvelopeFile {
        let opened = try EnvelopeFile(directory.map(name), length: file.length)
        let kind: FileEnvelope.Kind? =
            file == segment.deletions ? .deletions : SegmentPart(rawValue: file.part)?.kind
        // Of a part that is not known here any kind will do.
        guard let expected = kind ?? FileEnvelope.Kind(rawValue: opened.kindCode) else {
            throw IndexError.corrupt(file: name, byteOffset: 8, reason: "it is a file of a kind that is not known")
        }
        return try opened.checked(kind: expected, uniqueID: segment.uniqueID, checksum: file.checksum)
    }

    /// Whether both are the same file: the same kind, number, length and checksum.
    func isSame(as other: EnvelopeFile) -> Bool {
        kindCode == other.kindCode && version == other.version && uniqueID == other.uniqueID
            && checksum == other.checksum && file.bytes.count == other.file.bytes.count
    }
}
