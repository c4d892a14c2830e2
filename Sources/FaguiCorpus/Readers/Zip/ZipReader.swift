/// Reads the files in an archive, each as the reader of its format would, under the id of the archive and its path in it.
///
/// An entry that cannot be read is left out, the others are read. Archives in archives are read up to a depth.
struct ZipReader {
    typealias IsUnchanged = (String, CorpusReader.RowPlace?, UnsafeRawBufferPointer) throws -> Bool
    typealias Body = (SourceText) throws -> Void

    /// How often an archive is opened again behind a damaged entry, which libarchive does not go on after.
    private static let reopeningLimit = 16

    let reader: CorpusReader
    /// The archive.
    let file: SourceFile
    /// Archives that it lies in.
    var depth = 0

    /// Reads a part of an archive that is a file.
    ///
    /// - Throws: ``CorpusError`` where no more of it can be read, and what the closures throw.
    func read(
        _ part: SourcePart, into report: inout CorpusReader.Report, isUnchanged: IsUnchanged, body: Body
    ) throws {
        let size = try OpenSource(file).size
        let limit = ZipLimits.total(packedSize: size)
        var rest = part.entries?.unpackedSize ?? limit
        if part.entries == nil, let total = try? ZipSurvey.unpackedSize(of: file), total > limit {
            throw CorpusError(
                .tooLarge, path: file.path,
                reason: "it unpacks to \(total) bytes, more than \(ZipLimits.ratio) times its size: unpack it yourself")
        }
        let range = part.entries?.range ?? 0..<Int.max
        try read(range, of: nil, &rest, &report, isUnchanged, body)
    }

    /// Reads entries of the file, or of its bytes where they are in memory; takes what they unpack to from `rest`.
    private func read(
        _ range: Range<Int>, of bytes: UnsafeRawBufferPointer?, _ rest: inout Int, _ report: inout CorpusReader.Report,
        _ isUnchanged: IsUnchanged, _ body: Body
    ) throws {
        var next = range.lowerBound
        for _ in 0...Self.reopeningLimit {
            let remaining = next..<range.upperBound
            do {
                let stopped: Int?
                if let bytes {
                    stopped = try read(try ZipArchive(bytes), remaining, &rest, &report, isUnchanged, body)
                } else {
                    let archive = try ZipArchive(try OpenSource(file))
                    stopped = try read(archive, remaining, &rest, &report, isUnchanged, body)
                }
                guard let stopped else { return }
                next = stopped + 1
            } catch let fault as ZipArchive.Fault {
                let reason =
                    fault.kind == .malformed ? "no ZIP archive, damaged or cut off: \(fault.reason)" : fault.reason
                throw CorpusError(fault.kind, path: file.path, reason: reason)
            }
        }
        throw CorpusError(
            .malformed, path: file.path,
            reason:
                "damaged: more than \(Self.reopeningLimit) files in it cannot be unpacked, and the others were not tried"
        )
    }

