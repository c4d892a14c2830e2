/// The `db.sqlite3` of a LawRefBook checkout: tables `law` and `category`, a row a text.
enum LawDatabase {
    /// Its name in a checkout's folder.
    static let fileName = "db.sqlite3"

    /// Reads a database; what is wrong with it is a warning, and what could be read of it counts.
    ///
    /// - Parameters:
    ///   - path: The file, for people.
    ///   - place: Where it is opened.
    ///   - folder: The folder that it lies in.
    ///   - memory: Bytes that it may take.
    ///   - warnings: Gets why it cannot be read, or not to its end.
    /// - Returns: What it says of texts.
    static func read(
        _ path: String, at place: SourcePlace, in folder: String, memory: Int = Int.max, warnings: inout ProblemList
    ) -> SideTable {
        var folders: [String: String] = [:]
        var laws: [[String: String]] = []
        do {
            let source = try OpenSource(path: path, at: place)
            // Its bytes, its categories and its laws are there together.
            let rest = memory - source.size
            let file = try SQLiteFile(source, memory: memory)
            try file.forEachRow(of: "category", ["id", "folder", "name"], memory: rest / 4) { row in
                if let id = row["id"] { folders[id] = row["folder"] ?? row["name"] }
            }
            let columns: Set = [
                "level", "name", "subtitle", "filename", "publish", "valid_from", "expired", "category_id",
            ]
            try file.forEachRow(of: "law", columns, memory: rest / 4 * 3) { laws.append($0) }
        } catch let fault as SQLiteFile.Fault {
            warnings.append(
                CorpusError(
                    .malformed, path: path, reason: "its metadata are not all used, SQLite says: \(fault.reason)"))
        } catch {
            warnings.append(error as? CorpusError ?? CorpusError(.unreadable, path: path, reason: "\(error)"))
        }
        let newest = newestDays(laws)
        let rows = laws.compactMap { row($0, folders, newest) }
        return SideTable(path: path, folder: folder, rows: rows, sizeInBytes: rows.reduce(0) { $0 + $1.sizeInBytes })
    }

    /// The latest day of publishing of every law, by the key of its name.
    private static func newestDays(_ laws: [[String: String]]) -> [String: String] {
        var newest: [String: String] = [:]
        for law in laws {
            guard let day = day(law["publish"]), let name = law["name"] else { continue }
            let key = LawTitle(name).key
            newest[key] = max(newest[key] ?? "", day)
        }
        return newest
    }

    private static func row(
        _ law: [String: String], _ folders: [String: String], _ newest: [String: String]
    ) -> SideRow? {
        guard let name = law["name"], !name.isEmpty else { return nil }
        let publish = day(law["publish"])
        var fields: [SourceText.Field] = []
        func add(_ key: String, _ value: String?) {
            if let value { fields.append(FieldNames.field(key, value, origin: .database)) }
        }
        add("level", law["level"].flatMap { $0.isEmpty ? nil : $0 })
        add("published", publish)
        add("effective", day(law["valid_from"]))
        // Out of force: of a law with a later wording this wording, else the law.
        if let expired = law["expired"], expired != "0", !expired.isEmpty {
            let isAmended = publish.map { $0 < newest[LawTitle(name).key] ?? "" } ?? false
            add("status", isAmended ? "已被修改" : "已废止")
        }
        let folder = law["category_id"].flatMap { folders[$0] } ?? ""
        let dated = publish.map { "\(name)(\($0))" }
        // What an app shows for a case is a sentence; the file has the name of the case.
        let names = [law["filename"], dated, name, law["subtitle"]].compactMap { $0 }.filter { !$0.isEmpty }
        return SideRow(
            places: names.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }, strayName: dated, fields: fields, line: nil)
    }

    /// A day of the calendar; nil for what is empty or none.
    private static func day(_ text: String?) -> String? {
        guard let text, let date = CalendarDate.parse(whole: text), date.hasDay else { return nil }
        return date.iso8601
    }
}
