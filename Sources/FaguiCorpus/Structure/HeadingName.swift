/// A heading without its number: 生产者的责任 of 第三章　生产者的责任.
package enum HeadingName {
    /// Whether a heading names what stands before the text proper: 引言, 前　言.
    static func isPreamble(_ heading: String) -> Bool {
        guard heading.utf8.count <= 20 else { return false }
        let name = heading.unicodeScalars.filter { !Blank.contains($0.value) }.map(String.init).joined()
        return ["序言", "序", "前言", "引言", "导言"].contains(name)
    }

    /// The name; the heading itself where it has no number, or nothing but one.
    package static func of(_ heading: String) -> String {
        let bytes = Array(heading.utf8)
        let name = bytes.withUnsafeBufferPointer { buffer -> [UInt8]? in
            let text = UTF8Bytes(rebasing: buffer[...])
            let all = 0..<text.count
            if let mark = StructureMark.parse(text, all), !mark.isBare {
                let start = text.skippingBlanks(from: mark.end, to: text.count)
                return start < text.count ? Array(text[start...]) : nil
            }
            guard let item = ItemMark.parse(text, all) else { return nil }
            let index = text.skippingBlanks(from: item.end, to: text.count)
            return index < text.count ? Array(text[index...]) : nil
        }
        return name.map { String(decoding: $0, as: UTF8.self) } ?? heading
    }
}
