/// Finds where an archive can be cut, so that several threads read it, each not too much of it.
enum ZipSurvey {
    /// Parts of about a size when unpacked, in the order of the archive; one where it cannot be read, which reading it
    /// will tell, or says that it unpacks to more than is read.
    static func parts(of file: SourceFile, size: Int) -> [SourcePart] {
        guard let entries = try? entries(of: file, size: size), entries.count > 1 else { return [SourcePart(file)] }
        let total = entries.reduce(0) { $0 + $1.unpackedSize }
        guard total <= ZipLimits.total(packedSize: file.sizeInBytes) else { return [SourcePart(file)] }
        return entries.enumerated().map { SourcePart(file, entries: $1, isLast: $0 == entries.count - 1) }
    }

    /// Bytes that the files in an archive say they unpack to.
    static func unpackedSize(of file: SourceFile) throws -> Int {
        let archive = try ZipArchive(try OpenSource(file))
        var total = 0
        while let entry = try archive.next() {
            let (sum, overflows) = total.addingReportingOverflow(entry.size ?? 0)
            if overflows { return Int.max }
            total = sum
        }
        return total
    }

    private static func entries(of file: SourceFile, size: Int) throws -> [SourcePart.Entries] {
        let archive = try ZipArchive(try OpenSource(file))
        var parts: [SourcePart.Entries] = []
        var first = 0
        var number = 0
        var unpacked = 0
        while let entry = try archive.next() {
            guard let bytes = entry.size, bytes <= ZipLimits.entrySize, number < ZipLimits.entries else { return [] }
            // What is in an archive in the archive counts towards the whole, and towards no part of it.
            if SourceFormat(ending: SourceFormat.ending(of: String(decoding: entry.name, as: UTF8.self))) == .zip {
                return []
            }
            unpacked += bytes
            number += 1
            if unpacked >= size {
                parts.append(SourcePart.Entries(range: first..<number, unpackedSize: unpacked))
                first = number
                unpacked = 0
            }
        }
        if first < number { parts.append(SourcePart.Entries(range: first..<number, unpackedSize: unpacked)) }
        return parts
    }
}
