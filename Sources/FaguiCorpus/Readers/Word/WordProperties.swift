/// Reads the small parts that say what a package is.
enum WordProperties {
    /// The title in `docProps/core.xml`.
    static func title(_ xml: [UInt8]) -> String? {
        let handler = TitleHandler()
        // Properties that cannot be read are no reason to refuse the text.
        try? MarkupParser.parseXML(xml, handler)
        let range = handler.title.withUnsafeBufferPointer { $0.trimmed(0..<$0.count) }
        return range.isEmpty ? nil : String(decoding: handler.title[range], as: UTF8.self)
    }

    /// The name of the document's part in `_rels/.rels`.
    static func mainPart(_ xml: [UInt8]) -> String? {
        let handler = RelationshipHandler()
        try? MarkupParser.parseXML(xml, handler)
        return handler.target.map { String($0.drop { $0 == "/" }) }
    }

    private final class TitleHandler: MarkupHandler {
        var title: [UInt8] = []
        var isStopped = false
        private var isInTitle = false

        func open(_ name: String, _ attributes: MarkupAttributes) { isInTitle = name == "title" }
        func close(_ name: String) { isInTitle = false }
        func text(_ bytes: UTF8Bytes) { if isInTitle { title.append(contentsOf: bytes) } }
    }

    private final class RelationshipHandler: MarkupHandler {
        var target: String?
        var isStopped = false

        func open(_ name: String, _ attributes: MarkupAttributes) {
            guard name == "Relationship", attributes["Type"]?.hasSuffix("/officeDocument") == true else { return }
            target = attributes["Target"]
        }
        func close(_ name: String) {}
        func text(_ bytes: UTF8Bytes) {}
    }
}
