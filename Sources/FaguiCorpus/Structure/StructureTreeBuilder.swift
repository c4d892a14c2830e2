/// Makes a tree of what a text was taken apart into.
struct StructureTreeBuilder {
    private let text: UTF8Bytes
    private let parts: TextParts
    private var nodes: [StructureTree.Node] = []
    /// Open nodes, outermost first, and how far each is filled with leaves.
    private var open: [Int] = []
    /// How far leaves cover the source.
    private var position = 0
    private var addresses: UniqueAddresses
    /// Index in ``open`` of the node that groups passages beside one another: a preamble, a signature.
    private var group: (kind: StructureTree.Kind, depth: Int)?
    private var nextMarkup = 0

    init(_ text: UTF8Bytes, _ parts: TextParts) {
        self.text = text
        self.parts = parts
        addresses = UniqueAddresses(taken: parts.outline.passages.map(\.locator))
    }

    /// All nodes, each before its children.
    mutating func build() -> [StructureTree.Node] {
        begin(.text, address: "", at: 0)
        if parts.head.bodyStart > 0, !isHeadPassage { leaf(.head, "head", to: parts.head.bodyStart) }
        let outline = parts.outline
        let firstArticle = outline.passages.firstIndex { isArticle($0) }
        var next = 0
        for (index, passage) in outline.passages.enumerated() {
            while next < outline.headings.count, outline.headings[next].next <= index {
                take(outline.headings[next])
                next += 1
            }
            endGroup(unless: groupKind(of: passage, index, firstArticle))
            close(to: passage.headings.count)
            beginGroup(groupKind(of: passage, index, firstArticle), at: passage.range.lowerBound)
            take(passage)
        }
        while next < outline.headings.count {
            take(outline.headings[next])
            next += 1
        }
        endGroup(unless: nil)
        close(to: 0)
        fill(to: text.count)
        while !open.isEmpty { end() }
        return nodes
    }

    /// Whether the only passage is a line of the head.
    private var isHeadPassage: Bool {
        parts.outline.passages.first.map { $0.range.lowerBound < parts.head.bodyStart } ?? false
    }

    private func isArticle(_ passage: Passage) -> Bool {
        ArticleHeading.parse(text, passage.range) != nil && !passage.locator.hasPrefix("p")
    }

    // MARK: Headings

    private mutating func take(_ heading: Outline.Heading) {
        endGroup(unless: nil)
        close(to: heading.depth)
        let start = heading.range.lowerBound
        let mark = StructureMark.parse(text, lineRange(heading.range))
        let segment = addresses.segment(of: heading, mark, text)
        let parent = open.last.map { nodes[$0] }
        let address = heading.locator ?? addresses.join(parent, segment.name, isStructure: segment.isStructure)
        fill(to: start)
        begin(kind(of: heading, mark), address: addresses.unique(address), at: start)
        nodes[nodes.count - 1].heading = heading.name
        leaf(.headingLine, address + "标题", to: heading.range.upperBound)
    }

    /// The first line of a heading.
    private func lineRange(_ range: Range<Int>) -> Range<Int> {
        let line = text.line(from: range.lowerBound, to: range.upperBound).range
        return text.trimmed(line)
    }

    private func kind(of heading: Outline.Heading, _ mark: StructureMark?) -> StructureTree.Kind {
        if heading.locator != nil { return .enumeration }
        let name = heading.name.unicodeScalars.filter { !Blank.contains($0.value) }.map(String.init).joined()
        if let rank = heading.level.structure {
            if rank != .annex, name.hasSuffix("附则") { return .supplementaryProvisions }
            switch rank {
            case .annex: return name.hasPrefix("附表") ? .schedule : .annex
            case .part: return .part
            case .subpart: return .subpart
            case .chapter: return .chapter
            case .section: return .section
            case .division: return .division
            }
        }
        return HeadingName.isPreamble(name) ? .preamble : .heading
    }

    // MARK: Passages

    private mutating func take(_ passage: Passage) {
        fill(to: passage.range.lowerBound)
        guard passage.range.lowerBound >= position else { return }
        let isArticle = isArticle(passage)
        let kind: StructureTree.Kind =
            switch passage.kind {
            case .contents: .contents
            case .links: .links
            case .furniture: .furniture
            case .signature: .signature
            case .body, .repeated:
                isArticle ? .article : text[passage.range.lowerBound] == 0x7C ? .table : .plainParagraph
            }
        begin(kind, address: passage.locator, at: passage.range.lowerBound)
        if isArticle || kind == .plainParagraph { takeInside(passage) }
        if position < passage.range.upperBound {
            // Nothing stands in it: it is a leaf itself.
            if nodes.count - 1 == open.last {
                position = passage.range.upperBound
            } else {
                fill(to: passage.range.upperBound, kind: .content)
            }
        }
        end()
    }

