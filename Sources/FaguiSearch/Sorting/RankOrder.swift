package import FaguiIndex

/// The order of the results of a query over one snapshot, for documents of which the scores are known.
package struct RankOrder {
    private let snapshot: Snapshot
    private let order: DocumentOrder?

    /// Results by score, or in an order by a column.
    package init(_ snapshot: Snapshot, _ order: DocumentOrder?) {
        self.snapshot = snapshot
        self.order = order
    }

    /// Whether a document is shown before another.
    package func precedes(_ a: RankPosition, _ b: RankPosition) throws -> Bool {
        if let order, try !areOfOneSource(a.address, b.address) {
            let (x, y) = (try key(of: a.address, order), try key(of: b.address, order))
            if x != y { return order.precedes(x, y) }
        }
        return a.score != b.score ? a.score > b.score : a.address < b.address
    }

    private func areOfOneSource(_ a: DocAddress, _ b: DocAddress) throws -> Bool {
        guard a.segment == b.segment else { return false }
        let segment = snapshot.segments[a.segment]
        return try segment.source(of: a.doc) == segment.source(of: b.doc)
    }

    private func key(of address: DocAddress, _ order: DocumentOrder) throws -> DocumentOrder.Key? {
        let segment = snapshot.segments[address.segment]
        let groups = try order.groups(in: segment)
        return try groups.key(groups.group(of: segment.source(of: address.doc)))
    }
}
