import FaguiTestSupport

@testable import FaguiCorpus
@testable import FaguiSearch
@testable import FaguiText
@testable import FaguiUnicode

extension FuzzTarget {
    /// A query: what is read strictly means the same as what is not, and a fault has its place in the text.
    static let query = FuzzTarget(name: "query") { bytes in
        let text = bytes.text
        let lenient = ParsedQuery(text)
        _ = lenient.requiring(atLeast: 2)
        do {
            let strict = try ParsedQuery(strict: text)
            try require(strict == lenient, "a query that breaks no rule is read strictly in another way")
        } catch let fault as QuerySyntaxError {
            try require(
                (0...text.unicodeScalars.count).contains(fault.position), "a fault at character \(fault.position)")
        }
    }

    /// Citations in a text, and a text that is nothing but citations: they lie in it, apart, and cut no character.
    static let citation = FuzzTarget(name: "citation") { bytes in
        let text = Array(bytes.text.utf8)
        let found = text.withUnsafeBufferPointer { CitationScanner.scan($0, antecedent: "产品质量法") }
        try checkRanges(found.map(\.range), in: text, "citations")
        for allowsBareTitle in [false, true] {
            let typed = CitationParser(allowsBareTitle: allowsBareTitle).parse(whole: bytes.text)
            try require(typed?.isEmpty != true, "no citation is one")
            try checkRanges(typed?.map(\.range) ?? [], in: text, "typed citations")
        }
    }

    /// Bytes of a text. The first chooses the encoding, and whether what is malformed is replaced.
    static let decoder = FuzzTarget(name: "decoder") { bytes in
        var input = FuzzInput(bytes)
        let choice = Int(input.byte())
        let encodings = [TextEncoding?.none] + TextEncoding.allCases.map { $0 }
        let decoder = TextDecoder(encoding: encodings[choice >> 1 % encodings.count], isLossy: choice & 1 != 0)
        do {
            let decoded = try decoder.decode(input.rest)
            try require(String(validating: decoded.text, as: UTF8.self) != nil, "the text is not UTF-8")
            try require(decoder.isLossy || decoded.replacementCount == 0, "something was replaced unasked")
        } catch let error as DecodingError {
            if case .malformed(_, let offset) = error {
                try require((0...input.rest.count).contains(offset), "malformed at byte \(offset)")
            }
        }
    }

    /// A text with its head. The first byte says whether it is Markdown. Nothing is lost in the tree, and passages lie apart.
    static let structure = FuzzTarget(name: "structure") { bytes in
        var input = FuzzInput(bytes)
        let isMarkdown = input.byte() & 1 != 0
        try checkStructure(Array(input.rest.text.utf8), isMarkdown: isMarkdown)
    }

    /// A head in YAML.
    static let frontMatter = FuzzTarget(name: "frontMatter") { bytes in
        try checkStructure(Array("---\n\(bytes.text)\n---\n第一条 检查。\n".utf8), isMarkdown: true)
    }

    private static func checkStructure(_ text: [UInt8], isMarkdown: Bool) throws {
        var warnings: [CorpusError] = []
        let source = TextReader.read(
            text, TextReader.Origin(id: "s", path: "s.txt"), isMarkdown: isMarkdown, warnings: &warnings)
        try checkRanges(source.passages.map(\.range), in: text, "passages")
        try require(Set(source.passages.map(\.locator)).count == source.passages.count, "two passages of one locator")
        let tree = StructureTree.parse(text, isMarkdown: isMarkdown)
        var end = 0
        for index in tree.nodes.indices where tree.isLeaf(index) && !text.isEmpty {
            try require(tree.nodes[index].range.lowerBound == end, "leaves leave out byte \(end)")
            end = tree.nodes[index].range.upperBound
        }
        try require(end == text.count, "leaves end at byte \(end) of \(text.count)")
    }

    /// Sees that ranges ascend, lie apart and inside, and cut no character.
    static func checkRanges(_ ranges: [Range<Int>], in text: [UInt8], _ what: String) throws {
        var end = 0
        for range in ranges {
            try require(range.lowerBound >= end && range.upperBound <= text.count, "\(what): \(range) behind \(end)")
            for place in [range.lowerBound, range.upperBound] where place < text.count {
                try require(text[place] & 0xC0 != 0x80, "\(what): byte \(place) is inside a character")
            }
            end = range.upperBound
        }
    }
}
