/// Footnotes or endnotes by their ids.
final class WordNotes {
    /// A place that refers to a note.
    struct Reference: Equatable {
        var isEndnote: Bool
        var id: String
    }

    private(set) var notes: [(id: String, blocks: [DocumentLines.Block])] = []
    private var current: String?

    /// A note begins; nil for a line that parts notes from the text.
    func begin(_ id: String?) { current = id }

    /// The note ends.
    func end(_ blocks: [DocumentLines.Block]) {
        guard let current, !blocks.isEmpty else { return }
        notes.append((current, blocks))
        self.current = nil
    }
}
