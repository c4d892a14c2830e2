extension SegmentReader {
    /// The bytes stored with a document.
    public func storedDocument(_ doc: DocID) throws -> [UInt8] { try stored.item(Int(doc), section: 0) }

    /// Calls `body` with the stored bytes of every document in order, deleted ones included.
    package func forEachStoredDocument(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) throws {
        try stored.forEachItem(section: 0, body)
    }

    // MARK: Sources: the unit of update. A source's documents are consecutive.

    /// Sources, deleted ones included.
    public var sourceCount: Int { Int(info.sourceCount) }
    /// The number of the source that a document belongs to.
    public func source(of doc: DocID) throws -> Int { try sources.source(of: doc) }
    /// The documents of a source.
    public func documents(ofSource source: Int) throws -> Range<DocID> { try sources.documents(of: source) }
    /// The id of a source.
    public func sourceID(_ source: Int) throws -> [UInt8] { try sources.id(of: source) }
    /// The bytes stored with a source.
    public func storedSource(_ source: Int) throws -> [UInt8] { try stored.item(source, section: 1) }

    /// Calls `body` with the stored bytes of every source in order, deleted ones included.
    package func forEachStoredSource(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) throws {
        try stored.forEachItem(section: 1, body)
    }

    /// The number of the live source with this id.
    public func source(withID id: [UInt8]) throws -> Int? {
        try id.withUnsafeBytes { try sources.sources(withID: $0) }.last { !isDeleted(source: $0) }
    }

    /// The numbers of the live sources whose ids begin so, ascending.
    func liveSources(withPrefix prefix: [UInt8]) throws -> [Int] {
        try prefix.withUnsafeBytes { try sources.sources(withPrefix: $0) }.filter { !isDeleted(source: $0) }.sorted()
    }
}
