internal import FaguiUnicode

/// Reads `.jsonl` files: a row a line, each a source of its own.
///
/// A row is `{"id","title","text"}`. Its text is one passage, called by the row's id alone; with `"split":true` it is
/// cut as a text file is. Other strings, numbers and truth values are metadata. A bad row is left out, the others are
/// read.
struct JSONLinesReader {
    let file: SourceFile
    let decoder: TextDecoder
    var memory = ReadingMemory.unlimited

    /// Reads rows that are in memory.
    ///
    /// - Parameters:
    ///   - raw: The file, or the bytes of `part`.
    ///   - part: Where the rows stand; nil for the whole file.
    ///   - report: Gets ids, problems and warnings.
    ///   - isUnchanged: Asked before a row's text is cut.
    ///   - body: Receives each row.
    /// - Throws: ``CorpusError`` if no text can be had from the file, and what the closures throw.
    func read(
        _ raw: UnsafeRawBufferPointer, _ part: SourcePart.Rows?, into report: inout CorpusReader.Report,
        isUnchanged: (String, CorpusReader.RowPlace?, UnsafeRawBufferPointer) throws -> Bool,
        body: (SourceText) throws -> Void
    ) throws {
        // Of a part it is known that it is not read as a whole; but the file may have changed since.
        let encoding =
            part == nil
            ? RowEncoding.choose(raw, decoder: decoder)
            : UTF8Validation.firstFault(in: raw) == nil ? .valid : .byRow
        if case .whole = encoding {
            try memory.check(size: raw.count, path: file.path)
            var warnings: [CorpusError] = []
            let text = try CorpusReader.decode(raw, decoder, path: file.path, warnings: &warnings)
            report.warnings += warnings
            try text.withUnsafeBufferPointer { try rows($0, from: 0, part, .valid, &report, isUnchanged, body) }
        } else {
            let isBeginning = part?.bytes.lowerBound ?? 0 == 0
            let start = isBeginning && raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            try rows(raw.bindMemory(to: UInt8.self), from: start, part, encoding, &report, isUnchanged, body)
        }
    }

    private func rows(
        _ text: UTF8Bytes, from start: Int, _ part: SourcePart.Rows?, _ encoding: RowEncoding,
        _ report: inout CorpusReader.Report,
        _ isUnchanged: (String, CorpusReader.RowPlace?, UnsafeRawBufferPointer) throws -> Bool,
        _ body: (SourceText) throws -> Void
    ) throws {
        // By bytes: `String` takes ids for one that only look alike.
        var lineOfID: [[UInt8]: Int] = [:]
        var start = start
        let base = part?.bytes.lowerBound ?? 0
        var number = (part?.firstLine ?? 1) - 1
        while start < text.count {
            number += 1
            let place = CorpusReader.RowPlace(line: number, byteOffset: base + start)
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            let line = UnsafeBufferPointer(rebasing: text[start..<end])
            defer { start = end + 1 }
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do {
                var warnings: [CorpusError] = []
                try check(line)
                let row = try parse(line, encoding, &warnings)
                let id = "\(file.id)#\(row.id)"
                let key = Array(row.id.utf8)
                if let other = lineOfID[key] {
                    report.problems.append(CorpusReader.repeatedRow(id, in: file, at: place, firstLine: other))
                    continue
                }
                lineOfID[key] = number
                if try isUnchanged(id, place, UnsafeRawBufferPointer(line)) { continue }
                let source = try source(row, id: id, &warnings)
                report.warnings += warnings.map {
                    CorpusError(
                        $0.kind, path: file.path, reason: "line \(number): \($0.reason)", byteOffset: place.byteOffset,
                        line: number)
                }
                try body(source)
            } catch let fault as RowFault {
                report.problems.append(
                    CorpusError(
                        fault.kind, path: file.path,
                        reason: "line \(number): \(fault.reason)", byteOffset: place.byteOffset + fault.byteOffset,
                        line: number))
            }
        }
    }

    /// Throws if a row takes more memory than it may.
    private func check(_ line: UTF8Bytes) throws {
        do throws(CorpusError) {
            try memory.check(UnsafeRawBufferPointer(line), separator: UInt8(ascii: ","), path: file.path)
        } catch {
            throw RowFault(reason: "a row of " + error.reason, byteOffset: 0, kind: .needsMemory)
        }
    }

    private func parse(_ line: UTF8Bytes, _ encoding: RowEncoding, _ warnings: inout [CorpusError]) throws -> JSONRow {
        do {
            if case .byRow = encoding, let invalid = UTF8Validation.firstFault(in: UnsafeRawBufferPointer(line)) {
                guard decoder.isLossy else {
                    throw RowFault(reason: "not valid utf-8", byteOffset: invalid, kind: .decoding)
                }
                let repaired = try CorpusReader.decode(
                    UnsafeRawBufferPointer(line), TextDecoder(encoding: .utf8, isLossy: true), path: file.path,
                    warnings: &warnings)
                return try JSONRow(try repaired.withUnsafeBufferPointer { try JSONParser.parse($0) })
            }
            return try JSONRow(try JSONParser.parse(line))
        } catch let error as JSONError {
            throw RowFault(reason: error.reason, byteOffset: error.byteOffset)
        }
    }

    /// What a table beside the file says holds for all its rows; a title does not.
    private var sideFields: [SourceText.Field] { file.metadata.filter { $0.key != "title" } }

    private func source(_ row: JSONRow, id: String, _ warnings: inout [CorpusError]) throws -> SourceText {
        if row.isSplit {
            let origin = TextReader.Origin(
                id: id, path: row.path ?? file.path, title: row.title, fallbackTitle: row.id, fields: row.fields,
                sideFields: sideFields)
            let text = TextReader.read(row.text, origin, isMarkdown: false, warnings: &warnings)
            guard !text.passages.isEmpty else { throw RowFault(reason: "its text is empty", byteOffset: 0) }
            return text
        }
        let range = row.text.withUnsafeBufferPointer { $0.trimmed(0..<$0.count) }
        guard !range.isEmpty else { throw RowFault(reason: "its text is empty", byteOffset: 0) }
        let title = TitleLimit.cut(row.title ?? row.id, path: file.path, warnings: &warnings)
        return SourceText(
            id: id, path: row.path ?? file.path, title: title, fields: row.fields + sideFields, text: row.text,
            rowID: row.id, passages: [Passage(locator: "", headings: [], range: range)])
    }
}

/// Why a row is left out.
struct RowFault: Error {
    var reason: String
    /// From the beginning of the row.
    var byteOffset: Int
    var kind = CorpusError.Kind.malformed
}
