/// The cheapest division of a run into words: a shortest path over all words of a dictionary that lie in it.
///
/// As ICU divides: a character that is no word of its own costs 255; of equal paths the one with the longer last word
/// wins; a run of Katakana is a word by its length. Linear in the run, wherever it was cut.
///
/// - Note: Source: ICU's `CjkBreakEngine` (`dictbe.cpp`), whose breaks the tests compare with.
struct Lattice: ~Copyable {
    /// By place: the cost of the cheapest path to it, and in the low five bits 31 minus the length of its last word.
    /// The least key is so the cheapest path, and of equal ones that with the longest last word. After a walk back the
    /// next place of the path.
    private var keys: UnsafeMutablePointer<UInt64>
    private var codes: UnsafeMutablePointer<UInt16>
    private var capacity = 256

    /// Units of the longest word that a path can hold.
    static var longestWord: Int { 31 }

    private static var lengthMask: UInt64 { 31 }
    private static var costShift: UInt64 { 5 }
    private static var costOfUnknown: UInt64 { 255 }
    /// Units above which room is given back when a much shorter run follows.
    private static var lastingCapacity: Int { 4 << 20 }

    init() {
        keys = .allocate(capacity: capacity + 1)
        codes = .allocate(capacity: capacity)
    }

    deinit {
        keys.deallocate()
        codes.deallocate()
    }

    /// Divides a run; then ``next(after:)`` tells the words.
    ///
    /// - Parameters:
    ///   - units: Characters of the dictionary's scripts, well-formed.
    ///   - count: At least 1.
    ///   - dictionary: The words.
    ///   - longest: Units that a word may have at most; less than `count` to divide a word into the words inside it.
    mutating func divide(
        _ units: UnsafePointer<UInt16>, count: Int, by dictionary: WordDictionary, longest: Int = longestWord
    ) {
        if count > capacity || capacity > Self.lastingCapacity && count < capacity / 8 { resize(to: max(256, count)) }
        let keys = keys
        let codes = codes
        let unreached = UInt64.max
        var isPlain = true
        for index in 0..<count {
            let unit = units[index]
            codes[index] = dictionary.code(unit)
            // Kana and surrogates have rules of their own.
            if unit &- 0x30A1 <= 0x5D || unit & 0xF800 == 0xD800 || unit >= 0xFF66 { isPlain = false }
            keys[index + 1] = unreached
        }
        keys[0] = Self.lengthMask
        if isPlain {
            // The best way to the next place by one character stays in a register: read back from memory it would be
            // waited for at every place.
            var best = keys[0]
            for start in 0..<count {
                best = min(best, keys[start])
                keys[start] = best
                best = relax(keys, codes, count, start, best, dictionary, longest)
            }
            keys[count] = min(best, keys[count])
        } else {
            divideMixed(units, count, dictionary, longest)
        }
        walkBack(count)
    }

    /// The end of the word that begins at a place, which is 0 or the end of another.
    @inline(__always)
    func next(after place: Int) -> Int { Int(truncatingIfNeeded: keys[place]) }

    /// Takes the words that begin at a place into account, but for that of one unit, whose key it returns. `key` is the
    /// place's own.
    @inline(__always)
    private func relax(
        _ keys: UnsafeMutablePointer<UInt64>, _ codes: UnsafeMutablePointer<UInt16>, _ count: Int, _ start: Int,
        _ key: UInt64, _ dictionary: WordDictionary, _ longest: Int
    ) -> UInt64 {
        let cost = key & ~Self.lengthMask
        guard var node = dictionary.first(codes[start]) else {
            return cost &+ Self.costOfUnknown << Self.costShift | 30
        }
        let single = node.cost == 0 ? Self.costOfUnknown : node.cost
        var end = start + 1
        var rest = Self.lengthMask - 2
        // Longer words would not fit the key; damaged bytes may feign one.
        let limit = min(count, start + longest)
        while end < limit, let next = dictionary.next(node, codes[end]) {
            node = next
            end += 1
            if node.cost != 0 { keys[end] = min(keys[end], cost &+ node.cost << Self.costShift | rest) }
            rest &-= 1
        }
        return cost &+ single << Self.costShift | 30
    }

    private func divideMixed(
        _ units: UnsafePointer<UInt16>, _ count: Int, _ dictionary: WordDictionary, _ longest: Int
    ) {
        var wasKatakana = false
        var index = 0
        while index < count {
            let unit = units[index]
            if unit & 0xFC00 == 0xD800, index + 1 < count {
                let cost = keys[index] & ~Self.lengthMask
                keys[index + 2] = min(keys[index + 2], cost &+ Self.costOfUnknown << Self.costShift | 29)
                wasKatakana = false
                index += 2
                continue
            }
            let single = relax(keys, codes, count, index, keys[index], dictionary, longest)
            keys[index + 1] = min(keys[index + 1], single)
            let isKatakana = Self.isKatakana(unit)
            if isKatakana, !wasKatakana {
                var length = 1
                while index + length < count, length < Self.longestKatakana, Self.isKatakana(units[index + length]) {
                    length += 1
                }
                if length < Self.longestKatakana {
                    let cost = keys[index] & ~Self.lengthMask &+ Self.katakanaCost(length) << Self.costShift
                    keys[index + length] = min(keys[index + length], cost | Self.lengthMask - UInt64(length))
                }
            }
            wasKatakana = isKatakana
            index += 1
        }
    }

    private static var longestKatakana: Int { 20 }

    private static func isKatakana(_ unit: UInt16) -> Bool {
        0x30A1...0x30FE ~= unit && unit != 0x30FB || 0xFF66...0xFF9F ~= unit
    }

    /// What a run of Katakana costs as a word, by its length.
    private static func katakanaCost(_ length: Int) -> UInt64 {
        switch length {
        case 1: 984
        case 2: 408
        case 3: 240
        case 4: 204
        case 5: 252
        case 6: 300
        case 7: 372
        case 8: 480
        default: 8192
        }
    }

    /// Turns the keys along the cheapest path into the places that follow.
    private func walkBack(_ count: Int) {
        var place = count
        var key = keys[count]
        while place > 0 {
            let start = place - Int(Self.lengthMask - key & Self.lengthMask)
            key = keys[start]
            keys[start] = UInt64(place)
            place = start
        }
    }

    @inline(never)
    private mutating func resize(to capacity: Int) {
        keys.deallocate()
        codes.deallocate()
        self.capacity = capacity + capacity / 4
        keys = .allocate(capacity: self.capacity + 1)
        codes = .allocate(capacity: self.capacity)
    }
}
