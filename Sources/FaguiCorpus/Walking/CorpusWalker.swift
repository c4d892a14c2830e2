internal import FaguiUnicode

/// Finds source files below paths.
///
/// Names that begin with a dot are passed over. Links that stay below the roots are followed, after all that is there
/// without them; those that lead out of them only where that is asked for. A folder is walked once below a root; a second
/// way to it is a problem.
public enum CorpusWalker {
    /// Walks over files and folders.
    ///
    /// A file given by name is read whatever its ending (as plain text where the ending is not known).
    /// - Parameters:
    ///   - paths: Files and folders. The id of each file is its path below the path given, with the name of that first;
    ///     `.`, `..` and `/` have the name of the folder they are. One that is itself a link is followed.
    ///   - followingLinks: Whether links that lead out of all of the paths are followed, too.
    /// - Returns: What was found; the same id twice, if two of the paths have one name.
    public static func walk(_ paths: [String], followingLinks: Bool = false) -> CorpusWalk {
        var walk = CorpusWalk()
        let roots = followingLinks ? nil : paths.compactMap(FileSystem.realPath).map { Array($0.utf8) }
        for path in paths { FolderWalk.walk(path, within: roots, into: &walk) }
        return walk
    }
}

/// The walk over one root.
private struct FolderWalk {
    private var files: [SourceFile] = []
    /// Folders that were entered: chains of folders with links to each other would have files without number.
    private var entered: Set<FileSystem.FolderKey> = []
    private var side = SideMetadata()
    /// Links to folders, in the order they were found. They wait, so that a file has its real path where it has one.
    private var links: [Folder] = []
    /// Folders that were found and not entered yet. No recursion: folders may be nested as deep as a path can be long.
    private var waiting: [Folder] = []
    /// The real paths below which links are followed; nil for everywhere.
    private let roots: [[UInt8]]?
    /// The first link that leads out of them, and how many do.
    private var firstLeaving = ""
    private var leavingCount = 0

    /// A folder as it was found.
    private typealias Folder = (path: String, id: String, key: FileSystem.FolderKey)

    private init(roots: [[UInt8]]?) { self.roots = roots }

    static func walk(_ path: String, within roots: [[UInt8]]?, into result: inout CorpusWalk) {
        var walk = FolderWalk(roots: roots)
        let path = trimmed(path)
        switch FileSystem.look(path) {
        case .failure(let fault): result.problems.append(fault.error(path))
        case .success(.other):
            result.problems.append(CorpusError(.unreadable, path: path, reason: "neither a file nor a folder"))
        case .success(.file(let size)):
            let name = rootName(path)
            let format = SourceFormat(ending: SourceFormat.ending(of: name)) ?? .plainText
            walk.files = [SourceFile(path: path, id: name, format: format, sizeInBytes: size)]
            if FileSystem.isLink(path) { walk.files[0].target = FileSystem.realPath(path) }
            result.coverage.cover(file: name)
            if format == .zip { result.coverage.cover(folder: name) }
        case .success(.folder(let key)):
            let name = rootName(path)
            result.coverage.cover(folder: name)
            walk.waiting = [(path, name, key)]
            walk.enterAll(&result)
            var index = 0
            while index < walk.links.count {
                walk.waiting = [walk.links[index]]
                walk.enterAll(&result)
                index += 1
            }
            walk.reportLeaving(&result)
        }
        walk.side.give(to: &walk.files, warnings: &result.warnings)
        result.files += walk.files.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// Without slashes at its end.
    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }

    private static func rootName(_ path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        guard last.isEmpty || last == "." || last == ".." else { return last }
        return FileSystem.realPath(path)?.split(separator: "/").last.map(String.init) ?? ""
    }

    /// Walks over the folders that wait, each before what comes behind it.
    private mutating func enterAll(_ result: inout CorpusWalk) {
        while let folder = waiting.popLast() {
            let others = waiting.count
            enter(folder.path, id: folder.id, folder.key, &result)
            waiting[others...].reverse()
        }
    }

