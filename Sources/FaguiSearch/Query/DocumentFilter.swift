package import FaguiIndex

/// Selects documents by what columns, sources and exact fields say of them; never scores.
package struct DocumentFilter: Sendable, Hashable {
    /// What is looked at.
    package enum Test: Sendable, Hashable {
        /// Every document.
        case all
        /// A number in a column of numbers lies in a range.
        case number(column: Int, ClosedRange<Int64>)
        /// A value of a column of keywords, one of several where it is a ``KeywordList``, has a form, after folding where
        /// `isFolded`.
        case keyword(column: Int, TextPattern, isFolded: Bool)
        /// The id of the source has a form.
        case source(TextPattern)
        /// An amount among the terms of a field is as asked; see ``QuantityTerm``.
        case quantity(field: FieldID, QuantityCondition)
    }

    package var test: Test
    /// What it is called in explanations.
    package var label: String

    package init(_ test: Test, label: String) {
        self.test = test
        self.label = label
    }

    /// Whether a segment was written with what it looks at.
    func isKept(in segment: SegmentReader) -> Bool {
        switch test {
        case .number(let column, _), .keyword(let column, _, _): segment.hasColumn(column)
        case .quantity(let field, _): segment.hasField(field)
        case .all, .source: true
        }
    }
}

/// Folds a keyword of a segment as the segment's analysis folds texts.
typealias KeywordFolding = @Sendable (SegmentReader, UnsafeRawBufferPointer) throws -> [UInt8]

/// The documents of one segment that a filter selects, deleted ones included: one word a block.
final class DocumentMask: Sendable {
    let words: [UInt64]
    /// Blocks that have any.
    let blockCount: Int

    var isEmpty: Bool { blockCount == 0 }

    private init(_ words: [UInt64]) {
        self.words = words
        blockCount = words.reduce(0) { $0 + ($1 == 0 ? 0 : 1) }
    }

    /// Looks at all rows of a segment; a column or field that it was written without selects nothing.
    ///
    /// - Parameters:
    ///   - filter: What is asked.
    ///   - segment: Its documents are looked at.
    ///   - folding: Folds keywords.
    ///   - isCancelled: Asked every few thousand rows.
    /// - Returns: The documents.
    /// - Throws: `cancelled`, `corrupt`, and what folding throws.
    /// - Complexity: Linear in the documents, or in the sources and the different values of the column, or in the different
    ///   amounts of the subject and the postings of those that are as asked.
    static func make(
        _ filter: DocumentFilter, _ segment: SegmentReader, _ folding: KeywordFolding, isCancelled: () -> Bool
    ) throws -> DocumentMask {
        var words = [UInt64](repeating: 0, count: segment.blockCount)
        var rows = 0
        func step() throws {
            rows += 1
            if rows & 4095 == 0, isCancelled() { throw SearchError.cancelled }
        }
        func select(source: Int) throws {
            let documents = try segment.documents(ofSource: source)
            var doc = Int(documents.lowerBound)
            let end = Int(documents.upperBound)
            while doc < end {
                let count = min(end - doc, 64 - doc & 63)
                words[doc >> 6] |= (UInt64.max >> UInt64(64 - count)) << UInt64(doc & 63)
                doc += count
            }
        }
        func select(column: Int, _ isWanted: (Int) throws -> Bool) throws {
            guard segment.hasColumn(column) else { return }
            let isOfSources = segment.schema.columns[column].level == .source
            for row in 0..<(isOfSources ? segment.sourceCount : segment.documentCount) {
                try step()
                guard try isWanted(row) else { continue }
                if isOfSources { try select(source: row) } else { words[row >> 6] |= 1 << UInt64(row & 63) }
            }
        }
        switch filter.test {
        case .all:
            for block in words.indices {
                let count = min(64, segment.documentCount - 64 * block)
                words[block] = UInt64.max >> UInt64(64 - count)
            }
        case .number(let column, let range):
            guard segment.schema.columns.indices.contains(column) else { break }
            switch segment.schema.columns[column].kind {
            case .uint32:
                let values = try segment.uint32Values(column)
                try select(column: column) { range.contains(Int64(UInt32(littleEndian: values[$0]))) }
            case .int64:
                let isOfSources = segment.schema.columns[column].level == .source
                try select(column: column) { row in
                    range.contains(
                        try isOfSources
                            ? segment.int64(column, ofSource: row) : segment.int64(column, of: DocID(row)))
                }
            case .keyword: break
            }
        case .keyword(let column, let pattern, let isFolded):
            guard segment.schema.columns.indices.contains(column), segment.schema.columns[column].kind == .keyword
            else { break }
            var isWanted = [Bool](repeating: false, count: segment.keywordCount(column))
            for ordinal in isWanted.indices {
                try step()
                let value = try segment.keyword(column, ordinal: UInt32(ordinal))
                isWanted[ordinal] = try KeywordList.contains(value) { value in
                    try isFolded
                        ? folding(segment, value).withUnsafeBytes { pattern.matches($0) } : pattern.matches(value)
                }
            }
            let ordinals = try segment.keywordOrdinals(column)
            try select(column: column) { row in
                let ordinal = Int(UInt32(littleEndian: ordinals[row]))
                return ordinal < isWanted.count && isWanted[ordinal]
            }
        case .source(let pattern):
            for source in 0..<segment.sourceCount {
                try step()
                if try segment.sourceID(source).withUnsafeBytes({ pattern.matches($0) }) { try select(source: source) }
            }
        case .quantity(let field, let condition):
            var documents = TermDocuments(segment)
            try segment.forEachTerm(in: field, condition) { term in
                try step()
                try documents.add(term, to: &words)
                return true
            }
        }
        return DocumentMask(words)
    }
}
