internal import CVocabulary

/// The legal lexicon: a word a line, with its class.
package struct LexiconFile: Sendable {
    /// The words in the order of the file.
    package var words: [String]

    /// The file that comes with Fagui.
    package static var shipped: LexiconFile {
        let file = fagui_vocabulary_lexicon()
        return LexiconFile(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        words = bytes.split(separator: UInt8(ascii: "\n")).filter { $0.first != UInt8(ascii: "#") }.map {
            String(decoding: $0.prefix { $0 != UInt8(ascii: "\t") }, as: UTF8.self)
        }
    }
}
