import FaguiIndex

/// What a token file is indexed as: one field, a position a token, nothing stored.
enum TokenSchema {
    static let schema = Schema(fields: [FieldSpec(name: "body", hasPositions: true)], columns: [])
    static let field: FieldID = 0
}
