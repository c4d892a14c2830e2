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
            if line.item == nil, begins(line.content, with: Self.closings),
                rank == lastItem || text.matches("《", at: lines[index].item?.end ?? 0, to: text.count)
            {
                return false
            }
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

    /// Whether a short line tells more of the item above it, and the next item follows: 责任单位：…, 《…》第二条.
    func isDetail(at index: Int) -> Bool {
        guard lines[index].item == nil, isDetail(lines[index].content), let above = item(from: index, by: -1),
            let below = item(from: index, by: 1)
        else { return false }
        return above.rank == below.rank && above.number + 1 == below.number
    }

    /// The item above or below a line with nothing but its details between.
    private func item(from index: Int, by step: Int) -> ItemMark? {
        var index = index + step
        var steps = 0
        while lines.indices.contains(index), steps < 6 {
            let line = lines[index]
            if let item = line.item { return item }
            guard line.isPassedOver || isDetail(line.content) else { return nil }
            index += step
            steps += 1
        }
        return nil
    }

    /// Whether a line is called like a detail, or cites a place in a law and no more.
    private func isDetail(_ range: Range<Int>) -> Bool {
        let low = range.lowerBound
        if let colon = text.firstIndex(of: "：", in: low..<min(range.upperBound, low + 30)),
            Self.details.contains(where: { text.ends(with: $0, low..<colon) })
        {
            return true
        }
        let units: [StaticString] = ["条", "款", "项"]
        return text.matches("《", at: low, to: range.upperBound)
            && units.contains { text.ends(with: $0, range) }
    }

    private static let details: [StaticString] = [
        "依据", "单位", "部门", "时限", "时间", "责任人", "联系人", "电话", "备注", "来源", "标准", "处罚", "措施",
    ]

    /// Words with which the end of a decision begins.
    private static let closings: [StaticString] = ["本决定", "本意见", "本通知", "本公告", "本决议", "本批复"]

    private func begins(_ range: Range<Int>, with words: [StaticString]) -> Bool {
        words.contains { text.matches($0, at: range.lowerBound, to: range.upperBound) }
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
