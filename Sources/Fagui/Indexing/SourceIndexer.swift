internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText
internal import FaguiUnicode

/// Turns source texts into documents of a batch: one thread at a time.
final class SourceIndexer {
    private let analyzer: Analyzer
    private let schema: Schema
    @exclusivity(unchecked) private(set) var batch: DocumentBatch
    private let body = LibrarySchema.searchFields.texts[0]
    private let title = LibrarySchema.searchFields.texts[1]
    private let headings = LibrarySchema.searchFields.texts[2]
    // Unchecked: one thread owns the indexer, and no method calls back into it.
    @exclusivity(unchecked) private var bodyWords = TermBuffer()
    @exclusivity(unchecked) private var bodyGrams = TermBuffer()
    @exclusivity(unchecked) private var amounts = TermBuffer()
    @exclusivity(unchecked) private var bodyLengthFactor: Float = 1
    @exclusivity(unchecked) private var titleTerms = TextTerms()
    @exclusivity(unchecked) private var headingTerms = TextTerms()

    /// - Parameters:
    ///   - analysis: By which texts are analysed.
    ///   - schema: That of the library, or of an older one, which has fewer fields or columns.
    /// - Throws: `TextError` if the analysis cannot be used.
    init(_ analysis: Analysis, schema: Schema = LibrarySchema.schema) throws {
        analyzer = try Analyzer(analysis)
        self.schema = schema
        batch = DocumentBatch(schema: schema)
    }

    /// The terms of a short text that many passages share.
    private struct TextTerms {
        var words = TermBuffer()
        var grams = TermBuffer()
    }

    /// Inverts one source: each of its passages is a document.
    ///
    /// - Parameters:
    ///   - source: The text with its passages.
    ///   - contentHash: By which a later run sees that nothing changed.
    ///   - root: Where it was found; see ``SourceRecord/root``.
    ///   - byteCount: Bytes of the text, where `source` does not hold all of it.
    /// - Throws: `limit` for a key that is too long, ``DocumentBatch/Full`` where the batch would take more than it may;
    ///   ``dropBatch()`` or ``dropSource()`` must follow.
    func add(_ source: SourceText, contentHash: Int64, root: String = "", byteCount: Int? = nil) throws {
        var headings: [[String]] = []
        var numbers: [Int] = []
        // By bytes, since equal strings may be written differently.
        var known: [[UInt8]: Int] = [:]
        // A path of headings is much longer than what a text adds to it, and is kept by each passage's number.
        var pathRoom = batch.sizeLimit == Int.max ? Int.max : (batch.sizeLimit - batch.sizeInBytes) / 4
        for passage in source.passages {
            if let last = numbers.last, passage.headings.elementsEqual(headings[last], by: Self.areSameBytes) {
                numbers.append(last)
                continue
            }
            let key = Array(passage.headings.joined(separator: "\0").utf8)
            let number = known[key] ?? headings.count
            if number == headings.count {
                pathRoom -= key.count + 128
                guard pathRoom >= 0 else { throw DocumentBatch.Full() }
                known[key] = number
                headings.append(passage.headings)
            }
            numbers.append(number)
        }
        let record = SourceRecord(
            path: source.path, title: source.title,
            metadata: source.fields.map { MetadataEntry($0) }, headings: headings,
            byteCount: byteCount ?? source.text.count, rowID: source.rowID, root: root)
        let columns = SourceColumns.values(of: source, contentHash: contentHash) { analyzer.folded($0) }
        batch.beginSource(id: Array(source.id.utf8), stored: record.encoded, columns: columns)
        analyze(source.title, into: &titleTerms)
        bodyLengthFactor = LegalRank.lengthFactor(title: source.title)
        try source.text.withUnsafeBufferPointer { text in
            var last: Int?
            var unmeasured = 0
            let references = hasField(LibrarySchema.referencesField) ? SourceReferences(source) : nil
            for (index, number) in numbers.enumerated() {
                let passage = source.passages[index]
                let slice = UnsafeBufferPointer(rebasing: text[passage.range])
                let cited = references.map { $0.terms(of: index) } ?? []
                unmeasured += 256 + slice.count
                if number != last, !passage.headings.isEmpty {
                    // Headings are one field; a line's end between two of them takes no position but ends a run.
                    let path = passage.headings.joined(separator: "\n")
                    analyze(path, into: &headingTerms)
                    unmeasured += path.utf8.count
                }
                try add(passage, slice, of: source, citing: cited, headingsNumber: number, lastNumber: last)
                if unmeasured > Self.measuredRun {
                    guard batch.sizeInBytes <= batch.sizeLimit else { throw DocumentBatch.Full() }
                    unmeasured = 0
                }
                last = number
            }
        }
        batch.endSource()
    }