    /// Paragraphs, subparagraphs and items of an article, or the lines of a passage that has several.
    private mutating func takeInside(_ passage: Passage) {
        let inner = ArticleText(text, in: passage.range)
        let isOne = inner.paragraphs.count == 1 && inner.paragraphs[0].subparagraphs.isEmpty
        if isOne, !isArticle(passage) { return }
        for (number, paragraph) in inner.paragraphs.enumerated() where paragraph.range.lowerBound >= position {
            let isOnly = inner.paragraphs.count == 1
            let name = passage.locator + "第\(ChineseNumeral.canonical(number + 1))款"
            fill(to: paragraph.range.lowerBound, kind: .content)
            begin(.paragraph, address: addresses.unique(name), at: paragraph.range.lowerBound)
            // 第三条第（一）项 where there is but one paragraph.
            let above = isOnly ? passage.locator : name
            for subparagraph in paragraph.subparagraphs where subparagraph.range.lowerBound >= position {
                take(subparagraph, above)
            }
            endInside(paragraph.range.upperBound)
        }
    }

    private mutating func take(_ subparagraph: ArticleText.Subparagraph, _ above: String) {
        let suffix = subparagraph.suffix > 0 ? "之" + ChineseNumeral.canonical(subparagraph.suffix) : ""
        let name = above + "第（\(ChineseNumeral.canonical(subparagraph.number))\(suffix)）项"
        fill(to: subparagraph.range.lowerBound, kind: .content)
        begin(.subparagraph, address: addresses.unique(name), at: subparagraph.range.lowerBound)
        for item in subparagraph.items where item.range.lowerBound >= position {
            fill(to: item.range.lowerBound, kind: .content)
            let itemName = addresses.unique(name + "第\(item.number)目")
            begin(.item, address: itemName, at: item.range.lowerBound)
            endInside(item.range.upperBound)
        }
        endInside(subparagraph.range.upperBound)
    }

    /// Ends a node inside a passage where its range does; it is a leaf if nothing stands in it.
    private mutating func endInside(_ bound: Int) {
        if nodes.count - 1 == open.last {
            position = max(position, bound)
        } else {
            fill(to: bound, kind: .content)
        }
        end()
    }

    // MARK: Groups

    private func groupKind(of passage: Passage, _ index: Int, _ firstArticle: Int?) -> StructureTree.Kind? {
        switch passage.kind {
        case .contents: return .contents
        case .signature: return .signature
        case .links: return .links
        case .furniture: return nil
        case .body, .repeated:
            guard let firstArticle, index < firstArticle, passage.headings.isEmpty else { return nil }
            return .preamble
        }
    }

    private mutating func endGroup(unless kind: StructureTree.Kind?) {
        guard let group, group.kind != kind else { return }
        while open.count > group.depth { end() }
        self.group = nil
    }

    private mutating func beginGroup(_ kind: StructureTree.Kind?, at start: Int) {
        guard let kind, group == nil else { return }
        fill(to: start)
        group = (kind, open.count)
        let name = ["signature": "落款", "contents": "目录", "links": "链接", "preamble": "序言"]["\(kind)"] ?? "\(kind)"
        begin(kind, address: addresses.unique(name), at: start)
    }

    /// Closes what does not stand above something under so many headings.
    private mutating func close(to depth: Int) {
        if let group, group.depth <= depth + 1, open.count == group.depth + 1 { return }
        while open.count > depth + 1 { end() }
        group = nil
    }

    // MARK: Nodes

    private mutating func begin(_ kind: StructureTree.Kind, address: String, at start: Int) {
        nodes.append(
            StructureTree.Node(
                kind: kind, address: address, range: start..<start, heading: nil, parent: open.last, end: nodes.count))
        open.append(nodes.count - 1)
    }

    private mutating func end() {
        guard let node = open.popLast() else { return }
        nodes[node].range = nodes[node].range.lowerBound..<max(position, nodes[node].range.lowerBound)
        nodes[node].end = nodes.count
    }

    private mutating func leaf(_ kind: StructureTree.Kind, _ address: String, to bound: Int) {
        guard bound > position else { return }
        begin(kind, address: addresses.unique(address), at: position)
        position = bound
        end()
    }

    /// Covers what stands between nodes: white space, marks, the title.
    private mutating func fill(to bound: Int, kind: StructureTree.Kind = .markup) {
        while position < bound {
            let start = position
            let text = self.text.skippingBlanks(from: start, to: bound)
            if text > start {
                leaf(.blank, addresses.numbered("blank"), to: text)
                continue
            }
            if kind == .content {
                let stop = max(self.text.trimmed(start..<bound).upperBound, start + 1)
                leaf(.content, addresses.numbered("text"), to: stop)
                continue
            }
            let title = parts.opening.titleLines
            if let first = title.first, let last = title.last, parts.lines[last].content.upperBound <= bound,
                parts.lines[first].content.lowerBound == start
            {
                leaf(.title, "title", to: parts.lines[last].content.upperBound)
                continue
            }
            var end = self.text.line(from: start, to: bound).range.upperBound
            if let first = title.first, (start + 1..<end).contains(parts.lines[first].content.lowerBound) {
                end = parts.lines[first].content.lowerBound
            }
            let trimmed = self.text.trimmed(start..<max(end, start + 1))
            leaf(.markup, addresses.numbered("markup"), to: max(trimmed.upperBound, start + 1))
        }
    }
}
