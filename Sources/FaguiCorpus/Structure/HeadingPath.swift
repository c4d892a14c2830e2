/// The headings above a place, outermost first.
struct HeadingPath {
    /// A heading with what decides its place.
    struct Entry {
        /// What kind of heading it is.
        var level: HeadingLevel
        /// Its text without marks.
        var name: String
        /// Its mark alone (第二章, 附件1), or the first word of its name.
        var mark: String
        /// Whether a passage stands under it already.
        var isUsed = false
        /// Whether it is a short line that chapters stand under: they do not end it.
        var isTitle = false

        /// Whether it is 引言 or the like without a mark: 一、 stands beside it.
        var isPreamble: Bool { level.isUnmarked && level.item == nil && HeadingName.isPreamble(name) }
    }

    /// Outermost first.
    private(set) var entries: [Entry] = []

    /// The texts of the headings.
    var names: [String] { entries.map(\.name) }

    /// Says that a passage stands here.
    mutating func markUsed() {
        for index in entries.indices { entries[index].isUsed = true }
    }

    /// Puts a heading where it belongs: what is not above it goes.
    mutating func push(_ entry: Entry) {
        entries.removeSubrange(depth(of: entry.level)...)
        if !entry.level.isUnmarked {
            for index in entries.indices where entries[index].level.isUnmarked { entries[index].isTitle = true }
        }
        entries.append(entry)
    }

    /// Takes away what does not stand above a heading of a level.
    mutating func pop(to level: HeadingLevel) { entries.removeSubrange(depth(of: level)...) }

    /// Whether a heading that comes right after another stands under it.
    func nests(_ next: HeadingLevel, under entry: Entry) -> Bool {
        var path = self
        path.push(entry)
        return path.depth(of: next) == path.entries.count
    }

    /// The level of the innermost structural heading.
    var innermostStructure: HeadingLevel? {
        entries.last { $0.level.structure != nil }?.level
    }

    /// How many headings stand above one of a level.
    private func depth(of level: HeadingLevel) -> Int {
        if level.isUnmarked { return depthOfUnmarked(level) }
        return entries.firstIndex { !$0.level.contains(level) && !isTitle($0, of: level) } ?? entries.count
    }

    /// Whether an entry is a short line that chapters stand under, or the first one now comes to stand under.
    private func isTitle(_ entry: Entry, of level: HeadingLevel) -> Bool {
        guard entry.level.isUnmarked, level.markdown == 0, level.structure != .annex else { return false }
        return entry.isTitle || level.isFirst && !entry.isUsed
    }

    private func depthOfUnmarked(_ level: HeadingLevel) -> Int {
        guard let item = level.item else {
            // A short line ends the short line before it, and stands under a numbered one.
            guard let last = entries.last, last.level.isUnmarked, last.level.item == nil else { return entries.count }
            return entries.count - 1
        }
        // `## 一、` and then 二、 without marks are of one list.
        let first = entries.lastIndex { !$0.level.isUnmarked && $0.level.item == nil }.map { $0 + 1 } ?? 0
        let sibling = entries[first...].firstIndex {
            guard let rank = $0.level.item?.rank else { return $0.isPreamble }
            return $0.level.isUnmarked ? rank >= item.rank : rank == item.rank
        }
        return sibling ?? entries.count
    }
}

/// What decides where a heading stands.
struct HeadingLevel {
    /// The rank of its mark: 章, 节, 附件.
    var structure: StructureMark.Rank?
    /// The number of `#` before it; 0 for none.
    var markdown = 0
    /// Its number: 一、
    var item: ItemMark?
    /// Whether it is the first of its kind, as 第一章.
    var isFirst = false

    /// Whether only its number or its shortness makes it a heading.
    var isUnmarked: Bool { structure == nil && markdown == 0 }

    /// Whether a marked heading stands under this one.
    func contains(_ other: HeadingLevel) -> Bool {
        if let structure, let rank = other.structure { return structure < rank }
        if markdown > 0, other.markdown > 0 { return markdown < other.markdown }
        // 第二章 without # stands under any # that is no structure; # under an annex.
        if markdown > 0 { return structure == nil }
        return structure == .annex && other.markdown != 1
    }
}
