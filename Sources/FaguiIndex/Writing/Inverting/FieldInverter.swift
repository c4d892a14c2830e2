/// One field's occurrences in one batch, logged in document order; ``sort()`` gives them by term.
final class FieldInverter {
    private let hasPositions: Bool
    private let table = TermTable()
    /// One ordinal an occurrence, in document order.
    @exclusivity(unchecked) private var log = Vector<UInt32>(capacity: 1 << 10)
    /// One position an occurrence.
    @exclusivity(unchecked) private var positions = Vector<UInt32>()
    /// The documents that have the field, in order.
    @exclusivity(unchecked) private var runs = Vector<DocumentRun>()
    /// Postings that the log stands for: an occurrence counts once for every document of its run.
    @exclusivity(unchecked) private var postingCount = 0

    init(hasPositions: Bool) { self.hasPositions = hasPositions }

    /// What is held now and what sorting will take.
    var sizeInBytes: Int {
        table.sizeInBytes + log.sizeInBytes + positions.sizeInBytes + runs.sizeInBytes
            + 4 * (log.count + positions.count)
    }

    /// Values above which room is given back: the next batch may be small, and the last one may wait to be written.
    private static var keptRoom: Int { 1 << 21 }

    /// The document behind the last that has the field.
    @inline(__always)
    private var end: Int {
        guard runs.count > 0 else { return 0 }
        let last = runs[runs.count - 1]
        return Int(last.first + last.count)
    }

    /// Logs the occurrences of a document, which is behind all earlier ones.
    func append(
        document: Int, _ terms: UnsafeBufferPointer<UInt64>, positions places: UnsafeBufferPointer<UInt32>,
        arena: UnsafePointer<UInt8>?
    ) {
        precondition(log.count + terms.count <= Int(UInt32.max), "more than 4 billion occurrences in a batch")
        precondition(end <= document, "a field's terms are given twice")
        table.look(up: terms, arena: arena, ordinals: log.extend(by: terms.count))
        if hasPositions {
            precondition(places.count == terms.count, "a field with positions needs one a term")
            positions.append(places)
        }
        runs.append(DocumentRun(first: UInt32(document), count: 1, logEnd: UInt32(log.count)))
        postingCount += terms.count
    }

    /// The same, some at a time, as long as no more memory is taken than allowed.
    ///
    /// - Returns: Whether all were logged; what was logged of a document that is not complete must be taken back, or the
    ///   log is useless.
    func append(
        document: Int, _ terms: UnsafeBufferPointer<UInt64>, positions places: UnsafeBufferPointer<UInt32>,
        arena: UnsafePointer<UInt8>?, sizeLimit: Int, run: Int
    ) -> Bool {
        let first = runs.count
        for start in stride(from: 0, to: terms.count, by: run) {
            // Growing holds the old and the new room at once.
            guard sizeInBytes < sizeLimit / 3 * 2 else { return false }
            let range = start..<min(start + run, terms.count)
            if runs.count > first { runs.truncate(to: first) }
            append(
                document: document, UnsafeBufferPointer(rebasing: terms[range]),
                positions: hasPositions ? UnsafeBufferPointer(rebasing: places[range]) : places, arena: arena)
        }
        return true
    }

    /// Logs for a document what the one before it has.
    func repeatLast(document: Int) {
        guard runs.count > 0 else { return }
        let last = runs.count - 1
        precondition(end <= document, "a field's terms are given twice")
        // The document before may be without the field.
        guard end == document else { return }
        runs[last].count += 1
        postingCount += Int(runs[last].logEnd - (last == 0 ? 0 : runs[last - 1].logEnd))
    }

    /// Takes back what documents from a number on have, of which no run began before it.
    func truncate(toDocument document: Int) {
        var count = runs.count
        while count > 0, runs[count - 1].first >= UInt32(document) {
            let run = runs[count - 1]
            count -= 1
            postingCount -= Int(run.count) * Int(run.logEnd - (count == 0 ? 0 : runs[count - 1].logEnd))
        }
        let end = count == 0 ? 0 : Int(runs[count - 1].logEnd)
        table.takeBack(UnsafeBufferPointer(rebasing: log.buffer[end...]))
        log.truncate(to: end)
        if hasPositions { positions.truncate(to: end) }
        runs.truncate(to: count)
    }

    /// Sorts the log by term (a counting sort: the counts are known), and empties the inverter; room
    /// that is not unusually large is kept.
    func sort() -> InvertedField {
        let count = table.terms.count
        // First the counts by ordinal, then where the next occurrence of each goes.
        var next = Vector<UInt32>(capacity: count)
        let cursor = next.extend(by: count)
        table.copyCounts(to: cursor)
        var order = Vector<RadixSort.Item>(capacity: count)
        // Terms of a source that was taken back may occur nowhere.
        for ordinal in 0..<count where cursor[ordinal] > 0 {
            let key = PackedBytes.sortKey(table.terms[ordinal], arena: table.arena.base)
            order.append(RadixSort.Item(key: key, value: UInt32(ordinal)))
        }
        RadixSort.sort(&order)
        sortLongTerms(order)
        var terms = Vector<UInt64>(capacity: count)
        var starts = Vector<UInt32>(capacity: count + 1)
        var sum: UInt32 = 0
        for index in 0..<order.count {
            let ordinal = Int(order[index].value)
            terms.append(table.terms[ordinal])
            starts.append(sum)
            let occurrences = cursor[ordinal]
            cursor[ordinal] = sum
            sum += occurrences
        }
        starts.append(sum)
        let field = InvertedField(
            terms: terms, starts: starts, arena: table.takeArena(), hasPositions: hasPositions,
            postingCount: postingCount)
        field.fill(log: log, positions: positions, runs: runs, cursor: cursor)
        table.removeAll()
        log.removeAll(keeping: Self.keptRoom)
        positions.removeAll(keeping: Self.keptRoom)
        runs.removeAll(keeping: Self.keptRoom)
        postingCount = 0
        return field
    }

    /// Sorts the terms whose first bytes, all that their keys hold, are equal.
    private func sortLongTerms(_ order: borrowing Vector<RadixSort.Item>) {
        let arena = UnsafePointer(table.arena.base)
        let terms = UnsafePointer(table.terms.base)
        var first = 0
        while first < order.count {
            var end = first + 1
            if PackedBytes.isLong(order[first].key) {
                while end < order.count, order[end].key == order[first].key { end += 1 }
                var group = UnsafeMutableBufferPointer(start: order.base + first, count: end - first)
                group.sort { a, b in
                    TermKey.precedes(
                        PackedBytes.long(terms[Int(a.value)], in: arena),
                        PackedBytes.long(terms[Int(b.value)], in: arena))
                }
            }
            first = end
        }
    }
}