    /// Tells of the links that were not followed: once, since a folder may have thousands.
    private func reportLeaving(_ result: inout CorpusWalk) {
        guard leavingCount > 0 else { return }
        let more = leavingCount - 1
        let others = more == 0 ? "" : more == 1 ? ", nor is one other" : ", nor are \(more) others"
        result.problems.append(
            CorpusError(
                .unreadable, path: firstLeaving,
                reason: "a link out of what is indexed, not followed\(others); --follow-links follows them"))
    }

    /// The real path of a link that may be followed; nil for one that may not.
    private func target(ofLink path: String) -> String? {
        guard let real = FileSystem.realPath(path) else { return nil }
        guard let roots else { return real }
        let bytes = Array(real.utf8)
        let isInside = roots.contains { root in
            bytes.starts(with: root)
                && (bytes.count == root.count || root == [0x2F] || bytes[root.count] == UInt8(ascii: "/"))
        }
        return isInside ? real : nil
    }

    /// Walks over a folder, unless that was done.
    private mutating func enter(
        _ path: String, id: String, _ key: FileSystem.FolderKey, _ result: inout CorpusWalk
    ) {
        guard entered.insert(key).inserted else {
            result.problems.append(
                CorpusError(.unreadable, path: path, reason: "a second way to a folder that was read, not followed"))
            return
        }
        let names: [[UInt8]]
        switch FileSystem.names(in: path) {
        case .failure(let fault):
            result.problems.append(fault.error(path))
            result.coverage.exclude(folder: id)
            return
        case .success(let found): names = found.sorted { $0.lexicographicallyPrecedes($1) }
        }
        for bytes in names where bytes.first != UInt8(ascii: ".") {
            guard let name = String(validating: bytes, as: UTF8.self) else {
                let shown = path + "/" + String(decoding: bytes, as: UTF8.self)
                result.problems.append(
                    CorpusError(.unreadable, path: shown, reason: "its name is not UTF-8: rename it"))
                continue
            }
            take(name, path: path == "/" ? "/" + name : path + "/" + name, id: id + "/" + name, &result)
        }
    }

    private mutating func take(_ name: String, path: String, id: String, _ result: inout CorpusWalk) {
        let found = FileSystem.look(path)
        let isLink = FileSystem.isLink(path)
        var target: String?
        if isLink, case .success = found {
            target = self.target(ofLink: path)
            if target == nil {
                if leavingCount == 0 { firstLeaving = path }
                leavingCount += 1
                // What was read through it before may still be there.
                result.coverage.exclude(file: id)
                result.coverage.exclude(folder: id)
                return
            }
        }
        switch found {
        case .failure(let fault):
            var error = fault.error(path)
            if fault.isLoop { error.reason = "a link that leads to itself" }
            if fault.isAbsence { error.reason = "a link that leads nowhere" }
            result.problems.append(error)
            // What cannot be seen may still be there.
            if !fault.isLoop && !fault.isAbsence {
                result.coverage.exclude(file: id)
                result.coverage.exclude(folder: id)
            }
        case .success(.folder(let key)):
            if isLink { links.append((path, id, key)) } else { waiting.append((path, id, key)) }
        case .success(.file(let size)):
            if takeTable(name, path, target, &result) { return }
            let ending = SourceFormat.ending(of: name)
            guard let format = SourceFormat(ending: ending) else {
                result.otherTypes[ending, default: 0] += 1
                return
            }
            // An unreadable file is found, so that it is not taken for one that is gone; reading it says why not.
            files.append(SourceFile(path: path, id: id, format: format, sizeInBytes: size))
            files[files.count - 1].target = target
            if !FileSystem.isReadable(path) {
                result.coverage.exclude(file: id)
                if format == .zip { result.coverage.exclude(folder: id) }
            }
        case .success(.other): break
        }
    }

    /// Reads a file that gives metadata to others; false if it is none.
    private mutating func takeTable(
        _ name: String, _ path: String, _ target: String?, _ result: inout CorpusWalk
    ) -> Bool {
        let folder = String(path.dropLast(name.count + 1))
        let table: SideTable
        switch name {
        case LawDatabase.fileName:
            table = LawDatabase.read(path, opening: target, in: folder, warnings: &result.warnings)
        case MetadataTable.fileName:
            table = MetadataTable.read(
                path, opening: target, in: folder, decoder: TextDecoder(), warnings: &result.warnings)
        default: return false
        }
        side.add(table)
        return !table.rows.isEmpty
    }
}
