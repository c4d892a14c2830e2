/// What styles say of paragraphs: whether they are headings, and how they are numbered.
struct WordStyles {
    /// A style.
    struct Style {
        var name = ""
        var basedOn: String?
        var isDefault = false
        var format = WordParagraphFormat()
    }

    private var styles: [String: Style] = [:]
    private var defaultStyle: String?

    /// No styles.
    init() {}

    /// Reads `styles.xml`; empty for none.
    init(_ xml: [UInt8]) throws(MarkupParser.Fault) {
        guard !xml.isEmpty else { return }
        let handler = Handler()
        try MarkupParser.parseXML(xml, handler)
        styles = handler.styles
        defaultStyle = handler.styles.first { $0.value.isDefault }?.key
    }

    /// What a paragraph has of its own, and of its style and those that it is based on.
    func resolved(_ own: WordParagraphFormat) -> WordParagraphFormat {
        var format = own
        var id = own.style ?? defaultStyle
        // A style may be based on itself by way of others.
        var steps = 0
        while let next = id, steps < 16, let style = styles[next] {
            if steps == 0 { format.isTitle = Self.isTitle(style.name) }
            if format.outlineLevel == nil { format.outlineLevel = style.format.outlineLevel ?? Self.level(style.name) }
            if format.number == nil, let number = style.format.number {
                format.number = number
                if format.numberLevel == nil { format.numberLevel = style.format.numberLevel }
                format.numberedStyle = next
            }
            id = style.basedOn
            steps += 1
        }
        return format
    }

    /// The numbering that a style of lists names.
    func number(ofStyle id: String) -> String? { styles[id]?.format.number }

    private static func isTitle(_ name: String) -> Bool { ["title", "标题", "文档标题"].contains(name.lowercased()) }

    /// Heading 1 … 9, 标题 1 … 9 as outline levels 0 … 8.
    private static func level(_ name: String) -> Int? {
        let name = name.lowercased()
        for prefix in ["heading ", "标题 ", "标题"] where name.hasPrefix(prefix) {
            guard let level = Int(name.dropFirst(prefix.count)), 1...9 ~= level else { return nil }
            return level - 1
        }
        return nil
    }

    private final class Handler: MarkupHandler {
        var styles: [String: Style] = [:]
        var isStopped = false
        private var id: String?
        private var style = Style()
        private var changeDepth = 0

        func open(_ name: String, _ attributes: MarkupAttributes) {
            if name.hasSuffix("PrChange") { changeDepth += 1 }
            guard changeDepth == 0 else { return }
            switch name {
            case "style":
                id = attributes["styleId"]
                style = Style()
                style.isDefault = attributes["type"] == "paragraph" && ["1", "true"].contains(attributes["default"])
            case "name": style.name = attributes["val"] ?? ""
            case "basedOn": style.basedOn = attributes["val"]
            default: style.format.take(name, attributes)
            }
        }

        func close(_ name: String) {
            if name.hasSuffix("PrChange") { changeDepth -= 1 }
            if name == "style", let id {
                styles[id] = style
                self.id = nil
            }
        }

        func text(_ bytes: UTF8Bytes) {}
    }
}
