internal import Fagui
internal import Synchronization

/// Tags of answers: they change with the commit, with the day, since laws come into force, and with what is asked.
final class EntityTags: Sendable {
    private let library: Library
    private let commit = Mutex<(generation: UInt64, mark: UInt64)?>(nil)

    init(_ library: Library) {
        self.library = library
    }

    /// The tag of what is asked now. Weak, since an answer says how long it took.
    ///
    /// - Parameters:
    ///   - target: What is asked: path and parameters as they came.
    ///   - day: The day.
    /// - Returns: As the header ETag has it.
    func tag(_ target: String, _ day: CalendarDay) -> String {
        let generation = library.generation
        let mark = commit.withLock { commit in
            if let commit, commit.generation == generation { return commit.mark }
            let mark = library.mark
            commit = (generation, mark)
            return mark
        }
        // Nobody gains by tags that clash but who asked for both.
        let hash = Array(target.utf8).withUnsafeBytes { ContentHash.of($0, variant: mark) }
        return "W/\"\(generation)-\(day.digits)-\(String(UInt64(bitPattern: hash), radix: 36))\""
    }

    /// Whether a header If-None-Match names a tag.
    static func matches(_ header: String, _ tag: String) -> Bool {
        if header.utf8.elementsEqual(tag.utf8) { return true }
        // Weak comparison: what the tags have in quotes.
        return header.split(separator: ",").prefix(256).contains { part in
            let part = part.drop { $0 == " " }
            let bare = part.hasPrefix("W/") ? part.dropFirst(2) : part
            var end = bare.endIndex
            while end > bare.startIndex, bare[bare.index(before: end)] == " " { end = bare.index(before: end) }
            return bare[..<end] == tag.dropFirst(2)
        }
    }
}
