internal import FaguiUnicode

/// The path of an entry of an archive, as it becomes part of an id. It is never a path on the machine.
enum ZipEntryName {
    /// What a name says.
    enum Reading: Equatable {
        /// Folders and a file's name, with `/` between; whether folders above the archive were taken out.
        case path(String, leavesArchive: Bool)
        /// Hidden, as names with a dot are in a folder, or what macOS adds.
        case hidden
        /// No UTF-8, GB18030 or Big5.
        case unreadable
    }

    /// Reads a name.
    static func read(_ bytes: [UInt8]) -> Reading {
        guard let name = decoded(bytes) else { return .unreadable }
        let divides: (Character) -> Bool =
            name.utf8.contains(UInt8(ascii: "/")) ? { $0 == "/" } : { $0 == "/" || $0 == "\\" }
        var parts: [Substring] = []
        var leavesArchive = name.utf8.first == UInt8(ascii: "/")
        for part in name.split(whereSeparator: divides) where part != "." {
            if part == ".." { leavesArchive = true } else { parts.append(part) }
        }
        guard !parts.isEmpty, parts[0] != "__MACOSX", !parts.contains(where: { $0.utf8.first == UInt8(ascii: ".") })
        else {
            return .hidden
        }
        return .path(parts.joined(separator: "/"), leavesArchive: leavesArchive)
    }

    /// UTF-8, else GB18030, which Chinese Windows writes without saying so, else Big5.
    private static func decoded(_ bytes: [UInt8]) -> String? {
        for encoding in [TextEncoding.utf8, .gb18030, .big5] {
            let text = bytes.withUnsafeBytes { try? TextDecoder(encoding: encoding).decode($0) }
            if let text { return String(decoding: text.text, as: UTF8.self) }
        }
        return nil
    }
}
