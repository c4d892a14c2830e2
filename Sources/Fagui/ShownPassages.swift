/// What was found of ids and citations that somebody asked for.
public struct ShownPassages: Sendable, Equatable {
    /// In the order in which they were asked for.
    public var passages: [StoredPassage] = []
    /// Ids that nothing has.
    public var missing: [String] = []
    /// Citations that lead nowhere.
    public var failures: [CitedPassages] = []
    /// What people should know.
    public var notes: [String] = []
}

extension Library {
    /// The passages that ids or citations name.
    ///
    /// - Parameters:
    ///   - names: Ids of passages or texts, or citations as people write them.
    ///   - validity: Which wordings citations mean where they say none.
    /// - Returns: What was found, and what was not.
    /// - Throws: ``LibraryError``.
    public func show(_ names: [String], validity: Validity = .today) async throws -> ShownPassages {
        var shown = ShownPassages()
        for name in names {
            let found = try await passages(withID: name, validity: validity)
            if !found.isEmpty {
                shown.passages += found
            } else if let cited = try await cited(name, validity: validity) {
                shown.passages += cited.flatMap(\.passages)
                shown.failures += cited.filter { $0.failure != nil }
                shown.notes += cited.flatMap(\.notes)
            } else {
                shown.missing.append(name)
            }
        }
        return shown
    }
}
