/// An analysis file: bytes that mean nothing to the engine, under a name made from them.
struct AnalysisFile: Sendable {
    private let file: EnvelopeFile

    /// Bytes on disk.
    var length: Int { file.file.bytes.count }

    /// Maps the file and checks its envelope.
    ///
    /// - Throws: `corrupt`, `tooNew`, `io`.
    static func open(_ directory: any Directory, name: String) throws -> AnalysisFile {
        guard let hash = IndexFiles.analysisHash(name) else {
            throw IndexError.corrupt(file: name, byteOffset: 0, reason: "no analysis file is called so")
        }
        return AnalysisFile(
            file: try EnvelopeFile.open(directory, name: name, kind: .analysis, uniqueID: hash))
    }

    /// The bytes where they lie, and their owner.
    var mapped: (bytes: UnsafeRawBufferPointer, owner: FileBytes) { (file.body, file.file) }

    /// The bytes, every one checked.
    ///
    /// - Throws: `corrupt`.
    func content() throws -> [UInt8] {
        try file.verifyChecksum()
        return [UInt8](file.body)
    }
}
