/// The names of an index's files.
enum IndexFiles {
    /// Where a commit point is written before it is put in place.
    static var nextManifest: String { "manifest.tmp" }
    /// Where a file of another folder is copied before it is put in place.
    static var nextCopy: String { "copy.tmp" }
    /// The file whose OS lock makes its holder the only writer; always empty.
    static var lock: String { "write.lock" }

    /// Above all numbers that are counted up to: what damage or malice writes must not make counting on overflow.
    static var numberLimit: UInt64 { 1 << 62 }

    /// The name of a segment: `s000001`; more digits where six are too few.
    static func segmentName(_ number: UInt64) -> String { "s" + padded(number) }

    /// The ending of a file of deletions: `deletions-000001`.
    static func deletionsPart(_ number: UInt64) -> String { deletionsPrefix + padded(number) }

    /// The name of an analysis file with this content: `analysis-` and 16 hexadecimal digits.
    static func analysisName(hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return analysisPrefix + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The hash in the name of an analysis file; nil if it is no such name.
    static func analysisHash(_ name: String) -> UInt64? {
        guard name.hasPrefix(analysisPrefix) else { return nil }
        let digits = name.dropFirst(analysisPrefix.count)
        guard digits.utf8.count == 16, let hash = UInt64(digits, radix: 16), analysisName(hash: hash) == name else {
            return nil
        }
        return hash
    }

    /// Whether an analysis with this content may be named after this hash.
    static func isContentHash(_ hash: UInt64, of bytes: [UInt8]) -> Bool {
        // A content whose hash was taken has one of the next names.
        hash &- contentHash(bytes) <= UInt64(UInt8.max)
    }

    /// A hash of content that stays the same for all time: FNV-1a of 64 bits, over bytes, or where there are thousands of
    /// them over words of eight, and the high bits folded into the low ones after each.
    static func contentHash(_ bytes: [UInt8]) -> UInt64 {
        let prime: UInt64 = 0x0000_0100_0000_01B3
        return bytes.withUnsafeBytes { bytes in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            var index = 0
            if bytes.count >= 4096 {
                while index + 8 <= bytes.count {
                    let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                    hash = (hash ^ word) &* prime
                    hash ^= hash >> 32
                    index += 8
                }
            }
            while index < bytes.count {
                hash = (hash ^ UInt64(bytes[index])) &* prime
                index += 1
            }
            return hash
        }
    }

    /// The number in a segment's name; nil if it is no such name.
    static func segmentNumber(_ name: some StringProtocol) -> UInt64? {
        guard name.first == "s", let number = UInt64(name.dropFirst()), segmentName(number) == name,
            number < numberLimit
        else { return nil }
        return number
    }

    /// Whether this is the ending of a segment's file: lower-case letters, digits and dashes, 1 to 40 of them.
    static func isPart(_ part: some StringProtocol) -> Bool {
        (1...40).contains(part.utf8.count)
            && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// The name under which a repair sets a file aside that it drops: no writer takes it for its own.
    static func damagedName(_ name: String, generation: UInt64) -> String { "\(name).damaged-\(generation)" }

    /// Whether a repair has set a file of this name aside, or made it to tell what it dropped.
    static func isSetAside(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        let ending = name[name.index(after: dot)...]
        return ending.hasPrefix("damaged-") && UInt64(ending.dropFirst("damaged-".count)) != nil
    }

    /// Whether a file of this name is one that a writer makes beside the manifest and the lock.
    static func isOwn(_ name: String) -> Bool {
        name == nextManifest || name == nextCopy || analysisHash(name) != nil || isSegmentFile(name)
    }

    /// Whether a file of this name belongs to a segment.
    static func isSegmentFile(_ name: String) -> Bool {
        guard let dot = name.firstIndex(of: ".") else { return false }
        return segmentNumber(name[..<dot]) != nil && isPart(name[name.index(after: dot)...])
    }

    /// The kind of file that has this name; nil where the name tells none.
    static func kind(of name: String) -> FileEnvelope.Kind? {
        if name == nextManifest || name == CommitPoint.fileName { return .commitPoint }
        if analysisHash(name) != nil { return .analysis }
        guard isSegmentFile(name), let dot = name.firstIndex(of: ".") else { return nil }
        let part = name[name.index(after: dot)...]
        return part.hasPrefix(deletionsPrefix) ? .deletions : SegmentPart(rawValue: String(part))?.kind
    }

    private static var deletionsPrefix: String { "deletions-" }
    private static var analysisPrefix: String { "analysis-" }

    private static func padded(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

extension SegmentInfo {
    /// The names of its files, with the one of deletions.
    var fileNames: [String] { (files + (deletions.map { [$0] } ?? [])).map { fileName($0) } }

    /// What one of its files is called.
    func fileName(_ file: File) -> String { "\(name).\(file.part)" }
}

extension CommitPoint {
    /// The names of all files that it keeps alive, without the manifest's own.
    var fileNames: Set<String> {
        var names = Set(segments.flatMap(\.fileNames))
        names.formUnion(analyses)
        return names
    }

    /// The analysis files that its segments name.
    var analyses: Set<String> { Set(segments.map(\.analysis)).subtracting([""]) }
}
