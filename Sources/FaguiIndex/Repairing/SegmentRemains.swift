/// What is sound of a segment: the files whose every byte is what was written, and what can be told from them.
package struct SegmentRemains: Sendable {
    /// Which sources are deleted.
    enum Deletions: Equatable {
        /// Their numbers, ascending; none where nothing was deleted.
        case known([UInt32])
        /// There were some, and their file is damaged.
        case unknown
    }

    /// What its files are called.
    package let name: String
    /// The sound files by part.
    let files: [SegmentPart: EnvelopeFile]
    /// Documents and sources, deleted ones included, where that can be told.
    let documentCount, sourceTotal: Int?
    /// What the commit point says of it, or would: nil where a part is damaged. Deletions are left out.
    let info: SegmentInfo?
    /// Ids, and which documents are whose; nil where that is damaged.
    let sources: SourcesFile?
    /// What is stored; nil where that is damaged.
    let stored: StoredFile?
    let deletions: Deletions
    /// Their file, where it is sound.
    let deletionsFile: SegmentInfo.File?
    private let columns: ColumnsFile?

    /// Whether the texts can be taken from what is stored.
    package var hasTexts: Bool { sources != nil && stored != nil }

    init(_ parts: SegmentParts, schema: Schema, analysis: String) {
        name = parts.name
        files = parts.files
        sources = parts.sources
        stored = parts.stored
        documentCount = parts.documentCount
        sourceTotal = parts.sourceCount
        deletions = parts.deletions
        deletionsFile = parts.deletions == .unknown ? nil : parts.deletionsFile
        if let documents = parts.documentCount, let sources = parts.sourceCount {
            columns = parts.files[.columns].flatMap {
                try? ColumnsFile(
                    $0, name: SegmentPart.columns.fileName(of: parts.name), schema: schema, documentCount: documents,
                    sourceCount: sources)
            }
            info = parts.info(documents, sources, analysis)
        } else {
            columns = nil
            info = nil
        }
    }
}

extension SegmentRemains: SourceStore {
    package var sourceCount: Int { sourceTotal ?? 0 }

    package func sourceID(_ source: Int) throws -> [UInt8] { try known(sources).id(of: source) }

    package func documents(ofSource source: Int) throws -> Range<DocID> { try known(sources).documents(of: source) }

    package func storedSource(_ source: Int) throws -> [UInt8] { try known(stored).item(source, section: 1) }

    package func storedDocument(_ doc: DocID) throws -> [UInt8] { try known(stored).item(Int(doc), section: 0) }

    package func int64(_ column: Int, ofSource source: Int) throws -> Int64 {
        columns?.value(Int64.self, column, row: source, kind: .int64) ?? 0
    }

    private func known<Part>(_ part: Part?) throws -> Part {
        guard let part else {
            throw IndexError.corrupt(file: name, byteOffset: 0, reason: "the segment lacks what is asked for")
        }
        return part
    }
}
