/// One field's occurrences in one batch, by term.
final class InvertedField {
    /// The distinct terms in order, packed; arena offsets point into ``arena``.
    let terms: Vector<UInt64>
    /// Where each term's occurrences begin; one more number than there are terms.
    let starts: Vector<UInt32>
    /// The bytes of long terms.
    let arena: ByteVector
    /// Postings of all documents; see ``DocumentRun``.
    let postingCount: Int
    private let hasPositions: Bool

    /// Who has each occurrence, ascending in a term: a run's number, or where no run is longer than a document, that.
    /// With positions the high half, below it the position.
    @exclusivity(unchecked) private var places = Vector<UInt64>()
    /// The same of a field without positions.
    @exclusivity(unchecked) private var owners = Vector<UInt32>()
    /// The runs; empty where none is longer than a document.
    @exclusivity(unchecked) private var runs = Vector<DocumentRun>()

    init(
        terms: consuming Vector<UInt64>, starts: consuming Vector<UInt32>, arena: consuming ByteVector,
        hasPositions: Bool, postingCount: Int
    ) {
        self.terms = terms
        self.starts = starts
        self.arena = arena
        self.hasPositions = hasPositions
        self.postingCount = postingCount
    }

    /// Bytes of memory held.
    var sizeInBytes: Int {
        terms.sizeInBytes + starts.sizeInBytes + arena.sizeInBytes + places.sizeInBytes + owners.sizeInBytes
            + runs.sizeInBytes
    }

    /// Takes a log over.
    ///
    /// - Parameters:
    ///   - log: One ordinal an occurrence.
    ///   - positions: One an occurrence, in a field with positions.
    ///   - runs: The documents of the log.
    ///   - cursor: Where the first occurrence of each ordinal goes; changed.
    func fill(
        log: borrowing Vector<UInt32>, positions: borrowing Vector<UInt32>, runs: borrowing Vector<DocumentRun>,
        cursor: UnsafeMutablePointer<UInt32>
    ) {
        var isPlain = true
        for index in 0..<runs.count where runs[index].count > 1 { isPlain = false }
        if !isPlain { self.runs.append(runs.buffer) }
        let ordinals = UnsafePointer(log.base)
        let from = UnsafePointer(positions.base)
        let places = places.extend(by: hasPositions ? log.count : 0)
        let owners = owners.extend(by: hasPositions ? 0 : log.count)
        var index = 0
        for number in 0..<runs.count {
            let owner = isPlain ? runs[number].first : UInt32(number)
            let end = Int(runs[number].logEnd)
            if hasPositions {
                let high = UInt64(owner) << 32
                while index < end {
                    let target = Int(cursor[Int(ordinals[index])])
                    cursor[Int(ordinals[index])] &+= 1
                    places[target] = high | UInt64(from[index])
                    index += 1
                }
            } else {
                while index < end {
                    let target = Int(cursor[Int(ordinals[index])])
                    cursor[Int(ordinals[index])] &+= 1
                    owners[target] = owner
                    index += 1
                }
            }
        }
    }

    /// The number by which the term at a place is sorted; see `PackedBytes`.
    @inline(__always)
    func sortKey(_ index: Int) -> UInt64 { PackedBytes.sortKey(terms[index], arena: arena.base) }

    /// The bytes of a long term.
    func longBytes(_ index: Int) -> UnsafeRawBufferPointer { PackedBytes.long(terms[index], in: arena.base) }

    /// The first place of a term whose key is at least `key`.
    func firstIndex(from key: UInt64) -> Int {
        var low = 0
        var high = terms.count
        while low < high {
            let middle = (low + high) / 2
            if sortKey(middle) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The place of the term that has an occurrence.
    func index(ofOccurrence occurrence: Int) -> Int {
        var low = 0
        var high = terms.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= occurrence { low = middle } else { high = middle }
        }
        return low
    }

    /// Appends one term's postings to an encoder, its documents counted from `firstDocument` on.
    @inline(__always)
    func append(_ index: Int, firstDocument: UInt32, to encoder: PostingsEncoder) {
        let range = Int(starts[index])..<Int(starts[index + 1])
        switch (hasPositions, runs.count == 0) {
        case (true, true): appendPlaces(range, firstDocument, to: encoder)
        case (false, true): appendOwners(range, firstDocument, to: encoder)
        default: appendRuns(range, firstDocument, to: encoder)
        }
    }

    @inline(__always)
    private func appendPlaces(_ range: Range<Int>, _ firstDocument: UInt32, to encoder: PostingsEncoder) {
        let places = UnsafePointer(places.base)
        encoder.reserve(range.count)
        let positions = encoder.positions.extend(by: range.count) - range.lowerBound
        let docs = encoder.docs.base
        let frequencies = encoder.frequencies.base
        var count = encoder.docs.count
        var last = UInt32.max
        var frequency: UInt32 = 0
        for index in range {
            let place = places[index]
            let doc = UInt32(truncatingIfNeeded: place >> 32)
            positions[index] = UInt32(truncatingIfNeeded: place)
            // No branch: which documents have a term twice cannot be foretold.
            let isNew = doc != last
            count &+= isNew ? 1 : 0
            frequency = isNew ? 1 : frequency &+ 1
            docs[count &- 1] = doc &+ firstDocument
            frequencies[count &- 1] = frequency
            last = doc
        }
        encoder.setDocumentCount(count)
    }

    @inline(__always)
    private func appendOwners(_ range: Range<Int>, _ firstDocument: UInt32, to encoder: PostingsEncoder) {
        let owners = UnsafePointer(owners.base)
        encoder.reserve(range.count)
        let docs = encoder.docs.base
        let frequencies = encoder.frequencies.base
        var count = encoder.docs.count
        var last = UInt32.max
        var frequency: UInt32 = 0
        for index in range {
            let doc = owners[index]
            let isNew = doc != last
            count &+= isNew ? 1 : 0
            frequency = isNew ? 1 : frequency &+ 1
            docs[count &- 1] = doc &+ firstDocument
            frequencies[count &- 1] = frequency
            last = doc
        }
        encoder.setDocumentCount(count)
    }

    private func appendRuns(_ range: Range<Int>, _ firstDocument: UInt32, to encoder: PostingsEncoder) {
        var index = range.lowerBound
        while index < range.upperBound {
            let owner = owner(of: index)
            var end = index + 1
            while end < range.upperBound, self.owner(of: end) == owner { end += 1 }
            let frequency = UInt32(end - index)
            let run = runs[Int(owner)]
            let count = Int(run.count)
            encoder.reserve(count)
            let docs = encoder.docs.extend(by: count)
            encoder.frequencies.append(repeating: frequency, count: count)
            for number in 0..<count { docs[number] = firstDocument + run.first + UInt32(number) }
            if hasPositions {
                var positions = encoder.positions.extend(by: count * (end - index))
                for _ in 0..<count {
                    for place in index..<end {
                        positions.pointee = UInt32(truncatingIfNeeded: places[place])
                        positions += 1
                    }
                }
            }
            index = end
        }
    }

    @inline(__always)
    private func owner(of index: Int) -> UInt32 {
        hasPositions ? UInt32(truncatingIfNeeded: places[index] >> 32) : owners[index]
    }
}
