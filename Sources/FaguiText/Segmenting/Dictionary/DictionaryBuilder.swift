/// Builds the double array of a ``WordDictionary``.
struct DictionaryBuilder {
    /// A node of the trie while it is built: children are reached through the first one and its neighbours.
    private struct Node {
        var unit: UInt16
        var cost: UInt8 = 0
        var firstChild: Int32 = -1
        var lastChild: Int32 = -1
        var sibling: Int32 = -1
        var childCount: Int32 = 0
    }

    private var trie = [Node(unit: 0)]
    private var counts = [UInt32](repeating: 0, count: 0x10000)
    /// The root's children by their unit; it has thousands.
    private var roots = [Int32](repeating: -1, count: 0x10000)

    /// An empty one.
    init() {
        trie.reserveCapacity(500_000)
    }

    /// Adds a word, or makes one that is there cheaper; a dearer cost changes nothing.
    ///
    /// - Parameters:
    ///   - word: At least one unit.
    ///   - cost: 1...255.
    mutating func add(_ word: some Collection<UInt16>, cost: Int) {
        var place = 0
        for unit in word { place = child(of: place, unit) }
        guard place != 0 else { return }
        let cost = UInt8(clamping: max(1, cost))
        if trie[place].cost == 0 || cost < trie[place].cost { trie[place].cost = cost }
    }

    /// Words come in order or nearly so: most often the child looked for is the last one.
    private mutating func child(of parent: Int, _ unit: UInt16) -> Int {
        let last = Int(trie[parent].lastChild)
        if last >= 0, trie[last].unit == unit { return last }
        if parent == 0 {
            if roots[Int(unit)] >= 0 { return Int(roots[Int(unit)]) }
            roots[Int(unit)] = Int32(trie.count)
        } else {
            var next = Int(trie[parent].firstChild)
            while next >= 0 {
                if trie[next].unit == unit { return next }
                next = Int(trie[next].sibling)
            }
        }
        let new = trie.count
        trie.append(Node(unit: unit))
        counts[Int(unit)] += 1
        if last >= 0 { trie[last].sibling = Int32(new) } else { trie[parent].firstChild = Int32(new) }
        trie[parent].lastChild = Int32(new)
        trie[parent].childCount += 1
        return new
    }

    /// The cost of a word; nil if it is none.
    func cost(of word: [UInt16]) -> Int? {
        var place = 0
        for unit in word {
            guard let next = existingChild(of: place, unit) else { return nil }
            place = next
        }
        return trie[place].cost == 0 ? nil : Int(trie[place].cost)
    }

    /// What the words cost together that a text of ideographs falls into, itself as one of them left out.
    func cheapestPath(over word: [UInt16]) -> Int {
        var costs = [Int](repeating: Int.max, count: word.count + 1)
        costs[0] = 0
        for start in word.indices {
            costs[start + 1] = min(costs[start + 1], costs[start] + 255)
            var place = 0
            for end in start..<word.count {
                guard let next = existingChild(of: place, word[end]) else { break }
                place = next
                guard trie[place].cost != 0, end - start + 1 < word.count else { continue }
                costs[end + 1] = min(costs[end + 1], costs[start] + Int(trie[place].cost))
            }
        }
        return costs[word.count]
    }

    private func existingChild(of parent: Int, _ unit: UInt16) -> Int? {
        if parent == 0 { return roots[Int(unit)] >= 0 ? Int(roots[Int(unit)]) : nil }
        var next = Int(trie[parent].firstChild)
        while next >= 0 {
            if trie[next].unit == unit { return next }
            next = Int(trie[next].sibling)
        }
        return nil
    }

    /// The bytes, as ``WordDictionary`` has them; the same for the same words in the same order.
    func build() -> [UInt8] {
        let codes = codes()
        var array = SlotFinder(capacity: trie.count * 4 + 0x40000)
        var bases = [Int32](repeating: 0, count: trie.count)
        var slots = [Int32](repeating: 0, count: trie.count)
        // Nodes with many children first: the others fit into the holes that these leave.
        let parents = trie.indices.filter { trie[$0].childCount > 0 }
            .sorted { (trie[$1].childCount, $0) < (trie[$0].childCount, $1) }
        var children: [Int] = []
        for parent in parents {
            children.removeAll(keepingCapacity: true)
            var next = Int(trie[parent].firstChild)
            while next >= 0 {
                children.append(Int(codes[Int(trie[next].unit)]))
                next = Int(trie[next].sibling)
            }
            children.sort()
            let base = children.withUnsafeBufferPointer { array.place($0) }
            bases[parent] = Int32(base)
            next = Int(trie[parent].firstChild)
            while next >= 0 {
                slots[next] = Int32(base + Int(codes[Int(trie[next].unit)]))
                next = Int(trie[next].sibling)
            }
        }
        return bytes(codes: codes, bases: bases, slots: slots, nodeCount: array.end)
    }

    /// A code for each unit that words have, from 1, the commonest first: then siblings lie close together.
    private func codes() -> [UInt16] {
        var codes = [UInt16](repeating: 0, count: 0x10000)
        let units = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
        for (number, unit) in units.enumerated() { codes[unit] = UInt16(truncatingIfNeeded: number + 1) }
        return codes
    }

    private func bytes(codes: [UInt16], bases: [Int32], slots: [Int32], nodeCount: Int) -> [UInt8] {
        let nodesStart = WordDictionary.headerLength + WordDictionary.codesLength
        var bytes = [UInt8](
            repeating: 0, count: nodesStart + nodeCount * WordDictionary.nodeLength + WordDictionary.padding)
        func put(_ value: UInt64, at offset: Int, count: Int) {
            for index in 0..<count { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
        }
        put(UInt64(nodeCount), at: 0, count: 4)
        put(UInt64(bases[0]), at: 4, count: 4)
        for unit in codes.indices {
            put(UInt64(codes[unit]), at: WordDictionary.headerLength + 2 * unit, count: 2)
        }
        for place in trie.indices.dropFirst() {
            let node = trie[place]
            let offset = nodesStart + Int(slots[place]) * WordDictionary.nodeLength
            put(UInt64(codes[Int(node.unit)]), at: offset, count: 2)
            put(UInt64(node.cost), at: offset + 2, count: 1)
            put(UInt64(bases[place]), at: offset + 3, count: 3)
        }
        return bytes
    }
}
