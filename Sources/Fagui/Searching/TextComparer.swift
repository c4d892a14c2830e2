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

    /// All other live passages with the text of one.
    ///
    /// - Complexity: A pass over the column of fingerprints.
    func addresses(withTextOf address: DocAddress) throws -> [DocAddress] {
        try addresses(withTextsOf: [address])[address] ?? []
    }

    /// For each of some passages all other live ones with the same text, in one pass.
    func addresses(withTextsOf addresses: [DocAddress]) throws -> [DocAddress: [DocAddress]] {
        var filter = FingerprintFilter()
        var owners: [UInt32: [DocAddress]] = [:]
        for address in addresses {
            let fingerprint = try fingerprint(address)
            filter.insert(fingerprint)
            owners[fingerprint, default: []].append(address)
        }
        var found: [DocAddress: [DocAddress]] = [:]
        for (number, segment) in view.snapshot.segments.enumerated() {
            let values = try segment.uint32Values(LibrarySchema.fingerprintColumn)
            try filter.forEachMatch(in: values) { doc, fingerprint in
                guard let own = owners[fingerprint],
                    segment.liveDocuments(inBlock: doc >> 6) >> UInt64(doc & 63) & 1 != 0
                else { return }
                let address = DocAddress(segment: number, doc: DocID(doc))
                for one in own where one != address {
                    if try sayTheSame(one, address) { found[one, default: []].append(address) }
                }
            }
        }
        return found
    }

    private func number(_ address: DocAddress) throws -> UInt64 {
        if let number = known[address] { return number }
        let segment = view.snapshot.segments[address.segment]
        let text = try PassageRecord(decoding: segment.storedDocument(address.doc)).text
        let number = try view.searcher.fingerprint(of: text, analysis: segment.analysis)
        known[address] = number
        return number
    }
}
