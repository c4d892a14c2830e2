/// One field's occurrences in one batch: logged in document order, then sorted by term.
final class FieldInverter {
    let table = TermTable()
    let hasPositions: Bool
    /// One ordinal an occurrence, in document order.
    @exclusivity(unchecked) private var log = Vector<UInt32>(capacity: 1 << 12)
    /// One position an occurrence.
    @exclusivity(unchecked) private var positions = Vector<UInt32>()
    /// How many occurrences there were after each document.
    @exclusivity(unchecked) private var documentEnds = Vector<UInt32>()

    /// After ``sortByTerm()``: document and position of each occurrence, grouped by ordinal, ascending in each group.
    @exclusivity(unchecked) private(set) var sortedDocs = Vector<UInt32>()
    @exclusivity(unchecked) private(set) var sortedPositions = Vector<UInt32>()
    /// Where each ordinal's group begins; one more number than there are ordinals.
    @exclusivity(unchecked) private(set) var groupStarts = Vector<UInt32>()

    init(hasPositions: Bool) { self.hasPositions = hasPositions }

    /// What is held now and what sorting will take.
    var sizeInBytes: Int {
        table.sizeInBytes + 2 * (log.sizeInBytes + positions.sizeInBytes) + documentEnds.sizeInBytes
    }

    /// Logs the occurrences of the current document.
    func append(
        _ terms: UnsafeBufferPointer<UInt64>, positions places: UnsafeBufferPointer<UInt32>,
        arena: UnsafePointer<UInt8>?
    ) {
        let ordinals = log.extend(by: terms.count)
        for index in 0..<terms.count { ordinals[index] = table.ordinal(terms[index], arena: arena) }
        if hasPositions {
            precondition(places.count == terms.count, "a field with positions needs one a term")
            positions.append(places)
        }
    }

    /// Ends documents up to a number of them; those without the field have no occurrences.
    func endDocuments(_ count: Int) {
        precondition(log.count <= Int(UInt32.max), "more than 4 billion occurrences in a batch")
        while documentEnds.count < count { documentEnds.append(UInt32(log.count)) }
    }

    /// Sorts the log by ordinal (a counting sort: the counts are known), and frees it.
    func sortByTerm() {
        let termCount = table.terms.count
        var next = Vector<UInt32>(capacity: termCount + 1)
        var sum: UInt32 = 0
        groupStarts.removeAll()
        for ordinal in 0..<termCount {
            groupStarts.append(sum)
            next.append(sum)
            sum += table.counts[ordinal]
        }
        groupStarts.append(sum)
        let docs = sortedDocs.extend(by: log.count)
        let places = sortedPositions.extend(by: hasPositions ? log.count : 0)
        let cursor = next.base
        var index = 0
        for document in 0..<documentEnds.count {
            let end = Int(documentEnds[document])
            while index < end {
                let ordinal = Int(log[index])
                let target = Int(cursor[ordinal])
                cursor[ordinal] += 1
                docs[target] = UInt32(document)
                if hasPositions { places[target] = positions[index] }
                index += 1
            }
        }
        log = Vector()
        positions = Vector()
    }

    /// Appends one term's postings to an encoder, its documents counted from `firstDocument` on.
    func append(ordinal: Int, firstDocument: UInt32, to encoder: PostingsEncoder) {
        let start = Int(groupStarts[ordinal])
        let end = Int(groupStarts[ordinal + 1])
        var index = start
        while index < end {
            let doc = sortedDocs[index]
            var frequency: UInt32 = 1
            while index + Int(frequency) < end, sortedDocs[index + Int(frequency)] == doc { frequency += 1 }
            encoder.docs.append(firstDocument + doc)
            encoder.frequencies.append(frequency)
            index += Int(frequency)
        }
        if hasPositions {
            encoder.positions.append(UnsafeBufferPointer(rebasing: sortedPositions.buffer[start..<end]))
        }
    }
}
