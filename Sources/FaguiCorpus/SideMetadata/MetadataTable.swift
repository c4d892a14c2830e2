internal import FaguiUnicode

/// A `metadata.csv`: a first row of names, then a row a file with what is known of it.
enum MetadataTable {
    /// Its name in a folder.
    static let fileName = "metadata.csv"

    /// The largest table that is read, in bytes.
    private static let sizeLimit = 64 << 20

    private static let fileNames: Set<String> = ["file", "filename", "file name", "path", "文件", "文件名", "路径"]

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - path: The file, for people.
    ///   - place: Where it is opened.
    ///   - folder: The folder that it lies in.
    ///   - decoder: How its bytes become text.
    ///   - memory: Bytes that its rows may take, and the table; what comes behind them is not used.
    ///   - warnings: Gets what is wrong, with its line.
    /// - Returns: What its good rows say.
    static func read(
        _ path: String, at place: SourcePlace, in folder: String, decoder: TextDecoder, memory: Int = Int.max,
        warnings: inout ProblemList
    ) -> SideTable {
        var table = SideTable(path: path, folder: folder, rows: [])
        do {
            let source = try OpenSource(path: path, at: place)
            guard source.size <= memory else {
                throw CorpusError(.needsMemory, path: path, reason: "\(SideTable.needsMemory(memory)): not used")
            }
            guard source.size <= sizeLimit else {
                throw CorpusError(.unreadable, path: path, reason: "larger than \(sizeLimit >> 20) MB: not used")
            }
            let raw = try source.bytes(0..<source.size)
            guard raw.view.contains(where: { $0 > 0x20 }) else {
                throw CorpusError(.malformed, path: path, reason: "the table is empty")
            }
            var remarks: [CorpusError] = []
            let text = try CorpusReader.decode(raw.view, decoder, path: path, warnings: &remarks)
            warnings += remarks
            text.withUnsafeBufferPointer { table.take($0, memory, &warnings) }
        } catch {
            warnings.append(error as? CorpusError ?? CorpusError(.unreadable, path: path, reason: "\(error)"))
        }
        return table
    }

    fileprivate static func isFileName(_ header: String) -> Bool { fileNames.contains(header.lowercased()) }
}

extension SideTable {
    /// Why more of a table is not used.
    static func needsMemory(_ memory: Int) -> String {
        "more than the \(memory >> 20) MB of memory for tables of metadata (raise --memory)"
    }

    fileprivate mutating func take(_ text: UTF8Bytes, _ memory: Int, _ warnings: inout ProblemList) {
        let path = path
        func warn(_ reason: String, _ line: Int) {
            warnings.append(CorpusError(.malformed, path: path, reason: "line \(line): \(reason)", line: line))
        }
        var reader = CSVRows(text)
        guard let header = reader.next(), header.fault == nil,
            let fileColumn = header.cells.firstIndex(where: MetadataTable.isFileName)
        else { return warn("no row of names with one 'file' (文件)", 1) }
        while let row = reader.next() {
            if let fault = row.fault {
                warn("the row is not used: \(fault)", row.line)
                continue
            }
            guard row.cells.count == header.cells.count else {
                warn(
                    "the row is not used: \(row.cells.count) cells where the first row has \(header.cells.count)",
                    row.line)
                continue
            }
            guard let place = Self.place(row.cells[fileColumn]) else {
                warn("the row is not used: it names no file of this folder", row.line)
                continue
            }
            var fields: [SourceText.Field] = []
            for (column, name) in header.cells.enumerated() where column != fileColumn && !name.isEmpty {
                for value in Self.values(row.cells[column], of: name) {
                    let field = FieldNames.field(name, value, origin: .database)
                    if FieldNames.dates.contains(field.key), CalendarDate.parse(whole: field.value) == nil {
                        warn("'\(field.value)' is no date: the cell is not used", row.line)
                    } else {
                        fields.append(field)
                    }
                }
            }
            let taken = SideRow(places: [place], strayName: nil, fields: fields, line: row.line)
            guard sizeInBytes + taken.sizeInBytes <= memory else {
                return warn("this row and those behind it are not used: \(Self.needsMemory(memory))", row.line)
            }
            sizeInBytes += taken.sizeInBytes
            rows.append(taken)
        }
    }

    /// A path below the folder, with `/` and without `./`; nil for one that leads out of it.
    private static func place(_ cell: String) -> String? {
        let parts = cell.split(whereSeparator: { $0 == "/" || $0 == "\\" }).filter { $0 != "." }
        guard !parts.isEmpty, !parts.contains(".."), !cell.hasPrefix("/") else { return nil }
        return parts.joined(separator: "/")
    }

    /// Several days, numbers, issuers or short titles stand between semicolons.
    private static func values(_ cell: String, of name: String) -> [String] {
        let key = FieldNames.key(name)
        guard FieldNames.dates.contains(key) || ["issuer", "short_title"].contains(key) else {
            return cell.isEmpty ? [] : [cell]
        }
        return cell.split(whereSeparator: { $0 == ";" || $0 == "；" }).map {
            var part = String($0)
            return part.withUTF8 { $0.string($0.trimmed(0..<$0.count)) }
        }.filter { !$0.isEmpty }
    }
}
