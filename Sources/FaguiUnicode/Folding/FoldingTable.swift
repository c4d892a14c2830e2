internal import CICU

/// How each character of the BMP folds, by pages of 256 that are filled when first asked for.
///
/// Filling a page asks ICU about each of its characters (some 30 µs), so that a query of a few characters stays cheap;
/// the pages of ideographs, which fold to themselves, need no ICU.
struct FoldingTable {
    /// What the table says of one character.
    struct Entry {
        /// Bits 0–15 the folded unit, 16–23 its class, 24 folds alone to one unit, 25 begins a run.
        var bits: UInt32

        /// The folded unit, where ``isSimple``; else the character itself.
        @inline(__always) var unit: UInt16 { UInt16(truncatingIfNeeded: bits) }
        /// The class of ``unit``; see ``CharacterClass``.
        @inline(__always) var characterClass: UInt8 { UInt8(truncatingIfNeeded: bits >> 16) }
        /// Whether the character, unless something that joins it follows, folds to one unit.
        @inline(__always) var isSimple: Bool { bits & 1 << 24 != 0 }
        /// Whether what stands before has no bearing on it.
        @inline(__always) var beginsRun: Bool { bits & 1 << 25 != 0 }

        init(unit: UInt16, characterClass: UInt8, isSimple: Bool, beginsRun: Bool) {
            bits = UInt32(unit) | UInt32(characterClass) << 16 | (isSimple ? 1 << 24 : 0) | (beginsRun ? 1 << 25 : 0)
        }
    }

    let normalizer: OpaquePointer
    /// See ``VariantTable``; nil where variants stay apart.
    private let variants: UnsafePointer<UInt16>?
    private let pages: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>

    init(variants: UnsafePointer<UInt16>?) throws {
        self.variants = variants
        var status = FAGUI_ICU_OK
        let instance = fagui_unorm2_nfkc_casefold(&status)
        guard status.rawValue <= FAGUI_ICU_OK.rawValue, let instance else {
            throw ICUError(function: "unorm2_getNFKCCasefoldInstance", name: ICU.name(of: status))
        }
        normalizer = instance
        pages = .allocate(capacity: 256)
        pages.initialize(repeating: nil, count: 256)
    }

    func deallocate() {
        for page in 0..<256 { pages[page]?.deallocate() }
        pages.deallocate()
    }

    /// The entry of a character of the BMP.
    @inline(__always)
    func entry(_ scalar: UInt32) -> Entry {
        let index = Int(scalar >> 8 & 0xFF)
        let page = pages[index] ?? fill(index)
        return page[Int(scalar & 0xFF)]
    }

    /// The unit that stands for a normalised one.
    @inline(__always)
    func variant(_ unit: UInt16) -> UInt16 {
        guard let variants, Int(unit &- VariantTable.first) < VariantTable.count else { return unit }
        return variants[Int(unit &- VariantTable.first)]
    }

    @inline(never)
    private func fill(_ index: Int) -> UnsafeMutablePointer<Entry> {
        let page = UnsafeMutablePointer<Entry>.allocate(capacity: 256)
        for low in 0..<256 {
            (page + low).initialize(to: makeEntry(UInt16(index << 8 | low)))
        }
        pages[index] = page
        return page
    }

    private func makeEntry(_ unit: UInt16) -> Entry {
        if unit & 0xF800 == 0xD800 {
            // No surrogates occur in UTF-8; damaged bytes may feign one.
            return Entry(unit: 0xFFFD, characterClass: CharacterClass.other, isSimple: true, beginsRun: true)
        }
        if 0x4E00...0x9FFF ~= unit {
            return Entry(
                unit: variant(unit), characterClass: CharacterClass.ideograph, isSimple: true, beginsRun: true)
        }
        var source = unit
        var status = FAGUI_ICU_OK
        let beginsRun = fagui_unorm2_has_boundary_before(normalizer, Int32(unit)) != 0
        // Of a longer result there is only the length.
        var folded: UInt16 = 0
        let length = fagui_unorm2_normalize(normalizer, &source, 1, &folded, 1, &status)
        let isSimple = length == 1 && beginsRun && status.rawValue <= FAGUI_ICU_OK.rawValue
        folded = isSimple ? variant(folded) : unit
        return Entry(
            unit: folded, characterClass: CharacterClass.of(UInt32(folded)), isSimple: isSimple,
            beginsRun: beginsRun)
    }
}
