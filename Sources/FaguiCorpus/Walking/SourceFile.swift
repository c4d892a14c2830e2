/// A file to be read.
public struct SourceFile: Sendable, Equatable {
    /// The path as given or found, for people.
    public let path: String
    /// Where it is opened.
    public var place: SourcePlace
    /// The path below its root with the root's name first: the id of a text, the first part of the ids of rows.
    public var id: String
    /// How it is read.
    public var format: SourceFormat
    /// Length in bytes when it was found.
    public var sizeInBytes: Int
    /// What a database or a table beside it says of it.
    public var metadata: [SourceText.Field] = []

    /// Joins the parts; opened is what `path` leads to, unless that is itself a link.
    public init(path: String, id: String, format: SourceFormat, sizeInBytes: Int) {
        self.path = path
        place = SourcePlace(path: path)
        self.id = id
        self.format = format
        self.sizeInBytes = sizeInBytes
    }

    /// A number that differs where ``metadata`` do, 0 where there are none: with other metadata the same bytes are
    /// another text.
    public var metadataVariant: UInt64 {
        guard !metadata.isEmpty else { return 0 }
        // FNV-1a: the same in every run, as a hash that is kept must be.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for field in metadata {
            for byte in field.key.utf8 { add(byte) }
            add(0xFF)
            for byte in field.value.utf8 { add(byte) }
            add(0xFE)
        }
        return hash | 1 << 63
    }
}