    /// Bytes of text that are added between two looks at the memory they take.
    private static var measuredRun: Int { 1 << 16 }

    private static func areSameBytes(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    /// Hands the batch over, and starts a new one.
    func takeBatch() -> DocumentBatch {
        let full = batch
        batch = full.successor()
        return full
    }

    /// Drops the source that adding failed for, and keeps those before it.
    func dropSource() { batch.dropSource() }

    /// Drops what was added, also where adding failed in the middle of a source.
    func dropBatch() { batch = DocumentBatch(schema: schema) }

    private func add(
        _ passage: Passage, _ text: UnsafeBufferPointer<UInt8>, of source: SourceText, citing cited: Set<[UInt8]>,
        headingsNumber: Int, lastNumber: Int?
    ) throws {
        let record = PassageRecord.encode(
            locator: passage.locator, headingsIndex: headingsNumber, kind: passage.kind,
            text: source.text[passage.range])
        let markCount = analyzer.analyzeWithMarks(text, words: &bodyWords, grams: &bodyGrams)
        let fingerprint = UInt32(truncatingIfNeeded: analyzer.lastFingerprint)
        let sketch = analyzer.lastSketch
        let quantities = analyzer.lastQuantities
        record.withUnsafeBytes {
            // An older schema takes the first alone.
            batch.beginDocument(stored: $0, columns: [.uint32(fingerprint), .int64(sketch.bits)])
        }
        let lengthFactor = bodyLengthFactor * LegalRank.lengthFactor(kind: passage.kind)
        try add(bodyWords, to: body.words, lengthFactor: lengthFactor)
        try add(bodyGrams, to: body.grams, uncounted: markCount, lengthFactor: lengthFactor)
        try addAmounts(quantities)
        try addKeys(cited, to: LibrarySchema.referencesField)
        if lastNumber != nil {
            repeatTerms(of: title)
        } else {
            try add(titleTerms.words, to: title.words)
            try add(titleTerms.grams, to: title.grams)
        }
        if !passage.headings.isEmpty, lastNumber == headingsNumber {
            repeatTerms(of: headings)
        } else if !passage.headings.isEmpty {
            try add(headingTerms.words, to: headings.words)
            try add(headingTerms.grams, to: headings.grams)
        }
        if let rowID = source.rowID, passage.locator.isEmpty {
            try addKeys([Array(rowID.utf8)], to: LibrarySchema.idField)
        }
        batch.endDocument()
    }

    /// Whether the schema has a field; an older one has fewer.
    private func hasField(_ field: FieldID) -> Bool { Int(field) < schema.fields.count }

    /// Adds terms that are asked for as a whole: ids, places that are cited.
    private func addKeys(_ keys: Set<[UInt8]>, to field: FieldID) throws {
        guard !keys.isEmpty else { return }
        var terms = TermBuffer()
        for key in keys { terms.append(term: key) }
        try add(terms, to: field)
    }

    /// Adds the different amounts of a passage, where the schema has their field.
    private func addAmounts(_ quantities: [Quantity]) throws {
        guard !quantities.isEmpty, hasField(LibrarySchema.amountsField) else { return }
        amounts.removeAll()
        var known: Set<[UInt8]> = []
        for term in quantities.lazy.flatMap(QuantityTerm.terms) where known.insert(term).inserted {
            amounts.append(term: term)
        }
        try add(amounts, to: LibrarySchema.amountsField)
    }

    private func analyze(_ text: String, into terms: inout TextTerms) {
        var text = text
        text.withUTF8 { analyzer.analyze($0, words: &terms.words, grams: &terms.grams) }
    }

    private func repeatTerms(of fields: SearchFields.Text) {
        batch.repeatTerms(of: fields.words)
        batch.repeatTerms(of: fields.grams)
    }

    private func add(
        _ terms: borrowing TermBuffer, to field: FieldID, uncounted: Int = 0, lengthFactor: Float = 1
    ) throws {
        try terms.terms.withUnsafeBufferPointer { words in
            try terms.positions.withUnsafeBufferPointer { positions in
                try terms.arena.withUnsafeBufferPointer { arena in
                    try batch.addTerms(
                        to: field, terms: words, uncounted: uncounted, positions: positions, arena: arena,
                        lengthFactor: lengthFactor)
                }
            }
        }
    }
}
