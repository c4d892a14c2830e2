internal import CArchive

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A ZIP archive that is read entry by entry, in the order in which they lie. Nothing is ever written.
struct ZipArchive: ~Copyable {
    /// A file in the archive.
    struct Entry {
        /// Its path as bytes, as it stands there.
        var name: [UInt8]
        /// Bytes that it says it has; nil if it does not say.
        var size: Int?
        /// Whether it can be read with a password alone.
        var isEncrypted: Bool
        /// Whether it is a file, not a folder or a link.
        var isFile: Bool
    }

    /// Why an archive or an entry cannot be read.
    struct Fault: Error, Equatable {
        /// As ``CorpusError`` has it.
        var kind: CorpusError.Kind
        var reason: String
        /// Whether no entry behind this one can be had either.
        var endsArchive: Bool
    }

    private let handle: OpaquePointer
    /// The file that is read; nil for bytes in memory.
    private let source: OpenSource?

    /// Opens an archive in memory, which must stay there while this lives.
    init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        let handle = try Self.make()
        guard archive_read_open_memory(handle, bytes.baseAddress, bytes.count) >= ARCHIVE_WARN else {
            throw Self.endingFault(handle)
        }
        self.handle = handle
        source = nil
    }

    /// Opens an archive that is a file.
    init(_ source: consuming OpenSource) throws(Fault) {
        let handle = try Self.make()
        guard archive_read_open_fd(handle, source.descriptor, 1 << 16) >= ARCHIVE_WARN else {
            throw Self.endingFault(handle)
        }
        self.handle = handle
        self.source = .some(consume source)
    }

    deinit { archive_read_free(handle) }

    private static func make() throws(Fault) -> OpaquePointer {
        guard let handle = archive_read_new() else {
            throw Fault(kind: .unreadable, reason: "libarchive does not answer", endsArchive: true)
        }
        // ZIP alone, and no filter around it: a format more is a parser more for hostile bytes.
        archive_read_support_format_zip(handle)
        return handle
    }

    /// The next entry; nil behind the last.
    func next() throws(Fault) -> Entry? {
        // libarchive converts names to the locale's encoding, and "C" has none but ASCII.
        let before = uselocale(UTF8Locale.locale)
        defer { uselocale(before) }
        var entry: OpaquePointer?
        let status = archive_read_next_header(handle, &entry)
        if status == ARCHIVE_EOF { return nil }
        guard status >= ARCHIVE_WARN, let entry else { throw Self.fault(handle, endsArchive: true) }
        let name = archive_entry_pathname(entry).map { pointer in
            UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)).map { $0 }
        }
        return Entry(
            name: name ?? [],
            size: archive_entry_size_is_set(entry) != 0 ? Int(clamping: archive_entry_size(entry)) : nil,
            isEncrypted: archive_entry_is_data_encrypted(entry) != 0,
            isFile: archive_entry_filetype(entry) == S_IFREG && archive_entry_symlink(entry) == nil)
    }

    /// All bytes of the entry that was told last; see the other.
    func data(limit: Int) throws(Fault) -> [UInt8] {
        var unpacked = 0
        return try data(limit: limit, unpacked: &unpacked)
    }

    /// All bytes of the entry that was told last.
    ///
    /// - Parameters:
    ///   - limit: The most bytes that are taken.
    ///   - unpacked: Gets how many were unpacked, also where they are of no use in the end.
    /// - Returns: The bytes, checked against the entry's checksum.
    /// - Throws: ``Fault``: `tooLarge` where there are more.
    func data(limit: Int, unpacked: inout Int) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        var failure: Fault?
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { chunk.deallocate() }
        while failure == nil {
            let count = archive_read_data(handle, chunk.baseAddress, chunk.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if count == Int(ARCHIVE_RETRY) { continue }
                failure = Self.fault(handle, endsArchive: count <= Int(ARCHIVE_FATAL))
                break
            }
            unpacked += count
            guard bytes.count + count <= limit else {
                failure = Fault(
                    kind: .tooLarge, reason: "more than \(limit) bytes when unpacked", endsArchive: false)
                break
            }
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        }
        throw failure ?? Self.fault(handle, endsArchive: true)
    }

    /// Why an archive could not be opened; lets it go.
    private static func endingFault(_ handle: OpaquePointer) -> Fault {
        let fault = fault(handle, endsArchive: true)
        archive_read_free(handle)
        return fault
    }

    private static func fault(_ handle: OpaquePointer, endsArchive: Bool) -> Fault {
        let reason = archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
        let isEncrypted = reason.contains("ncrypt") || reason.contains("assphrase")
        return Fault(
            kind: isEncrypted ? .encrypted : .malformed, reason: isEncrypted ? "encrypted: unpack it" : reason,
            endsArchive: endsArchive)
    }

    /// A locale whose characters are UTF-8.
    private enum UTF8Locale {
        // Safe: made once and never changed; a thread may use a locale that others use.
        nonisolated(unsafe) static let locale: locale_t? =
            newlocale(
                CInt(LC_CTYPE_MASK), "C.UTF-8", nil) ?? newlocale(CInt(LC_CTYPE_MASK), "en_US.UTF-8", nil)
    }
}
