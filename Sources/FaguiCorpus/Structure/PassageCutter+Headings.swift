/// Tells headings from paragraphs by what stands around them.
extension PassageCutter {
    /// The level of a line whose mark makes it a heading; nil if it has none.
    func markedLevel(of line: Line) -> HeadingLevel? {
        if case .structure(let mark) = line.kind {
            return HeadingLevel(structure: mark.rank, markdown: line.markdownLevel, isFirst: mark.isFirst)
        }
        return line.markdownLevel > 0 ? HeadingLevel(markdown: line.markdownLevel, item: line.item) : nil
    }

    /// The level of a short line between two articles: a chapter whose number is missing, or a caption.
    func captionLevel(at index: Int) -> HeadingLevel? {
        let line = lines[index]
        guard line.isHeadingLike, line.item == nil, let previous, lines[previous].isClosed,
            let next = following(index), lines[next].role == .body, case .article(let heading) = lines[next].kind,
            sequence.judge(heading) != .citation
        else { return nil }
        guard let structure = path.innermostStructure?.structure, structure != .annex else { return HeadingLevel() }
        return HeadingLevel(structure: structure)
    }

    /// The line that names a bare mark: 第一章, and 总则 in the line below.
    func nameLine(after index: Int, _ rank: StructureMark.Rank) -> Int? {
        guard index + 1 < lines.count, lines[index + 1].markdownLevel == 0, lines[index + 1].item == nil else {
            return nil
        }
        switch lines[index + 1].kind {
        case .plain where lines[index + 1].isShort: break
        case .structure(let mark) where mark.end == lines[index + 1].content.upperBound && !mark.isBare: break
        default: return nil
        }
        if rank == .annex { return index + 1 }
        // A name stands above something that is no short line; else this is a list.
        guard let next = following(index + 1) else { return nil }
        switch lines[next].kind {
        case .structure: return index + 1
        default: return lines[next].isHeadingLike && lines[next].item == nil ? nil : index + 1
        }
    }

    /// Whether the line after a marked heading stands under it.
    func hasBelow(_ entry: HeadingPath.Entry, _ next: Int) -> Bool {
        let line = lines[next]
        guard line.role == .body else { return false }
        if case .article(let heading) = line.kind, sequence.judge(heading) != .citation { return true }
        if let level = markedLevel(of: line) { return path.nests(level, under: entry) }
        // `## 五、` and then 六、 without marks.
        if let item = line.item, item.rank == entry.level.item?.rank, !item.isFirst { return false }
        guard line.isHeadingLike else { return true }
        return path.nests(HeadingLevel(item: line.item, isFirst: line.item?.isFirst ?? false), under: entry)
    }

    /// Whether a short line outside an article heads what follows; else it is a passage itself.
    func isHeading(at index: Int, _ entry: HeadingPath.Entry) -> Bool {
        guard let next = following(index), !ContentsTable.isTitle(text, lines[index].content) else { return false }
        let line = lines[next]
        guard line.role == .body else { return false }
        if case .article(let heading) = line.kind, sequence.judge(heading) != .citation { return true }
        if let level = markedLevel(of: line) { return path.nests(level, under: entry) }
        if let rank = lines[index].item?.rank {
            // A number of its own rank, or a higher one, does not stand under it.
            if let other = line.item?.rank, other <= rank { return false }
            // The last item of a list: 5．硫酸, 6．盐酸, and then something else.
            let isList = line.isHeadingLike || rank >= .digits || listLength >= 2
            if rank == lastItem, line.item == nil, isList { return false }
        }
        // Who signed, and the date below.
        if case .remark = line.kind,
            CalendarDate.parse(text, at: line.content.lowerBound, to: line.content.upperBound) != nil
        {
            return false
        }
        guard line.isHeadingLike else { return line.item != nil || !endsList(at: index) }
        return path.nests(HeadingLevel(item: line.item, isFirst: line.item?.isFirst ?? false), under: entry)
    }

    /// Whether this is the last of three or more short lines in a row: of a list, then, not a heading.
    func endsList(at index: Int) -> Bool {
        guard lines[index].item == nil, index >= 2, index - 2 >= titleLines.upperBound else { return false }
        for other in [index - 1, index - 2] {
            guard lines[other].isHeadingLike, lines[other].item == nil else { return false }
        }
        return lines[index].followsBlank == lines[index - 1].followsBlank
    }

    /// A heading as the path keeps it, from one line or two.
    func entry(from first: Int, to last: Int, _ level: HeadingLevel) -> HeadingPath.Entry {
        let content = lines[first].content
        var name = text.string(content)
        if last > first { name += " " + text.string(lines[last].content) }
        var markEnd = content.upperBound
        if case .structure(let mark) = lines[first].kind {
            markEnd = mark.end
        } else {
            var index = content.lowerBound
            while index < content.upperBound, !Blank.contains(text.scalar(at: index).value) {
                index += text.scalar(at: index).length
            }
            markEnd = index
        }
        return HeadingPath.Entry(
            level: level, name: name, mark: text.string(content.lowerBound..<min(markEnd, content.upperBound)))
    }

    /// The next line, those passed over apart.
    func following(_ index: Int) -> Int? {
        var next = index + 1
        while next < lines.count, lines[next].isPassedOver { next += 1 }
        return next < lines.count ? next : nil
    }
}
