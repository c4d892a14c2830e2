internal import FaguiCorpus

/// How a passage's text stands on a page: its heading, its paragraphs (款), and the subparagraphs (项) and items (目) of
/// their lists. The blocks follow one another and leave out nothing but blanks.
package struct PassageLayout: Sendable, Equatable {
    /// What a block is.
    package enum Kind: Sendable {
        /// The article's number, with its caption where it has one.
        case heading
        case paragraph
        case subparagraph
        case item
        /// A line that goes on with the block before it.
        case line
    }

    /// A piece of the text.
    package struct Block: Sendable, Equatable {
        package var kind: Kind
        /// Bytes of the passage's text.
        package var range: Range<Int>
    }

    /// In text order, apart.
    package private(set) var blocks: [Block] = []

    /// Lays a text out.
    ///
    /// - Parameter text: A passage's text, or a part of one.
    package init(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            var starts: [(Int, Kind)] = []
            for paragraph in ArticleText(bytes, in: 0..<bytes.count).paragraphs {
                starts.append((paragraph.range.lowerBound, .paragraph))
                for subparagraph in paragraph.subparagraphs {
                    starts.append((subparagraph.range.lowerBound, .subparagraph))
                    starts += subparagraph.items.map { ($0.range.lowerBound, .item) }
                }
            }
            let body = starts.first?.0 ?? bytes.count
            append(.heading, 0..<body, bytes)
            for (index, start) in starts.enumerated() {
                let end = index + 1 < starts.count ? starts[index + 1].0 : bytes.count
                append(start.1, start.0..<max(start.0, end), bytes)
            }
        }
    }

    /// Adds a block for the first line of a range, and one for each line behind it.
    private mutating func append(_ kind: Kind, _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) {
        var kind = kind
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
            let content = Self.trimmed(start..<end, bytes)
            if !content.isEmpty {
                blocks.append(Block(kind: kind, range: content))
                if kind != .heading { kind = .line }
            }
            start = end + 1
        }
    }

    private static func trimmed(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let wide: [UInt8] = [0xE3, 0x80, 0x80]
        var start = range.lowerBound
        var end = range.upperBound
        while start < end {
            if bytes[start] <= 0x20 {
                start += 1
            } else if end - start >= 3, bytes[start..<start + 3].elementsEqual(wide) {
                start += 3
            } else {
                break
            }
        }
        while start < end {
            if bytes[end - 1] <= 0x20 {
                end -= 1
            } else if end - start >= 3, bytes[end - 3..<end].elementsEqual(wide) {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }
}
