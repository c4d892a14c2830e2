/// Words with costs as a double array over UTF-16 units, used where it lies: in memory, or in a mapped file.
///
/// Layout; integers are little-endian:
/// ```
/// u32            nodes
/// u32            base of the root
/// u16 × 65536    code of each unit, 0 for units that no word has
/// nodes × 6      u16 label, u8 cost, u24 base
/// 2 bytes        padding, so that a node may be read by eight bytes
/// ```
/// The child of a node by a unit is the node numbered base + code, if its label is the code: every node has a base of its
/// own, so that the label alone tells whose child a node is. A base of 0 means no children, a cost of 0 that no word ends
/// there.
///
/// - Note: Source: Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure" (1989), with the label
///   of a node in the place of its parent.
/// - Invariant: The bytes outlive the value; whoever makes it holds on to them.
struct WordDictionary {
    /// A node as it is read.
    struct Node {
        private let bits: UInt64

        @inline(__always)
        init(bits: UInt64) { self.bits = bits }

        /// The code by which its parent reaches it.
        @inline(__always) var label: UInt16 { UInt16(truncatingIfNeeded: bits) }
        /// The cost of the word that ends here; 0 if none does.
        @inline(__always) var cost: UInt64 { bits >> 16 & 0xFF }
        /// Where its children are; 0 if it has none.
        @inline(__always) var base: Int { Int(truncatingIfNeeded: bits >> 24 & 0xFF_FFFF) }
    }

    static var headerLength: Int { 8 }
    static var codesLength: Int { 2 << 16 }
    static var nodeLength: Int { 6 }
    static var padding: Int { 2 }

    private let codes: UnsafeRawPointer
    private let nodes: UnsafeRawPointer
    private let nodeCount: Int
    private let rootBase: Int

    /// Takes the bytes of a section.
    ///
    /// - Throws: ``TextError/corruptAnalysis(reason:)`` if the lengths do not fit. The nodes are not looked at: whatever
    ///   they hold, no step leads out of them.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        guard let base = bytes.baseAddress, bytes.count >= Self.headerLength + Self.codesLength + Self.padding else {
            throw TextError.corruptAnalysis(reason: "the dictionary is too short: \(bytes.count) bytes")
        }
        nodeCount = Int(UInt32(littleEndian: base.loadUnaligned(as: UInt32.self)))
        rootBase = Int(UInt32(littleEndian: base.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
        let needed = Self.headerLength + Self.codesLength + nodeCount * Self.nodeLength + Self.padding
        guard bytes.count == needed, rootBase < nodeCount else {
            throw TextError.corruptAnalysis(
                reason: "the dictionary has \(bytes.count) bytes, not \(needed) for \(nodeCount) nodes")
        }
        codes = base + Self.headerLength
        nodes = codes + Self.codesLength
    }

    /// The code of a unit; 0 if no word has it.
    @inline(__always)
    func code(_ unit: UInt16) -> UInt16 {
        UInt16(littleEndian: codes.load(fromByteOffset: Int(unit) &* 2, as: UInt16.self))
    }

    /// The node of the words that begin with a code; nil if there is none.
    @inline(__always)
    func first(_ code: UInt16) -> Node? { node(rootBase, code) }

    /// The node behind `parent` by a code; nil if there is none.
    @inline(__always)
    func next(_ parent: Node, _ code: UInt16) -> Node? { node(parent.base, code) }

    @inline(__always)
    private func node(_ base: Int, _ code: UInt16) -> Node? {
        // No check for a base or code of 0: no node has base 0, so that nobody's child is there; and code 0 finds at most a
        // vacant slot, which has no cost and no children.
        let number = base &+ Int(code)
        guard number < nodeCount else { return nil }
        let bits = nodes.loadUnaligned(fromByteOffset: number &* Self.nodeLength, as: UInt64.self)
        let node = Node(bits: UInt64(littleEndian: bits))
        return node.label == code ? node : nil
    }
}

extension WordDictionary {
    /// The cost of a word; nil if it is none.
    func cost(of word: some Collection<UInt16>) -> Int? {
        var node: Node?
        for unit in word {
            guard let next = node.map({ self.next($0, code(unit)) }) ?? first(code(unit)) else { return nil }
            node = next
        }
        return node.flatMap { $0.cost == 0 ? nil : Int($0.cost) }
    }
}
