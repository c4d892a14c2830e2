internal import Fagui
internal import FaguiUnicode

/// A query with a caret under the character that does not fit.
enum CaretText {
    /// Columns of the query that are shown where the terminal does not say how many it has.
    private static var usualWidth: Int { 100 }

    /// Two lines: the query, or so much of it around the fault as fits, and the caret.
    ///
    /// - Parameters:
    ///   - fault: The query and the place.
    ///   - width: Columns of the terminal; nil where there is none.
    /// - Returns: Lines indented by two columns; control characters are shown as spaces.
    static func lines(for fault: LibraryError.QueryFault, width: Int?) -> [String] {
        let scalars = fault.query.unicodeScalars.map { $0.controlsTerminal ? " " : $0 }
        let room = max(20, (width ?? usualWidth) - 4)
        let position = min(max(0, fault.position), scalars.count)
        // As much before the fault as leaves a third of the room for what stands behind it.
        var start = position
        var before = 0
        while start > 0 {
            let next = DisplayWidth.of(scalars[start - 1])
            if before + next > room * 2 / 3 { break }
            before += next
            start -= 1
        }
        var end = position
        var shown = before
        while end < scalars.count {
            let next = DisplayWidth.of(scalars[end])
            if shown + next > room { break }
            shown += next
            end += 1
        }
        let head = start > 0 ? "…" : ""
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<end])
        let indent = String(repeating: " ", count: 2 + before + DisplayWidth.of(head))
        return ["  \(head)\(String(text))\(end < scalars.count ? "…" : "")", indent + "^"]
    }
}
