internal import CSQLite

/// A database of SQLite, read into memory.
///
/// It may be damaged or made to do harm: SQLite opens no file, so that neither a link nor what lies beside it is followed;
/// nothing of its own schema runs (tables only, no views), and what it gives is bounded.
struct SQLiteFile: ~Copyable {
    /// What SQLite says of a file that it cannot read.
    struct Fault: Error {
        var reason: String
    }

    /// The largest file that is read, in bytes.
    static let sizeLimit = 256 << 20
    /// The most rows of a table that are read.
    static let rowLimit = 1_000_000
    /// The most bytes of a value.
    private static let valueLimit: Int32 = 1 << 20
    /// Bytes of memory that the values of a table may take.
    static let tableLimit = 128 << 20
    /// Bytes of memory that a value takes beside its own.
    private static let valueOverhead = 64
    /// Of a row.
    private static let rowOverhead = 512
    /// Steps of SQLite's machine that a query may take: a row of a law takes some fifty.
    private static let stepLimit = 400_000_000

    /// The bytes of the header that say how it is written and read: 2 with a log, 1 without.
    private static let versions = 18...19

    private let handle: OpaquePointer

    /// Takes a file as it stands; nobody is expected to write to it meanwhile.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - memory: Bytes that it may take.
    /// - Throws: ``Fault``, and what reading throws.
    init(_ source: consuming OpenSource, memory: Int = Int.max) throws {
        let size = source.size
        guard size <= memory else { throw Fault(reason: "\(SideTable.needsMemory(memory)): not used") }
        guard size <= Self.sizeLimit else { throw Fault(reason: "larger than \(Self.sizeLimit >> 20) MB: not used") }
        guard let content = sqlite3_malloc64(UInt64(max(size, 1))) else { throw Fault(reason: "not enough memory") }
        let count: Int
        do {
            count = try source.read(0..<size, into: UnsafeMutableRawBufferPointer(start: content, count: size))
        } catch {
            sqlite3_free(content)
            throw error
        }
        // A database that was last written with a log is read without it, as one that nobody writes to. In memory SQLite
        // cannot keep one, and refuses where the header says so.
        if count > Self.versions.upperBound {
            for place in Self.versions where content.load(fromByteOffset: place, as: UInt8.self) == 2 {
                content.storeBytes(of: 1, toByteOffset: place, as: UInt8.self)
            }
        }
        var handle: OpaquePointer?
        var code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nil)
        if code == SQLITE_OK {
            // From here on the bytes are SQLite's, also where it fails.
            code = sqlite3_deserialize(
                handle, "main", content.assumingMemoryBound(to: UInt8.self), Int64(count), Int64(count),
                UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY))
        } else {
            sqlite3_free(content)
        }
        guard let handle, code == SQLITE_OK else {
            let reason = Self.reason(handle, code)
            sqlite3_close_v2(handle)
            throw Fault(reason: reason)
        }
        self.handle = handle
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.valueLimit)
        // Functions of the schema's own choice are not run; a damaged page is noticed where it is read.
        sqlite3_exec(handle, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;", nil, nil, nil)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Calls `body` with every row of a table, its values by the names of their columns; what is NULL is left out.
    ///
    /// - Parameters:
    ///   - table: The name of a table: no view, and no name from outside.
    ///   - columns: The columns to give, by lower-case names; those that the table lacks are left out.
    ///   - memory: Bytes that all rows may take, if somebody keeps them.
    ///   - body: Receives each row.
    /// - Throws: ``Fault`` where the table is not there or damaged; rows before the damage were given.
    func forEachRow(
        of table: StaticString, _ columns: Set<String>, memory: Int = Int.max, _ body: ([String: String]) -> Void
    ) throws(Fault) {
        guard try isTable(table) else { throw Fault(reason: "no table \(table)") }
        let statement = try Statement(handle, "SELECT * FROM \"\(table)\"")
        var places: [(Int32, String)] = []
        for index in 0..<sqlite3_column_count(statement.handle) {
            let name = sqlite3_column_name(statement.handle, index).map { String(cString: $0).lowercased() } ?? ""
            if columns.contains(name) { places.append((index, name)) }
        }
        var count = 0
        var size = 0
        var taken = 0
        while try statement.step() {
            count += 1
            taken += Self.rowOverhead
            guard count <= Self.rowLimit else { throw Fault(reason: "more than \(Self.rowLimit) rows in \(table)") }
            var row: [String: String] = [:]
            for (index, name) in places {
                guard let text = statement.text(index) else { continue }
                row[name] = text
                size += text.utf8.count + Self.valueOverhead
                taken += 2 * text.utf8.count + Self.valueOverhead
            }
            guard taken <= memory else { throw Fault(reason: SideTable.needsMemory(memory) + " in \(table)") }
            guard size <= Self.tableLimit else {
                throw Fault(reason: "more than \(Self.tableLimit >> 20) MB in \(table)")
            }
            body(row)
        }
    }

    private func isTable(_ name: StaticString) throws(Fault) -> Bool {
        // A virtual table runs code of an extension; its SQL says so.
        let statement = try Statement(
            handle,
            """
            SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '\(name)' AND rootpage > 0
            """)
        return try statement.step()
    }

    fileprivate static func reason(_ handle: OpaquePointer?, _ code: Int32) -> String {
        if let handle, let message = sqlite3_errmsg(handle) { return String(cString: message) }
        return sqlite3_errstr(code).map { String(cString: $0) } ?? "error \(code)"
    }

    /// A query that runs.
    private struct Statement: ~Copyable {
        let handle: OpaquePointer
        private let database: OpaquePointer
        /// Steps that are left; on the heap, since SQLite keeps a pointer to it.
        private let steps: UnsafeMutablePointer<Int>

        init(_ database: OpaquePointer, _ sql: String) throws(Fault) {
            var handle: OpaquePointer?
            let code = sqlite3_prepare_v2(database, sql, -1, &handle, nil)
            guard let handle, code == SQLITE_OK else { throw Fault(reason: SQLiteFile.reason(database, code)) }
            self.handle = handle
            self.database = database
            steps = .allocate(capacity: 1)
            steps.initialize(to: SQLiteFile.stepLimit)
            let unit: Int32 = 100_000
            sqlite3_progress_handler(
                database, unit,
                { context in
                    guard let left = context?.assumingMemoryBound(to: Int.self) else { return 1 }
                    left.pointee -= 100_000
                    return left.pointee > 0 ? 0 : 1
                }, steps)
        }

        deinit {
            sqlite3_progress_handler(database, 0, nil, nil)
            sqlite3_finalize(handle)
            steps.deallocate()
        }

        /// Whether there is another row.
        func step() throws(Fault) -> Bool {
            let code = sqlite3_step(handle)
            if code == SQLITE_ROW { return true }
            guard code == SQLITE_DONE else { throw Fault(reason: SQLiteFile.reason(database, code)) }
            return false
        }

        /// A value as text; nil where it is NULL.
        func text(_ column: Int32) -> String? {
            guard sqlite3_column_type(handle, column) != SQLITE_NULL,
                let bytes = sqlite3_column_text(handle, column)
            else { return nil }
            let count = Int(sqlite3_column_bytes(handle, column))
            return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        }
    }
}
