/// A file to be read.
public struct SourceFile: Sendable, Equatable {
    /// The path as given or found, for opening and for people.
    public var path: String
    /// The path below its root with the root's name first: the id of a text, the first part of the ids of rows.
    public var id: String
    /// How it is read.
    public var format: SourceFormat
    /// Length in bytes when it was found.
    public var sizeInBytes: Int

    /// Joins the parts.
    public init(path: String, id: String, format: SourceFormat, sizeInBytes: Int) {
        self.path = path
        self.id = id
        self.format = format
        self.sizeInBytes = sizeInBytes
    }
}
