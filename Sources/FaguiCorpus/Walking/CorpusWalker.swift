internal import FaguiUnicode

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

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
    ///   - others: Paths that are not walked, but into which links are followed as into these.
    ///   - followingLinks: Whether links that lead out of all of the paths are followed, too.
    ///   - tableMemory: Bytes of memory that tables and databases beside the files may take.
    /// - Returns: What was found; the same id twice, if two of the paths have one name.
    public static func walk(
        _ paths: [String], beside others: [String] = [], followingLinks: Bool = false, tableMemory: Int = Int.max
    ) -> CorpusWalk {
        walk(paths, beside: others, followingLinks: followingLinks, tableMemory: tableMemory) { _ in }
    }

    /// The same, for tests of what others do meanwhile: `willEnter` is called with each folder between looking at it and
    /// opening it.
    static func walk(
        _ paths: [String], beside others: [String] = [], followingLinks: Bool, tableMemory: Int = Int.max,
        willEnter: (String) -> Void
    ) -> CorpusWalk {
        var walk = CorpusWalk()
        // The outermost first: what leads to the others may be somebody else's.
        let real = followingLinks ? [] : (paths + others).compactMap(FileSystem.realPath)
        let roots = followingLinks ? nil : real.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        for path in paths { FolderWalk.walk(path, within: roots, tableMemory, willEnter, into: &walk) }
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
    private let roots: [String]?
    /// The first link that leads out of them, and how many do.
    private var firstLeaving = ""
    private var leavingCount = 0

    /// A folder as it was found.
    private typealias Folder = (path: String, place: SourcePlace, id: String, key: FileSystem.FolderKey)

    /// Bytes of memory that are left for tables.
    private var tableMemory: Int

    private init(roots: [String]?, tableMemory: Int) {
        self.roots = roots
        self.tableMemory = tableMemory
    }

    static func walk(
        _ path: String, within roots: [String]?, _ tableMemory: Int, _ willEnter: (String) -> Void,
        into result: inout CorpusWalk
    ) {
        // What was said of the files of earlier roots is still there.
        var walk = FolderWalk(roots: roots, tableMemory: max(0, tableMemory - result.metadataSize))
        let path = trimmed(path)
        switch FileSystem.look(path) {
        case .failure(let fault): result.problems.append(fault.error(path))
        case .success(.other), .success(.link):
            result.problems.append(CorpusError(.unreadable, path: path, reason: "neither a file nor a folder"))
        case .success(.file(let size)):
            let name = rootName(path)
            let format = SourceFormat(ending: SourceFormat.ending(of: name)) ?? .plainText
            walk.files = [SourceFile(path: path, id: name, format: format, sizeInBytes: size)]
            if FileSystem.isLink(path), let real = FileSystem.realPath(path) {
                walk.files[0].place = SourcePlace(path: real)
            }
            result.coverage.cover(file: name)
            if format == .zip { result.coverage.cover(folder: name) }
        case .success(.folder(let key)):
            let name = rootName(path)
            result.coverage.cover(folder: name)
            walk.waiting = [(path, SourcePlace(path: path, root: path), name, key)]
            walk.enterAll(willEnter, &result)
            var index = 0
            while index < walk.links.count {
                walk.waiting = [walk.links[index]]
                walk.enterAll(willEnter, &result)
                index += 1
            }
            walk.reportLeaving(&result)
        }
        walk.side.give(to: &walk.files, warnings: &result.warnings)
        for file in walk.files where !file.metadata.isEmpty { result.metadataSize += SideRow.size(of: file.metadata) }
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
    private mutating func enterAll(_ willEnter: (String) -> Void, _ result: inout CorpusWalk) {
        while let folder = waiting.popLast() {
            let others = waiting.count
            willEnter(folder.path)
            enter(folder, &result)
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

    /// Where a link leads to that may be followed; nil for one that may not.
    private func place(ofTarget real: String) -> SourcePlace? {
        guard let roots else { return SourcePlace(path: real, root: real) }
        let bytes = real.utf8
        let root = roots.first { root in
            bytes.starts(with: root.utf8)
                && (bytes.count == root.utf8.count || root == "/"
                    || bytes.dropFirst(root.utf8.count).first == UInt8(ascii: "/"))
        }
        return root.map { SourcePlace(path: real, root: $0) }
    }

    /// Walks over a folder, unless that was done.
    private mutating func enter(_ folder: Folder, _ result: inout CorpusWalk) {
        let (path, place, id, key) = folder
        guard entered.insert(key).inserted else {
            result.problems.append(
                CorpusError(.unreadable, path: path, reason: "a second way to a folder that was read, not followed"))
            return
        }
        do throws(FileSystem.Fault) {
            let opened = try place.open(O_RDONLY | O_DIRECTORY)
            let names = try FileSystem.names(in: opened).sorted { $0.lexicographicallyPrecedes($1) }
            for bytes in names where bytes.first != UInt8(ascii: ".") {
                guard let name = String(validating: bytes, as: UTF8.self) else {
                    let shown = path + "/" + String(decoding: bytes, as: UTF8.self)
                    result.problems.append(
                        CorpusError(.unreadable, path: shown, reason: "its name is not UTF-8: rename it"))
                    continue
                }
                take(name, in: folder, opened, &result)
            }
        } catch {
            var fault = error.error(path)
            if error.isLoop { fault.reason = "a link took its place while it was looked at: not followed" }
            result.problems.append(fault)
            result.coverage.exclude(folder: id)
        }
    }

    private mutating func take(
        _ name: String, in folder: Folder, _ opened: borrowing FileDescriptor, _ result: inout CorpusWalk
    ) {
        let path = folder.path == "/" ? "/" + name : folder.path + "/" + name
        let id = folder.id + "/" + name
        var place = folder.place.child(name)
        var found = FileSystem.look(name, in: opened)
        var isLink = false
        if case .success(.link) = found {
            isLink = true
            switch FileSystem.resolve(place.path) {
            case .failure(let fault): found = .failure(fault)
            case .success(let real):
                guard let target = self.place(ofTarget: real) else {
                    if leavingCount == 0 { firstLeaving = path }
                    leavingCount += 1
                    // What was read through it before may still be there.
                    result.coverage.exclude(file: id)
                    result.coverage.exclude(folder: id)
                    return
                }
                place = target
                found = FileSystem.look(place)
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
            if isLink { links.append((path, place, id, key)) } else { waiting.append((path, place, id, key)) }
        case .success(.file(let size)):
            if takeTable(name, path, place, &result) { return }
            let ending = SourceFormat.ending(of: name)
            guard let format = SourceFormat(ending: ending) else {
                result.otherTypes[ending, default: 0] += 1
                return
            }
            // An unreadable file is found, so that it is not taken for one that is gone; reading it says why not.
            files.append(SourceFile(path: path, id: id, format: format, sizeInBytes: size))
            files[files.count - 1].place = place
            if !FileSystem.isReadable(place.path) {
                result.coverage.exclude(file: id)
                if format == .zip { result.coverage.exclude(folder: id) }
            }
        case .success(.link), .success(.other): break
        }
    }

    /// Reads a file that gives metadata to others; false if it is none.
    private mutating func takeTable(
        _ name: String, _ path: String, _ place: SourcePlace, _ result: inout CorpusWalk
    ) -> Bool {
        let folder = String(path.dropLast(name.count + 1))
        let table: SideTable
        switch name {
        case LawDatabase.fileName:
            table = LawDatabase.read(path, at: place, in: folder, memory: tableMemory, warnings: &result.warnings)
        case MetadataTable.fileName:
            table = MetadataTable.read(
                path, at: place, in: folder, decoder: TextDecoder(), memory: tableMemory,
                warnings: &result.warnings)
        default: return false
        }
        side.add(table)
        tableMemory = max(0, tableMemory - table.sizeInBytes)
        return !table.rows.isEmpty
    }
}
