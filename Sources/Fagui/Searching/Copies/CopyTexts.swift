internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

/// The texts among which near copies are looked for, each with all passages that have it, and which of them may be near
/// copies by their sketches.
final class CopyTexts {
    /// A text. Passages that say the same have one.
    struct Text {
        var sketch: TextSketch
        /// Its live passages, in index order.
        var addresses: [DocAddress]
        /// Whether one of them is of a text that is in force on its own account.
        var hasForce: Bool
        /// The greatest authority among them.
        var authority: TextAuthority
        /// Taken apart, once it was asked for.
        var material: ComparableText?
    }

    /// What tells texts apart.
    private struct Key: Hashable {
        var sketch: TextSketch
        var fingerprint: UInt32
    }

    private let view: ReadingState.View
    private let authorities: AuthorityReader
    private var table: SketchTable
    private var numbers: [Key: Int] = [:]
    private var texts: [Text] = []
    /// Texts by halves of their sketches, the one of most authority first; complete for each half that is in it.
    private var byFirst: [UInt32: [Int]] = [:]
    private var bySecond: [UInt32: [Int]] = [:]

    /// - Returns: Nil where a part of the index was written without sketches.
    init?(_ view: ReadingState.View) throws {
        guard let table = try SketchTable(view.snapshot) else { return nil }
        self.view = view
        self.table = table
        authorities = AuthorityReader(view.snapshot, try view.forces.forces())
    }

    /// The authority of a passage.
    func authority(of address: DocAddress) throws -> TextAuthority { try authorities.authority(of: address) }

    /// A text by its number.
    subscript(number: Int) -> Text { texts[number] }

    /// The number of a passage's text; nil for one that is too short, or that was not loaded.
    func number(of address: DocAddress) throws -> Int? { numbers[try key(address)] }

    /// Loads the texts of some passages with all that may be near copies of them.
    ///
    /// Law is compared only with what is not; mostly there is little of that, and so nothing to be loaded.
    func load(_ addresses: [DocAddress]) throws {
        var wanted: Set<TextSketch> = []
        var lawful: [UInt32: [TextSketch]] = [:]
        var halves: (first: Set<UInt32>, second: Set<UInt32>) = ([], [])
        for address in addresses {
            let sketch = table.sketch(address)
            guard sketch != .none else { continue }
            if try authorities.hasForce(address) {
                halves.first.insert(sketch.first)
                halves.second.insert(sketch.second)
                lawful[sketch.first, default: []].append(sketch)
                if sketch.second != sketch.first { lawful[sketch.second, default: []].append(sketch) }
            } else {
                wanted.insert(sketch)
            }
        }
        if !halves.first.isEmpty {
            let runs = try view.forces.plainDocuments()
            try table.pass(over: runs, first: halves.first, second: halves.second) { address, found in
                let like = [found.first, found.second].flatMap { lawful[$0] ?? [] }.filter { $0.isLike(found) }
                guard !like.isEmpty, try !authorities.hasForce(address) else { return }
                wanted.formUnion(like)
            }
        }
        try load(sketches: wanted)
    }

    /// Loads what may be near copies of some texts.
    func load(texts: [Int]) throws { try load(sketches: Set(texts.map { self.texts[$0].sketch })) }

    /// The texts that may be near copies of one by their sketches, the one of most authority first.
    func likeTexts(_ number: Int) throws -> LikeTexts {
        try load(texts: [number])
        let own = texts[number]
        return LikeTexts(first: byFirst[own.sketch.first] ?? [], second: bySecond[own.sketch.second] ?? [])
    }

    /// Whether a text comes before another: more authority, then the order of the index.
    func precedes(_ a: Int, _ b: Int) -> Bool {
        if texts[a].authority != texts[b].authority { return texts[a].authority < texts[b].authority }
        return texts[a].addresses[0] < texts[b].addresses[0]
    }

    /// Whether two texts may be near copies, by all that is known of them without reading them.
    func mayBeNearCopies(_ a: Int, _ b: Int) -> Bool {
        a != b && !(texts[a].hasForce && texts[b].hasForce) && texts[a].sketch.isLike(texts[b].sketch)
    }

    /// Whether two texts that may be near copies are.
    func areNearCopies(_ a: Int, _ b: Int) throws -> Bool { try material(a).isNearCopy(of: material(b)) }

    /// The share of bigrams that two texts have in common.
    func share(_ a: Int, _ b: Int) throws -> Float { try material(a).share(with: material(b)) }

    // MARK: Reading

    private func load(sketches: Set<TextSketch>) throws {
        let first = Set(sketches.lazy.map(\.first).filter { self.byFirst[$0] == nil })
        let second = Set(sketches.lazy.map(\.second).filter { self.bySecond[$0] == nil })
        guard !first.isEmpty || !second.isEmpty else { return }
        var found: [Key: [DocAddress]] = [:]
        try table.forEach(first: first, second: second) { address, sketch in
            let fingerprint = try view.snapshot.segments[address.segment].uint32(
                LibrarySchema.fingerprintColumn, of: address.doc)
            found[Key(sketch: sketch, fingerprint: fingerprint), default: []].append(address)
        }
        for half in first { byFirst[half] = [] }
        for half in second { bySecond[half] = [] }
        for (key, addresses) in found {
            let number = try numbers[key] ?? add(key, addresses)
            if first.contains(key.sketch.first) { byFirst[key.sketch.first]?.append(number) }
            if second.contains(key.sketch.second) { bySecond[key.sketch.second]?.append(number) }
        }
        for half in first { byFirst[half]?.sort(by: precedes) }
        for half in second { bySecond[half]?.sort(by: precedes) }
    }

    /// Adds a text. Whichever half it was found by, all its passages have that.
    private func add(_ key: Key, _ addresses: [DocAddress]) throws -> Int {
        var authority = try authorities.authority(of: addresses[0])
        for address in addresses.dropFirst() { authority = min(authority, try authorities.authority(of: address)) }
        texts.append(
            Text(
                sketch: key.sketch, addresses: addresses, hasForce: !authority.isPlain, authority: authority))
        numbers[key] = texts.count - 1
        return texts.count - 1
    }

    private func key(_ address: DocAddress) throws -> Key {
        let fingerprint = try view.snapshot.segments[address.segment].uint32(
            LibrarySchema.fingerprintColumn, of: address.doc)
        return Key(sketch: table.sketch(address), fingerprint: fingerprint)
    }

    private func material(_ number: Int) throws -> ComparableText {
        if let known = texts[number].material { return known }
        let address = texts[number].addresses[0]
        let segment = view.snapshot.segments[address.segment]
        let text = try PassageRecord(decoding: segment.storedDocument(address.doc)).text
        let material = try view.searcher.comparable(text, analysis: segment.analysis)
        texts[number].material = material
        return material
    }
}

/// The texts that share a half of a sketch, of two lists in one order; a text that is in both comes twice.
struct LikeTexts {
    private let first: [Int]
    private let second: [Int]
    private var places = (first: 0, second: 0)

    init(first: [Int], second: [Int]) {
        self.first = first
        self.second = second
    }

    /// The next text.
    mutating func next(_ precedes: (Int, Int) -> Bool) -> Int? {
        guard places.second < second.count else {
            guard places.first < first.count else { return nil }
            places.first += 1
            return first[places.first - 1]
        }
        if places.first < first.count, !precedes(second[places.second], first[places.first]) {
            places.first += 1
            return first[places.first - 1]
        }
        places.second += 1
        return second[places.second - 1]
    }
}
