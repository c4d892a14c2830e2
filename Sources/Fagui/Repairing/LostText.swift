internal import FaguiIndex

/// A text that a damaged index had, as far as is known.
struct LostText: Equatable {
    /// Its id; nil where neither the index has it nor its path tells.
    var id: [UInt8]?
    var path: String?
    var title: String?
    /// What it was found below when it was indexed.
    var root: String?
    var segment: String

    init(id: [UInt8]?, segment: String) {
        self.id = id
        self.segment = segment
    }

    init(_ text: IndexRepair.Text) {
        self.init(id: text.id, segment: text.segment)
        guard let stored = text.stored, let record = try? SourceRecord(decoding: stored) else { return }
        (path, title, root) = (record.path, record.title, record.root)
        if id == nil { id = SourceRoots.id(ofPath: record.path, below: record.root, rowID: record.rowID) }
    }

    /// The same for people.
    var shown: RepairReport.Text {
        RepairReport.Text(
            id: id.map { String(decoding: $0, as: UTF8.self) }, path: path, title: title, segment: segment)
    }
}

extension SourceRoots {
    /// The id of a text from where it was found, by the rule that gave it: its path below the root, with the root's name
    /// first. Nil where the root was given by another name than its own, as through a link.
    static func id(ofPath path: String, below root: String, rowID: String?) -> [UInt8]? {
        // A text that a program handed over has its id for a path.
        if root.isEmpty { return rowID == nil ? Array(path.utf8) : nil }
        let rootParts = root.split(separator: "/")
        var parts = path.split(separator: "/")[...]
        while let first = parts.first, first == "." || first == ".." { parts = parts.dropFirst() }
        guard let name = rootParts.last else { return nil }
        // The path was given in full, or from some folder above the root on.
        for length in stride(from: min(parts.count, rootParts.count), to: 0, by: -1)
        where parts.prefix(length).elementsEqual(rootParts.suffix(length)) {
            let id = ([name] + parts.dropFirst(length)).joined(separator: "/")
            return Array((rowID.map { "\(id)#\($0)" } ?? id).utf8)
        }
        return nil
    }
}
