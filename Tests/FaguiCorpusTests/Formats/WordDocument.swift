import FaguiTestSupport

@testable import FaguiCorpus

/// Makes `.docx` files from the XML of their parts.
struct WordDocument {
    /// What stands in `w:body`.
    var body: String
    var styles = ""
    var numbering = ""
    var footnotes = ""
    var title = ""
    /// Before the root of the document: a document type, for one.
    var prolog = ""

    /// Paragraphs.
    init(_ body: String) { self.body = body }

    static let names =
        #"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#

    private static func part(_ root: String, _ content: String, prolog: String = "") -> [UInt8] {
        Array(
            #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\#(prolog)<w:\#(root) \#(names)>\#(content)</w:\#(root)>"#
                .utf8)
    }

    /// The parts.
    var entries: [StoredZip.Entry] {
        var entries = [
            StoredZip.Entry(
                "[Content_Types].xml",
                #"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
            StoredZip.Entry("word/document.xml", Self.part("document", "<w:body>\(body)</w:body>", prolog: prolog)),
        ]
        if !styles.isEmpty { entries.append(StoredZip.Entry("word/styles.xml", Self.part("styles", styles))) }
        if !numbering.isEmpty {
            entries.append(StoredZip.Entry("word/numbering.xml", Self.part("numbering", numbering)))
        }
        if !footnotes.isEmpty {
            entries.append(StoredZip.Entry("word/footnotes.xml", Self.part("footnotes", footnotes)))
        }
        if !title.isEmpty {
            entries.append(
                StoredZip.Entry(
                    "docProps/core.xml",
                    """
                    <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
                    xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>\(title)</dc:title></cp:coreProperties>
                    """))
        }
        return entries
    }

    /// The file.
    var bytes: [UInt8] { StoredZip.make(entries) }

    /// A paragraph of one run.
    static func paragraph(_ text: String, _ properties: String = "") -> String {
        "<w:p>\(properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>")<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
    }

    /// Properties of a numbered paragraph.
    static func number(_ id: Int, level: Int = 0) -> String {
        #"<w:numPr><w:ilvl w:val="\#(level)"/><w:numId w:val="\#(id)"/></w:numPr>"#
    }

    /// A level of a list.
    static func level(_ index: Int, _ format: String, _ text: String, _ more: String = "") -> String {
        #"<w:lvl w:ilvl="\#(index)"><w:start w:val="1"/><w:numFmt w:val="\#(format)"/>\#(more)<w:lvlText w:val="\#(text)"/></w:lvl>"#
    }

    /// A list and a use of it with the same id.
    static func list(_ id: Int, _ levels: [String]) -> String {
        #"<w:abstractNum w:abstractNumId="\#(id)">\#(levels.joined())</w:abstractNum><w:num w:numId="\#(id)"><w:abstractNumId w:val="\#(id)"/></w:num>"#
    }
}

extension Array<UInt8> {
    /// Reads the bytes as a file of an ending, by all of the reader but the file system.
    func read(_ ending: String) throws -> (texts: [SourceText], report: CorpusReader.Report) {
        let format = SourceFormat(ending: ending) ?? .plainText
        let file = SourceFile(path: "/x/law.\(ending)", id: "x/law.\(ending)", format: format, sizeInBytes: count)
        var texts: [SourceText] = []
        var report = CorpusReader.Report()
        try withUnsafeBytes {
            try CorpusReader().read($0, of: file, into: &report, isUnchanged: { _, _, _ in false }) { texts.append($0) }
        }
        return (texts, report)
    }

    /// The lines that a document gives; nil where it is refused.
    func lines(_ ending: String) throws -> [String] {
        try read(ending).texts.flatMap { text in
            String(decoding: text.text, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    /// Why it is refused.
    func refusal(_ ending: String) -> CorpusError? {
        do {
            _ = try read(ending)
            return nil
        } catch { return error as? CorpusError }
    }
}
