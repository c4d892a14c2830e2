/// What a database or a table says of one text.
struct SideRow {
    /// Where the text may be, the likeliest first: paths without ending, or with it, below the folder of the table.
    var places: [String]
    /// The name of its file without ending, if the text of that name may also lie in another folder; nil if not.
    var strayName: String?
    /// What is said of it.
    var fields: [SourceText.Field]
    /// The line of the table, from 1; nil in a database, where a row without a text is no fault.
    var line: Int?

    /// Bytes of memory that it takes, roughly.
    var sizeInBytes: Int { 256 + places.reduce(0) { $0 + $1.utf8.count } + Self.size(of: fields) }

    /// Bytes of memory that fields take, roughly.
    static func size(of fields: [SourceText.Field]) -> Int {
        fields.reduce(0) { $0 + 2 * MemoryLayout<SourceText.Field>.stride + $1.value.utf8.count }
    }
}

/// A database or a table that lies beside texts.
struct SideTable {
    /// Its path, for people.
    var path: String
    /// The folder it lies in.
    var folder: String
    /// What it says, in its order.
    var rows: [SideRow]
    /// Bytes of memory that the rows take, roughly.
    var sizeInBytes = 0
}
