import FaguiTestSupport
import FaguiUnicode

@testable import FaguiCorpus

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a text as a file of a format, without decoding.
func source(_ text: String, _ format: SourceFormat = .plainText, path: String = "law.txt") -> SourceText {
    var warnings: [CorpusError] = []
    return source(text, format, path: path, warnings: &warnings)
}

func source(
    _ text: String, _ format: SourceFormat = .plainText, path: String = "law.txt", warnings: inout [CorpusError]
) -> SourceText {
    TextReader.read(
        Array(text.utf8), TextReader.Origin(id: path, path: path), isMarkdown: format == .markdown,
        warnings: &warnings)
}

extension SourceText {
    var locators: [String] { passages.map(\.locator) }
    var texts: [String] { passages.map { String(decoding: text[$0.range], as: UTF8.self) } }
    var paths: [String] { passages.map { $0.headings.joined(separator: " > ") } }
    func values(_ key: String) -> [String] { fields.filter { $0.key == key }.map(\.value) }
    func values(_ key: String, _ origin: Field.Origin) -> [String] {
        fields.filter { $0.key == key && $0.origin == origin }.map(\.value)
    }
}

/// Runs a closure over the UTF-8 of a string.
func withBytes<Result>(_ string: String, _ body: (UTF8Bytes) throws -> Result) rethrows -> Result {
    try Array(string.utf8).withUnsafeBufferPointer(body)
}

/// Writes a file below a folder; makes the folders that lead to it.
func write(_ text: String, to name: String, in folder: TemporaryFolder) throws -> String {
    try write(Array(text.utf8), to: name, in: folder)
}

func write(_ bytes: [UInt8], to name: String, in folder: TemporaryFolder) throws -> String {
    let path = "\(folder.path)/\(name)"
    makeFolders(name.split(separator: "/").dropLast().joined(separator: "/"), in: folder)
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { throw CorpusError(.unreadable, path: path, reason: "cannot be made") }
    defer { close(file) }
    var start = 0
    while start < bytes.count {
        let count = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        guard count > 0 else { throw CorpusError(.unreadable, path: path, reason: "cannot be written") }
        start += count
    }
    return path
}

func makeFolders(_ name: String, in folder: TemporaryFolder) {
    var path = folder.path
    for part in name.split(separator: "/") {
        path += "/\(part)"
        mkdir(path, 0o755)
    }
}
