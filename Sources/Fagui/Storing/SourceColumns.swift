internal import FaguiCorpus
internal import FaguiIndex
internal import FaguiSearch

/// What the metadata of a source say, as the values of its columns.
enum SourceColumns {
    /// The most bytes of a keyword; what is longer is cut, since nobody asks for it.
    private static let keywordLimit = 1024
    /// The most values of a list; no notice is issued by more.
    private static let listLimit = 64

    /// The values of all columns of sources, in the order of ``LibrarySchema/schema``.
    ///
    /// Where a thing is said several times, the first counts, which is the one preferred. Of issuers and numbers all count
    /// that come from where the first one does, since notices are issued together; of such dates of effect the latest, since
    /// it is the text as it stands that is shown.
    /// - Parameters:
    ///   - source: The text with its metadata.
    ///   - contentHash: The hash of its bytes.
    ///   - folded: Folds a text as the analysis does.
    /// - Returns: One value a column; what is not stated is empty, or 0.
    static func values(of source: SourceText, contentHash: Int64, folded: (String) -> String) -> [ColumnValue] {
        func first(_ key: String) -> String? { source.fields.first { $0.key == key }?.value }
        func ofOneOrigin(_ key: String) -> [String] {
            let fields = source.fields.filter { $0.key == key }
            return fields.filter { $0.origin == fields[0].origin }.map(\.value)
        }
        func dates(_ key: String) -> [UInt32] {
            source.fields.lazy.filter { $0.key == key }.compactMap { DateNumber($0.value)?.first }
        }
        let effective = ofOneOrigin("effective").compactMap { DateNumber($0)?.first }.max()
        let issued = dates("issued").first ?? dates("published").first ?? 0
        let key = LawTitle(source.title).key
        let version = dates("version").first ?? dates("revised").max() ?? issued
        let numbers = ofOneOrigin("number").map { DocumentNumberForm.normalized(folded($0)) }
        return [
            .int64(contentHash),
            list(ofOneOrigin("issuer")),
            list(numbers),
            keyword(first("status")),
            keyword(first("level")),
            .uint32(issued),
            .uint32(effective ?? 0),
            keyword(issued == 0 ? nil : String(issued / 10_000)),
            keyword(source.title),
            keyword(key),
            .uint32(version),
            .uint32(dates("repealed").first ?? 0),
            .keyword(RepealedTitles.keyword(source.fields.filter { $0.key == "repeals" }.map(\.value), ownKey: key)),
        ]
    }

    private static func keyword(_ text: String?) -> ColumnValue {
        .keyword(text.map(bytes) ?? [])
    }

    /// Each text once, in their order.
    private static func list(_ texts: [String]) -> ColumnValue {
        var values: [[UInt8]] = []
        for value in texts.lazy.map(bytes) where !value.isEmpty && !values.contains(value) {
            values.append(value)
            if values.count == listLimit { break }
        }
        return .keyword(KeywordList.joined(values))
    }

    /// What stands between the blanks around a text, in one line.
    private static func bytes(_ text: String) -> [UInt8] {
        let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        guard let start = text.unicodeScalars.firstIndex(where: { !isBlank($0) }),
            let end = text.unicodeScalars.lastIndex(where: { !isBlank($0) })
        else { return [] }
        var bytes = Array(String(text.unicodeScalars[start...end]).utf8)
        if bytes.count > keywordLimit {
            var end = keywordLimit
            while bytes[end] & 0xC0 == 0x80 { end -= 1 }
            bytes.removeSubrange(end...)
        }
        return bytes.map { $0 == KeywordList.separator ? UInt8(ascii: " ") : $0 }
    }
}
