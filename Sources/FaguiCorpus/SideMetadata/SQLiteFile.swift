internal import CSQLite

/// A database of SQLite, open for reading and nothing else.
///
/// It may be damaged or made to do harm: it is never written, nothing of its own schema runs (tables only, no views), and
/// what it gives is bounded.
struct SQLiteFile: ~Copyable {
    /// What SQLite says of a file that it cannot read.
    struct Fault: Error {
        var reason: String
    }

    /// The most rows of a table that are read.
    static let rowLimit = 1_000_000
    /// The most bytes of a value.
    private static let valueLimit: Int32 = 1 << 20
    /// Bytes of memory that the values of a table may take.
    static let tableLimit = 128 << 20
    /// Bytes of memory that a value takes beside its own.
    private static let valueOverhead = 64
    /// Steps of SQLite's machine that a query may take: a row of a law takes some fifty.
    private static let stepLimit = 400_000_000

    private let handle: OpaquePointer

    /// Opens a file as it stands; nobody is expected to write to it meanwhile.
    init(path: String) throws(Fault) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(Self.uri(path), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
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
    ///   - body: Receives each row.
    /// - Throws: ``Fault`` where the table is not there or damaged; rows before the damage were given.
    func forEachRow(
        of table: StaticString, _ columns: Set<String>, _ body: ([String: String]) -> Void
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
        while try statement.step() {
            count += 1
            guard count <= Self.rowLimit else { throw Fault(reason: "more than \(Self.rowLimit) rows in \(table)") }
            var row: [String: String] = [:]
            for (index, name) in places {
                guard let text = statement.text(index) else { continue }
                row[name] = text
                size += text.utf8.count + Self.valueOverhead
            }
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

    /// `file:` with all but plain characters encoded; immutable, so that no lock is taken and no journal is sought.
    private static func uri(_ path: String) -> String {
        var uri = path.hasPrefix("/") ? "file://" : "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x2D, 0x2E, 0x2F, 0x5F:
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                uri += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return uri + "?immutable=1"
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
