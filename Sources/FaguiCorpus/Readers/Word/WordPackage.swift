/// The parts of a `.docx` that are read.
struct WordPackage {
    /// The text.
    var document: [UInt8] = []
    /// Each empty where the package has none.
    var styles: [UInt8] = [], numbering: [UInt8] = [], footnotes: [UInt8] = [], endnotes: [UInt8] = []
    /// The title in the document's properties; nil for none.
    var title: String?

    /// Unpacks a document.
    ///
    /// - Parameters:
    ///   - bytes: The file as it is.
    ///   - path: For errors.
    ///   - memory: What its parts may take.
    /// - Throws: ``CorpusError`` where it is none, is encrypted, cut off, or unpacks to too much.
    init(
        _ bytes: UnsafeRawBufferPointer, path: String, memory: ReadingMemory = .unlimited
    ) throws(CorpusError) {
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw Self.compoundFile(bytes, path) }
        guard bytes.starts(with: [0x50, 0x4B]) else {
            throw CorpusError(.malformed, path: path, reason: "no Word document: it does not begin as a ZIP file does")
        }
        // Without its end, an archive is read as far as it goes, and nobody knows which parts are missing.
        guard Self.hasEnd(bytes) else {
            throw CorpusError(.malformed, path: path, reason: "damaged or cut off: its end is missing")
        }
        let parts: [String: [UInt8]]
        do {
            parts = try Self.unpack(bytes, largest: memory.largestDocument)
        } catch {
            if error.kind == .needsMemory { throw memory.fault(path: path, bytes: nil) }
            let what = error.kind == .malformed ? "damaged or cut off: \(error.reason)" : error.reason
            throw CorpusError(error.kind, path: path, reason: what)
        }
        let main = Self.mainPart(parts)
        let folder = main.split(separator: "/").dropLast().map { $0 + "/" }.joined()
        guard let document = parts[main] else {
            throw CorpusError(.malformed, path: path, reason: "no Word document: it has no part \(main)")
        }
        self.document = document
        styles = parts[folder + "styles.xml"] ?? []
        numbering = parts[folder + "numbering.xml"] ?? []
        footnotes = parts[folder + "footnotes.xml"] ?? []
        endnotes = parts[folder + "endnotes.xml"] ?? []
        title = parts["docProps/core.xml"].flatMap(WordProperties.title)
    }

    /// What begins as Office's older container is an older document, or an encrypted one.
    private static func compoundFile(_ bytes: UnsafeRawBufferPointer, _ path: String) -> CorpusError {
        let name: StaticString = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
        let isEncrypted = bytes.withMemoryRebound(to: UInt8.self) { $0.firstIndex(of: name, in: 0..<$0.count) != nil }
        return isEncrypted
            ? CorpusError(.encrypted, path: path, reason: "encrypted: save it without a password")
            : CorpusError(.malformed, path: path, reason: "a Word document of before 2007: save it as .docx")
    }

    /// Whether the record that ends a ZIP file is there, with at most 64 KB of a comment behind.
    private static func hasEnd(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var index = bytes.count - 22
        let first = max(0, index - 65_535)
        while index >= first {
            if bytes[index] == 0x50, bytes[index + 1] == 0x4B, bytes[index + 2] == 5, bytes[index + 3] == 6 {
                return true
            }
            index -= 1
        }
        return false
    }

    private static func unpack(
        _ bytes: UnsafeRawBufferPointer, largest: Int
    ) throws(ZipArchive.Fault) -> [String: [UInt8]] {
        let archive = try ZipArchive(bytes)
        var parts: [String: [UInt8]] = [:]
        var rest = ZipLimits.total(packedSize: bytes.count)
        var room = largest
        var count = 0
        while let entry = try archive.next() {
            count += 1
            guard count <= ZipLimits.entries else {
                throw ZipArchive.Fault(
                    kind: .tooLarge, reason: "more than \(ZipLimits.entries) parts", endsArchive: true)
            }
            let name = String(decoding: entry.name, as: UTF8.self)
            guard entry.isFile, isRead(name) else { continue }
            guard !entry.isEncrypted else {
                throw ZipArchive.Fault(
                    kind: .encrypted, reason: "encrypted: save it without a password", endsArchive: true)
            }
            let data: [UInt8]
            do throws(ZipArchive.Fault) {
                data = try archive.data(limit: min(ZipLimits.entrySize, rest, room))
            } catch {
                guard error.kind == .tooLarge, room < min(ZipLimits.entrySize, rest) else { throw error }
                throw ZipArchive.Fault(kind: .needsMemory, reason: error.reason, endsArchive: true)
            }
            rest -= data.count
            room -= data.count
            parts[name] = data
        }
        return parts
    }

    private static func isRead(_ name: String) -> Bool {
        if name == "_rels/.rels" || name == "docProps/core.xml" { return true }
        guard name.hasSuffix(".xml"), let last = name.split(separator: "/").last else { return false }
        return ["document", "styles", "numbering", "footnotes", "endnotes"].contains { last.hasPrefix($0) }
    }

    /// The part that the package says its document is: nearly always `word/document.xml`.
    private static func mainPart(_ parts: [String: [UInt8]]) -> String {
        let usual = "word/document.xml"
        if parts[usual] != nil { return usual }
        return parts["_rels/.rels"].flatMap(WordProperties.mainPart) ?? usual
    }
}
