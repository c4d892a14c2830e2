internal import FaguiIndex
internal import FaguiSearch

/// Tells which passages have the same folded text: by 64 bits, half of which are kept in a column.
final class TextComparer {
    private let view: ReadingState.View
    /// Whole numbers that were worked out: a passage is compared with many.
    private var known: [DocAddress: UInt64] = [:]

    init(_ view: ReadingState.View) { self.view = view }

    /// The half of the number that is kept: different where the texts are.
    func fingerprint(_ address: DocAddress) throws -> UInt32 {
        try view.snapshot.segments[address.segment].uint32(LibrarySchema.fingerprintColumn, of: address.doc)
    }

    /// Whether two passages whose fingerprints are equal have the same folded text.
    func sayTheSame(_ a: DocAddress, _ b: DocAddress) throws -> Bool { try number(a) == number(b) }

    private func number(_ address: DocAddress) throws -> UInt64 {
        if let number = known[address] { return number }
        let segment = view.snapshot.segments[address.segment]
        let text = try PassageRecord(decoding: segment.storedDocument(address.doc)).text
        let number = try view.searcher.fingerprint(of: text, analysis: segment.analysis)
        known[address] = number
        return number
    }
}
