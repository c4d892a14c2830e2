/// Gives the files of a walk what tables beside them say.
struct SideMetadata {
    private var tables: [SideTable] = []

    /// Keeps a table that was found.
    mutating func add(_ table: SideTable) { tables.append(table) }

    /// Gives each file what is said of it; a row of a table without its file is a warning.
    func give(to files: inout [SourceFile], warnings: inout ProblemList) {
        guard !tables.isEmpty else { return }
        let finder = FileFinder(files)
        // What somebody wrote into a table comes before what a database has.
        let byHand = tables.filter { $0.rows.first?.line != nil }
        for table in byHand + tables.filter({ $0.rows.first?.line == nil }) {
            var isTaken = Set<Int>()
            var waiting: [SideRow] = []
            // A row that names its file comes before one whose file is only likely.
            for row in table.rows {
                let first = row.places.first { finder.indexes(table.folder, $0).count > 0 }
                let isSure = first != nil && (first == row.places[0] || row.strayName == nil)
                let found = first.map { finder.indexes(table.folder, $0) } ?? []
                guard isSure, !isTaken.contains(found[0]) else {
                    waiting.append(row)
                    continue
                }
                for index in found where isTaken.insert(index).inserted { files[index].metadata += row.fields }
            }
            for row in waiting {
                let candidates =
                    row.places.map { finder.indexes(table.folder, $0) }
                    + [row.strayName.map { finder.strays(below: table.folder, $0) } ?? []]
                if let free = candidates.first(where: { !$0.isEmpty && $0.allSatisfy { !isTaken.contains($0) } }) {
                    for index in free where isTaken.insert(index).inserted { files[index].metadata += row.fields }
                } else if let line = row.line {
                    let isRepeated = candidates.contains { !$0.isEmpty }
                    warnings.append(
                        CorpusError(
                            .malformed, path: table.path,
                            reason: "line \(line): the row is not used: "
                                + (isRepeated
                                    ? "an earlier row names the same file" : "no text \(row.places[0]) in the folder"),
                            line: line))
                }
            }
        }
    }
}

/// Finds files by their paths.
private struct FileFinder {
    private var byPath: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]
    private let paths: [String]

    init(_ files: [SourceFile]) {
        paths = files.map(\.path)
        for (index, file) in files.enumerated() {
            let stem = Self.withoutEnding(file.path)
            byPath[file.path, default: []].append(index)
            if stem != file.path { byPath[stem, default: []].append(index) }
            let name = stem.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(stem[stem.utf8.index(after: $0)...]) }
            byName[name ?? stem, default: []].append(index)
        }
    }

    /// The files at a place below a folder, with or without their ending.
    func indexes(_ folder: String, _ place: String) -> [Int] {
        byPath[folder.hasSuffix("/") ? folder + place : "\(folder)/\(place)"] ?? []
    }

    /// The one file of a name anywhere below a folder; none if there are several.
    func strays(below folder: String, _ name: String) -> [Int] {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        let found = (byName[name] ?? []).filter { paths[$0].hasPrefix(prefix) }
        return found.count == 1 ? found : []
    }

    private static func withoutEnding(_ path: String) -> String {
        let bytes = path.utf8
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return path }
        let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
        guard slash.map({ $0 < dot && bytes.index(after: $0) != dot }) ?? (dot > path.startIndex) else { return path }
        return String(path[..<dot])
    }
}
