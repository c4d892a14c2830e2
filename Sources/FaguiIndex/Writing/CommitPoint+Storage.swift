#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension CommitPoint {
    /// Reads the newest commit point, every byte checked.
    ///
    /// - Parameter directory: The folder of the index.
    /// - Returns: The commit point, or nil where there is no index.
    /// - Throws: `corrupt`, also where there are segments and no manifest; `tooNew`, `io`.
    package static func read(from directory: any Directory) throws -> CommitPoint? {
        guard let file = try open(in: directory) else {
            // A writer makes the manifest before the first segment.
            guard try directory.hasSegments() else { return nil }
            throw IndexError.corrupt(file: fileName, byteOffset: 0, reason: "it is missing, though there are segments")
        }
        try file.verifyChecksum()
        return try CommitPoint(decoding: file.body, generation: file.uniqueID)
    }

    /// The generation of the newest commit point, from the manifest's header alone; nil where there is none.
    static func readGeneration(from directory: any Directory) throws -> UInt64? {
        guard let generation = try open(in: directory)?.uniqueID else { return nil }
        guard generation < IndexFiles.numberLimit else {
            throw IndexError.corrupt(
                file: fileName, byteOffset: 16, reason: "generation \(generation) was never committed")
        }
        return generation
    }

    /// A number that no commit of a lost manifest had, nor a later one of its place: commits come slower than seconds.
    static var generationBeyondAll: UInt64 { UInt64(max(0, time(nil))) }

    private static func open(in directory: any Directory) throws -> EnvelopeFile? {
        do {
            return try EnvelopeFile.open(directory, name: fileName, kind: .commitPoint, uniqueID: nil)
        } catch let error as IndexError where error.isMissingFile {
            return nil
        }
    }

    /// Makes the commit point the newest, once the files that it names are durable.
    ///
    /// - Parameters:
    ///   - directory: The folder of the index.
    ///   - willReplace: Called right before the manifest is replaced: from there on a failure leaves open whether the
    ///     old or the new commit point is the newest.
    /// - Throws: What the directory throws.
    func write(to directory: any Directory, willReplace: () -> Void) throws {
        // The names of the new files must be durable before a manifest that counts on them can be.
        try directory.synchronize()
        let output = try EnvelopeOutput(
            directory, name: IndexFiles.nextManifest, kind: .commitPoint, uniqueID: generation)
        try output.write(encoded())
        _ = try output.finish()
        willReplace()
        try directory.rename(IndexFiles.nextManifest, to: Self.fileName)
        try directory.synchronize()
    }
}
