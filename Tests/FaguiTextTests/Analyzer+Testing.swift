import FaguiText

/// A term with what a test asks about.
struct Term: Equatable, CustomStringConvertible {
    var text: String
    var position: UInt32 = 0
    /// The bytes of the original.
    var source: String = ""

    var description: String { "\(text)@\(position)(\(source))" }
}

extension Analyzer {
    /// The words and grams of a text, with what they came from.
    func terms(_ text: String) -> (words: [Term], grams: [Term]) {
        let bytes = Array(text.utf8)
        var words = TermBuffer(keepsOffsets: true)
        var grams = TermBuffer(keepsOffsets: true)
        bytes.withUnsafeBufferPointer { analyze($0, words: &words, grams: &grams) }
        func terms(_ buffer: TermBuffer) -> [Term] {
            buffer.terms.indices.map { index in
                Term(
                    text: String(decoding: buffer.bytes(at: index), as: UTF8.self),
                    position: buffer.positions.isEmpty ? 0 : buffer.positions[index],
                    source: String(
                        decoding: bytes[Int(buffer.starts[index])..<Int(buffer.ends[index])], as: UTF8.self))
            }
        }
        return (terms(words), terms(grams))
    }

    /// The grams of a text by position, without offsets.
    func gramsByPosition(_ text: String) -> [UInt32: String] {
        var words = TermBuffer()
        var grams = TermBuffer()
        Array(text.utf8).withUnsafeBufferPointer { analyze($0, words: &words, grams: &grams) }
        let texts = grams.terms.indices.map { String(decoding: grams.bytes(at: $0), as: UTF8.self) }
        return Dictionary(zip(grams.positions, texts), uniquingKeysWith: { "\($0) and \($1)" })
    }

    func fingerprint(_ text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBufferPointer { fingerprint($0) }
    }
}
