internal import FaguiIndex
internal import FaguiSearch

/// The fields and columns of a library's index.
enum LibrarySchema {
    // Words find what is meant, grams find any substring; words + 0.5 × grams was best on the statute questions.
    // Titles and headings are short and stand at every passage of a text: they tip the scale, no more.
    static let schema = Schema(
        fields: [
            FieldSpec(name: "body.words", weight: 1),
            FieldSpec(name: "body.grams", hasPositions: true, weight: 0.5),
            FieldSpec(name: "title.words", weight: 0.2),
            FieldSpec(name: "title.grams", hasPositions: true, weight: 0.05),
            FieldSpec(name: "headings.words", weight: 0.2),
            FieldSpec(name: "headings.grams", hasPositions: true, weight: 0.05),
            FieldSpec(name: "id", isScored: false, weight: 0),
        ],
        columns: [
            ColumnSpec(name: "fingerprint", kind: .uint32, level: .document),
            ColumnSpec(name: "content_hash", kind: .int64, level: .source),
        ])

    /// The field of the ids of rows, which do not follow from their source's id.
    static let idField: FieldID = 6
    /// The column of the folded text's hash: equal where two passages say the same.
    static let fingerprintColumn = 0
    /// The column of the source bytes' hash.
    static let contentHashColumn = 1

    static let searchFields = SearchFields(texts: [
        SearchFields.Text(name: "body", words: 0, grams: 1),
        SearchFields.Text(name: "title", words: 2, grams: 3),
        SearchFields.Text(name: "headings", words: 4, grams: 5),
    ])
}
