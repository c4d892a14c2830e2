/// The number of a document inside one segment, dense from 0.
public typealias DocID = UInt32

/// The number of a field in a ``Schema``; the first byte of every key in a term dictionary.
public typealias FieldID = UInt8

/// What the engine is told of one field.
public struct FieldSpec: Sendable, Hashable {
    /// The name, ASCII, unique in its schema.
    public var name: String
    /// Whether each occurrence keeps its position.
    public var hasPositions: Bool
    /// Whether the field is scored: its length is kept as a norm, and its blocks have impacts.
    ///
    /// An exact field (an identifier, say) has none; it only selects.
    public var isScored: Bool
    /// The factor by which a match in this field counts, unless a query says otherwise.
    public var weight: Float

    /// Declares a field.
    public init(name: String, hasPositions: Bool = false, isScored: Bool = true, weight: Float = 1) {
        self.name = name
        self.hasPositions = hasPositions
        self.isScored = isScored
        self.weight = weight
    }
}

/// What a column holds.
public enum ColumnKind: UInt8, Sendable {
    /// Unsigned numbers of 32 bits.
    case uint32 = 1
    /// Signed numbers of 64 bits.
    case int64 = 2
    /// Byte strings that repeat, kept once each.
    case keyword = 3
}

/// What a column has one value for.
public enum ColumnLevel: UInt8, Sendable {
    /// One value a document.
    case document = 0
    /// One value a source; every document of the source has it.
    case source = 1
}

/// What the engine is told of one column.
public struct ColumnSpec: Sendable, Hashable {
    /// The name, ASCII, unique in its schema.
    public var name: String
    /// The type of its values.
    public var kind: ColumnKind
    /// Whether values belong to documents or to sources.
    public var level: ColumnLevel

    /// Declares a column.
    public init(name: String, kind: ColumnKind, level: ColumnLevel) {
        self.name = name
        self.kind = kind
        self.level = level
    }
}

/// The fields and columns of an index, fixed when it is created and kept in its manifest.
///
/// The engine knows fields by what is declared here alone; it knows no language.
public struct Schema: Sendable, Hashable {
    /// The fields; a field's number is its place here. At most 250.
    public var fields: [FieldSpec]
    /// The columns, in order of their numbers. At most 250.
    public var columns: [ColumnSpec]

    /// Declares a schema.
    public init(fields: [FieldSpec], columns: [ColumnSpec]) {
        self.fields = fields
        self.columns = columns
    }

    /// The number of the field with this name.
    public func field(named name: String) -> FieldID? {
        fields.firstIndex { $0.name == name }.map { FieldID($0) }
    }

    /// The number of the column with this name.
    public func column(named name: String) -> Int? { columns.firstIndex { $0.name == name } }
}
