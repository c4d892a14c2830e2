/// Puts what several sources of metadata say in the order of preference.
///
/// What is stated in the text comes before what a database or a table says, and that before what was concluded; all of it
/// stays, so that contradictions are seen. The first field of a key is the one to use.
enum MetadataOrder {
    /// Orders fields; of two that say the same the stronger stays.
    static func arranged(_ fields: [SourceText.Field]) -> [SourceText.Field] {
        var result: [SourceText.Field] = []
        var seen = Set<[String]>()
        for origin in [SourceText.Field.Origin.stated, .database, .inferred] {
            for field in fields where field.origin == origin && seen.insert([field.key, field.value]).inserted {
                result.append(field)
            }
        }
        prefer("effective", in: &result, preferredEffect(result))
        prefer("version", in: &result, preferredVersion(result))
        return result
    }

    /// The day from which this wording is in force: the last stated one, but not one from before the wording was made.
    private static func preferredEffect(_ fields: [SourceText.Field]) -> String? {
        let version = preferredVersion(fields).flatMap { $0.utf8.count == 10 ? $0 : nil } ?? ""
        for origin in [SourceText.Field.Origin.stated, .database, .inferred] {
            let last = fields.filter { $0.key == "effective" && $0.origin == origin }.map(\.value).max()
            // ISO 8601: the order of texts is that of days.
            if let last, last >= version { return last }
        }
        return fields.filter { $0.key == "effective" && $0.origin == .stated }.map(\.value).max()
    }

    /// A stated one, then what the text's dates say, then the file's name, then a database.
    private static func preferredVersion(_ fields: [SourceText.Field]) -> String? {
        for origin in [SourceText.Field.Origin.stated, .inferred, .database] {
            if let first = fields.first(where: { $0.key == "version" && $0.origin == origin }) { return first.value }
        }
        return nil
    }

    /// Moves the field with a value before the others of its key.
    private static func prefer(_ key: String, in fields: inout [SourceText.Field], _ value: String?) {
        guard let value, let first = fields.firstIndex(where: { $0.key == key }),
            let best = fields.firstIndex(where: { $0.key == key && $0.value == value }), best > first
        else { return }
        let field = fields.remove(at: best)
        fields.insert(field, at: first)
    }
}

extension SourceText {
    /// Adds what somebody says of the text, and orders all metadata anew.
    public mutating func addStated(_ added: [Field]) {
        fields = MetadataOrder.arranged(fields + added)
    }

    /// The preferred value of a key; nil if there is none.
    public func first(_ key: String) -> String? { fields.first { $0.key == key }?.value }
}
