/// The structure of a text as a tree: parts, chapters and articles down to items, and headings where it has no articles.
///
/// It stands on the same decisions as the passages: they are its articles and paragraphs. Its leaves, one behind another,
/// are the source byte for byte, the head, blank lines and marks too. It is made when it is asked for.
public struct StructureTree: Sendable, Equatable {
    /// The nodes, each before its children; the whole text is the first.
    public let nodes: [Node]

    /// A stretch of the source.
    public struct Node: Sendable, Equatable {
        /// What it is.
        public var kind: Kind
        /// What it is called in its text, as no other node is: the locator of its passage (第三十二条, p12), with
        /// 第一款第（一）项 behind for what is inside; the marks of a heading (第一编第二章); empty for the text.
        public var address: String
        /// Its bytes in the source.
        public var range: Range<Int>
        /// Its heading as passages below it have it; nil for what is no heading.
        public var heading: String?
        /// Index of the node that it stands in; nil for the text.
        public internal(set) var parent: Int?
        /// Index behind its last descendant.
        public internal(set) var end: Int
    }

    /// What a node is.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// The whole text.
        case text
        /// 编, 分编, 章, 节, 目 of chapters, with all below them.
        case part, subpart, chapter, section, division
        /// 附则, with or without the number of a chapter.
        case supplementaryProvisions
        /// 附件, 附录; 附表.
        case annex, schedule
        /// What stands before the first article, or under 序言.
        case preamble
        /// Any other heading with what stands below it, numbered (一、 （一） 1. （1）) or not.
        case heading
        /// A sentence that says how many members follow, with these.
        case enumeration
        /// 条, 款, 项, 目.
        case article, paragraph, subparagraph, item
        /// A paragraph of a text without articles, or a heading with nothing below it.
        case plainParagraph
        /// A table's rows.
        case table
        /// Who signed, and when.
        case signature
        /// A table of contents; headlines that lead to other texts; what a page has around its text.
        case contents, links, furniture
        /// A leaf: the line or sentence of a heading.
        case headingLine
        /// A leaf: text of the node that it stands in.
        case content
        /// A leaf: the title, the head before the body.
        case title, head
        /// A leaf: white space; Markdown's rules, comments and marks.
        case blank, markup
    }

    /// The nodes that stand in a node, in order.
    public func children(of index: Int) -> [Int] {
        var children: [Int] = []
        var child = index + 1
        while child < nodes[index].end {
            children.append(child)
            child = nodes[child].end
        }
        return children
    }

    /// Whether nothing stands in a node.
    public func isLeaf(_ index: Int) -> Bool { nodes[index].end == index + 1 }

    /// Index of the node with an address.
    public func node(at address: String) -> Int? { nodes.firstIndex { $0.address == address } }

    /// The headings above a node, outermost first.
    public func headings(above index: Int) -> [String] {
        var headings: [String] = []
        var parent = nodes[index].parent
        while let above = parent {
            if let heading = nodes[above].heading { headings.append(heading) }
            parent = nodes[above].parent
        }
        return headings.reversed()
    }

    /// Parses a text.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - isMarkdown: Whether `#`, comments and tables mean what they do in Markdown.
    ///   - title: The title, if it is stated elsewhere.
    /// - Returns: Its tree; the text alone if it is empty.
    /// - Complexity: Linear, the sorting of a few lines apart.
    public static func parse(_ text: [UInt8], isMarkdown: Bool, title: String? = nil) -> StructureTree {
        text.withUnsafeBufferPointer { bytes in
            var warnings: [CorpusError] = []
            let parts = TextParts(bytes, isMarkdown: isMarkdown, title: title, path: "", warnings: &warnings)
            var builder = StructureTreeBuilder(bytes, parts)
            return StructureTree(nodes: builder.build())
        }
    }
}
