/// Sources with all that is stored of them: of a segment, or of what is left of one that cannot be searched.
package protocol SourceStore: Sendable {
    /// Sources, deleted ones included.
    var sourceCount: Int { get }
    /// The id of a source.
    func sourceID(_ source: Int) throws -> [UInt8]
    /// The documents of a source.
    func documents(ofSource source: Int) throws -> Range<DocID>
    /// The bytes stored with a source.
    func storedSource(_ source: Int) throws -> [UInt8]
    /// The bytes stored with a document.
    func storedDocument(_ doc: DocID) throws -> [UInt8]
    /// The value of a source in an `int64` column of sources; 0 where the column is lost.
    func int64(_ column: Int, ofSource source: Int) throws -> Int64
}

extension SegmentReader: SourceStore {}

extension SourceStore {
    /// Whether two sources have the same bytes stored, documents and all.
    func hasSameTexts(_ source: Int, as other: any SourceStore, _ otherSource: Int) -> Bool {
        do {
            let (own, others) = (try documents(ofSource: source), try other.documents(ofSource: otherSource))
            guard own.count == others.count, try storedSource(source) == other.storedSource(otherSource) else {
                return false
            }
            return try zip(own, others).allSatisfy { try storedDocument($0) == other.storedDocument($1) }
        } catch {
            return false
        }
    }
}