    /// Reads entries until one breaks the archive off.
    ///
    /// - Returns: The number of that entry; nil at the end.
    private func read(
        _ archive: borrowing ZipArchive, _ range: Range<Int>, _ rest: inout Int,
        _ report: inout CorpusReader.Report, _ isUnchanged: IsUnchanged, _ body: Body
    ) throws -> Int? {
        var names: Set<[UInt8]> = []
        var number = -1
        while let entry = try archive.next() {
            number += 1
            guard number < range.upperBound else { return nil }
            guard number < ZipLimits.entries else {
                throw ZipArchive.Fault(
                    kind: .tooLarge, reason: "more than \(ZipLimits.entries) files in it", endsArchive: true)
            }
            guard entry.isFile else { continue }
            let name = ZipEntryName.read(entry.name)
            let isNew: Bool
            if case .path(let path, _) = name { isNew = names.insert(Array(path.utf8)).inserted } else { isNew = true }
            guard number >= range.lowerBound else { continue }
            switch name {
            case .hidden: continue
            case .unreadable:
                let shown = file.path + "/" + String(decoding: entry.name, as: UTF8.self)
                report.problems.append(
                    CorpusError(.unreadable, path: shown, reason: "its name is not UTF-8, GB18030 or Big5: rename it"))
            case .path(let path, let leavesArchive):
                let ending = SourceFormat.ending(of: path.split(separator: "/").last.map(String.init) ?? path)
                guard let format = SourceFormat(ending: ending) else {
                    report.otherTypes[ending, default: 0] += 1
                    continue
                }
                let inner = SourceFile(
                    path: file.path + "/" + path, id: file.id + "/" + path, format: format,
                    sizeInBytes: entry.size ?? 0)
                guard isNew else {
                    report.problems.append(
                        CorpusError(.malformed, path: inner.path, reason: "a second file of this name in the archive"))
                    continue
                }
                if leavesArchive {
                    report.warnings.append(
                        CorpusError(
                            .malformed, path: inner.path, reason: "its name leads out of the archive: read as if inside"
                        ))
                }
                if try !read(entry, inner, archive, &rest, &report, isUnchanged, body) { return number }
            }
        }
        return nil
    }

    /// Reads one file, or leaves it out with a problem.
    ///
    /// - Returns: Whether the archive can be read on.
    private func read(
        _ entry: ZipArchive.Entry, _ inner: SourceFile, _ archive: borrowing ZipArchive, _ rest: inout Int,
        _ report: inout CorpusReader.Report, _ isUnchanged: IsUnchanged, _ body: Body
    ) throws -> Bool {
        func leaveOut(_ error: CorpusError) {
            report.problems.append(error)
            report.leftOut.append(inner.id)
        }
        guard !entry.isEncrypted else {
            leaveOut(CorpusError(.encrypted, path: inner.path, reason: "encrypted: unpack it with its password"))
            return true
        }
        // Bytes of an archive in the archive stay in memory while what is in it is read.
        let room = inner.format == .zip ? reader.memory.largestDocument : reader.memory.largestSource
        if let size = entry.size, size > room {
            leaveOut(reader.memory.fault(path: inner.path, bytes: size))
            return true
        }
        let limit = min(ZipLimits.entrySize, entry.size ?? Int.max, room)
        var unpacked = 0
        do {
            // No more than it says: by that the parts of an archive were measured.
            let data = try archive.data(limit: min(limit, rest), unpacked: &unpacked)
            rest -= data.count
            report.byteCount += data.count
            try data.withUnsafeBytes { bytes in
                if inner.format == .zip {
                    guard depth + 1 < ZipLimits.depth else {
                        throw CorpusError(
                            .tooLarge, path: inner.path,
                            reason: "archives in archives are read \(ZipLimits.depth) deep: unpack it")
                    }
                    try ZipReader(reader: reader, file: inner, depth: depth + 1)
                        .read(0..<Int.max, of: bytes, &rest, &report, isUnchanged, body)
                } else {
                    let problemCount = report.problems.total
                    try reader.read(bytes, of: inner, into: &report, isUnchanged: isUnchanged, body: body)
                    // A row that was left out may have no id: none of the file's is known to be gone.
                    if report.problems.total > problemCount { report.leftOut.append(inner.id) }
                }
            }
        } catch let fault as ZipArchive.Fault {
            if fault.kind == .tooLarge {
                // What may be a bomb is not read on.
                if rest < limit {
                    rest = 0
                    throw ZipArchive.Fault(
                        kind: .tooLarge,
                        reason: "it unpacks to more than \(ZipLimits.ratio) times its size: unpack it yourself",
                        endsArchive: true)
                }
                rest -= limit
            } else {
                // What a wrong checksum makes useless took its time, and would for every file of a bomb.
                rest -= min(unpacked, rest)
            }
            leaveOut(CorpusError(fault.kind, path: inner.path, reason: "cannot be unpacked: \(fault.reason)"))
            return !fault.endsArchive
        } catch let error as CorpusError {
            leaveOut(error)
        }
        return true
    }
}
