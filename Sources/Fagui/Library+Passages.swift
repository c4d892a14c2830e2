internal import FaguiIndex
internal import FaguiText

extension Library {
    /// The passages with this id; all passages of a text if it is a source id; none if nothing has it.
    ///
    /// - Parameters:
    ///   - id: A passage id as hits have it, a source id, or the id of a row.
    ///   - validity: The day for which it is told whether the text is in force.
    /// - Returns: The passages in text order.
    /// - Throws: ``LibraryError``.
    public func passages(withID id: String, validity: Validity = .today) async throws -> [StoredPassage] {
        let view = reading.current
        return try wrapping {
            try PassageFinder(view.snapshot, laws: LawDescriber(view, validity)).passages(withID: id)
        }
    }

    /// What the analyzer makes of a text: words, then grams, each in text order.
    public func analyze(_ text: String) async throws -> [AnalyzedTerm] {
        let view = reading.current
        return try wrapping { try AnalyzedTerm.terms(of: text, by: view.analysis()) }
    }

    /// The same without an index, with the analysis that a new one would get.
    public static func analyze(_ text: String) throws -> [AnalyzedTerm] {
        try wrapping("") { try AnalyzedTerm.terms(of: text, by: Analysis.current) }
    }
}
