internal import Fagui

/// Writes HTML from front to back.
///
/// Names of elements and attributes stand in the source; whatever else is written is escaped, so that no text of an
/// index or a query can become markup.
struct HTMLWriter {
    /// The document so far, UTF-8.
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(16 << 10) }

    /// Writes text.
    mutating func text(_ text: String) { HTMLText.append(text, to: &bytes) }

    /// Writes an element with what `body` writes inside.
    mutating func element(
        _ name: StaticString, _ attributes: HTMLAttribute?..., body: (inout HTMLWriter) throws -> Void
    ) rethrows {
        open(name, attributes)
        try body(&self)
        close(name)
    }

    /// Writes an element with text inside.
    mutating func element(_ name: StaticString, _ attributes: HTMLAttribute?..., text: String) {
        open(name, attributes)
        self.text(text)
        close(name)
    }

    /// Writes an element that has no inside: `input`, `meta`.
    mutating func void(_ name: StaticString, _ attributes: HTMLAttribute?...) { open(name, attributes) }

    /// Writes the start of an element whose end is written by ``close(_:)``: for trees that are walked, not nested.
    mutating func open(_ name: StaticString, _ attributes: [HTMLAttribute?] = []) {
        bytes.append(UInt8(ascii: "<"))
        raw(name)
        for attribute in attributes {
            guard let attribute else { continue }
            bytes.append(UInt8(ascii: " "))
            raw(attribute.name)
            guard let value = attribute.value else { continue }
            raw("=\"")
            text(value)
            raw("\"")
        }
        bytes.append(UInt8(ascii: ">"))
    }

    /// Writes the end of an element.
    mutating func close(_ name: StaticString) {
        raw("</")
        raw(name)
        raw(">")
    }

    /// Begins a document.
    mutating func doctype() { raw("<!DOCTYPE html>\n") }

    private mutating func raw(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
}
