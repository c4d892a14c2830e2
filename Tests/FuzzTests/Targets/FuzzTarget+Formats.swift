import FaguiTestSupport

@testable import FaguiCorpus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension FuzzTarget {
    /// A web page.
    static let html = FuzzTarget(name: "html") { try read($0, as: .html) }

    /// Rows.
    static let jsonLines = FuzzTarget(name: "jsonLines") { try read($0, as: .jsonLines) }

    /// The parts of a Word document, with a zero between: the document, its styles, numbering, footnotes and properties.
    /// Changed bytes of an archive would mostly be refused for their checksum, so it is packed here.
    static let word = FuzzTarget(name: "word") { bytes in
        let names = [
            "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "docProps/core.xml",
        ]
        let parts = bytes.split(separator: 0, maxSplits: names.count - 1, omittingEmptySubsequences: false)
        let archive = StoredZip.make(Swift.zip(names, parts).map { StoredZip.Entry($0, Array($1)) })
        try archive.withUnsafeBytes { try read($0, as: .word) }
    }

    /// An archive.
    static let zip = FuzzTarget(
        name: "zip",
        seeds: {
            let inner = StoredZip.make([StoredZip.Entry("b.txt", "第一条 乙。")])
            return [
                "stored": StoredZip.make([
                    StoredZip.Entry("a.txt", "第一条 甲。\n第二条 乙。"), StoredZip.Entry("../up.md", "# 题\n文"),
                    StoredZip.Entry("in.zip", inner),
                ]),
                "encrypted": StoredZip.make([StoredZip.Entry("a.txt", Array("甲".utf8), flags: 0x801)]),
            ]
        }
    ) { bytes in
        let path = try ArchiveFile.path.get()
        guard let output = fopen(path, "wb") else { throw Fault(description: "\(path) cannot be written") }
        fwrite(bytes.baseAddress, 1, bytes.count, output)
        fclose(output)
        let file = SourceFile(path: path, id: "a.zip", format: .zip, sizeInBytes: bytes.count)
        var unpacked = 0
        for part in CorpusReader().parts(of: file, size: 64) {
            do {
                let report = try CorpusReader().read(part, isUnchanged: { _, _, _ in false }, body: { try check($0) })
                unpacked += report.byteCount
            } catch is CorpusError {}
        }
        try require(
            unpacked <= 2 * ZipLimits.total(packedSize: bytes.count), "\(bytes.count) bytes unpacked to \(unpacked)")
    }

    private static func read(_ bytes: UnsafeRawBufferPointer, as format: SourceFormat) throws {
        let file = SourceFile(
            path: "a.\(format.rawValue)", id: "a.\(format.rawValue)", format: format, sizeInBytes: bytes.count)
        var report = CorpusReader.Report()
        do {
            try CorpusReader().read(
                bytes, of: file, into: &report, isUnchanged: { _, _, _ in false }, body: { try check($0) })
        } catch is CorpusError {}
    }

    /// What every text that was read promises.
    private static func check(_ source: SourceText) throws {
        try require(String(validating: source.text, as: UTF8.self) != nil, "the text of \(source.id) is not UTF-8")
        try checkRanges(source.passages.map(\.range), in: source.text, "passages of \(source.id)")
        try require(!source.title.isEmpty || source.rowID != nil, "\(source.id) has no title")
    }

    /// Where an archive is put, since archives are read from files.
    private enum ArchiveFile {
        static let folder = TemporaryFolder()
        static let path = Result<String, any Error> { "\(folder.path)/a.zip" }
    }
}
