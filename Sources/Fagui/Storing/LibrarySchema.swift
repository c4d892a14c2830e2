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
            // New fields come behind these, neither scored nor with positions: an index that was made before keeps its
            // segments.
            FieldSpec(name: "amounts", isScored: false, weight: 0),
            FieldSpec(name: "references", isScored: false, weight: 0),
        ],
        columns: [
            ColumnSpec(name: "fingerprint", kind: .uint32, level: .document),
            ColumnSpec(name: "content_hash", kind: .int64, level: .source),
            // What the metadata of a source state; ``SourceColumns`` gives the values. New columns come behind these: an
            // index that was made before keeps its segments.
            ColumnSpec(name: "issuer", kind: .keyword, level: .source),
            ColumnSpec(name: "number", kind: .keyword, level: .source),
            ColumnSpec(name: "status", kind: .keyword, level: .source),
            ColumnSpec(name: "level", kind: .keyword, level: .source),
            ColumnSpec(name: "issued", kind: .uint32, level: .source),
            ColumnSpec(name: "effective", kind: .uint32, level: .source),
            ColumnSpec(name: "year", kind: .keyword, level: .source),
            ColumnSpec(name: "title", kind: .keyword, level: .source),
            ColumnSpec(name: "work", kind: .keyword, level: .source),
            ColumnSpec(name: "version", kind: .uint32, level: .source),
            ColumnSpec(name: "repealed", kind: .uint32, level: .source),
            ColumnSpec(name: "repeals", kind: .keyword, level: .source),
            ColumnSpec(name: "sketch", kind: .int64, level: .document),
        ])

    /// The field of the ids of rows, which do not follow from their source's id.
    static let idField: FieldID = 6
    /// The field of the amounts that a passage states; see ``QuantityTerm``.
    static let amountsField: FieldID = 7
    /// The field of the articles that a passage cites; see ``ReferenceTerm``.
    static let referencesField: FieldID = 8
    /// The column of the folded text's hash: equal where two passages say the same.
    static let fingerprintColumn = 0
    /// The column of the source bytes' hash.
    static let contentHashColumn = 1

    // Columns of sources. A keyword is empty, and a date 0, where nothing is stated.

    /// Who issued the text, as stated: a `KeywordList`.
    static let issuerColumn = 2
    /// The document's numbers as ``DocumentNumberForm`` writes them: a `KeywordList`.
    static let numberColumn = 3
    /// Whether it is in force, as stated; a search sees what follows from the dates, as of its day: ``LegalStatus``.
    static let statusColumn = 4
    /// Its rank (law, regulation, rule…), as stated.
    static let levelColumn = 5
    /// The day on which it was passed or, where that is not stated, made public; see ``DateNumber``.
    static let issuedColumn = 6
    /// The day from which it is in force; see ``DateNumber``.
    static let effectiveColumn = 7
    /// The year of ``issuedColumn``, four digits.
    static let yearColumn = 8
    /// The title, as shown.
    static let titleColumn = 9
    /// The key of the title, by which laws are found, and which the wordings of one law have in common; see ``WorkKey``.
    static let workColumn = 10
    /// The day of the wording: when it was last revised, or passed.
    static let versionColumn = 11
    /// The day from which it is not in force any more.
    static let repealedColumn = 12
    /// The texts that it repeals, a `KeywordList`; see ``RepealedTitles``.
    static let repealsColumn = 13

    /// The column of what near copies of a passage are found by; see `TextSketch`.
    static let sketchColumn = 14

    static let searchFields = SearchFields(
        texts: [
            SearchFields.Text(name: "body", words: 0, grams: 1),
            SearchFields.Text(name: "title", words: 2, grams: 3),
            SearchFields.Text(name: "headings", words: 4, grams: 5),
        ],
        values: [
            SearchFields.Values(name: "issuer", column: issuerColumn, kind: .keyword),
            SearchFields.Values(name: "number", column: numberColumn, kind: .number),
            SearchFields.Values(name: "status", column: statusColumn, kind: .keyword),
            SearchFields.Values(name: "level", column: levelColumn, kind: .keyword),
            SearchFields.Values(name: "issued", column: issuedColumn, kind: .date),
            SearchFields.Values(name: "effective", column: effectiveColumn, kind: .date),
            SearchFields.Values(name: "version", column: versionColumn, kind: .date),
            SearchFields.Values(name: "repealed", column: repealedColumn, kind: .date),
            SearchFields.Values(name: "year", column: issuedColumn, kind: .date),
            SearchFields.Values(name: "source", column: -1, kind: .source),
        ],
        quantities: amountsField)
}

extension SegmentReader {
    /// Whether the segment was written with all fields and columns of a library. The schema of its own index may be older.
    var hasLibrarySchema: Bool {
        hasField(FieldID(LibrarySchema.schema.fields.count - 1)) && hasColumn(LibrarySchema.schema.columns.count - 1)
    }
}
