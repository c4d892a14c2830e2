/// The immutable files of a segment, by the ending of their names.
enum SegmentPart: String, CaseIterable {
    case terms, postings, positions, norms, stored, columns, sources

    /// The kind in the file's header.
    var kind: FileEnvelope.Kind {
        switch self {
        case .terms: .terms
        case .postings: .postings
        case .positions: .positions
        case .norms: .norms
        case .stored: .stored
        case .columns: .columns
        case .sources: .sources
        }
    }

    /// The name of the file in a segment.
    func fileName(of segment: String) -> String { "\(segment).\(rawValue)" }
}
