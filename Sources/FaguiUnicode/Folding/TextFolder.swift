/// Folds text for matching: NFKC and case (Unicode's NFKC_Casefold, ICU's `nfkc_cf`), then Traditional and variant
/// ideographs, with the way back to the bytes of the original.
///
/// Most characters fold alone, by a table. Those that may join with others (combining marks, jamo), give several units
/// (㎏) or none (soft hyphens) go through ICU together with what they may join: the run from the last character that
/// begins one to the next. All units of such a run have the bytes of the whole run.
/// - Concurrency: One value belongs to one thread.
package final class TextFolder {
    /// What was folded last.
    package private(set) var folded = FoldedText()
    private let table: FoldingTable
    private var normalization = RunNormalization()
    /// The owner of the variants.
    private let owner: AnyObject?

    /// Makes a folder.
    ///
    /// - Parameters:
    ///   - variants: What stands for each ideograph, ``VariantTable/count`` units; nil to fold NFKC and case alone.
    ///   - owner: Keeps them where they are.
    /// - Throws: ``ICUError``.
    package init(variants: UnsafePointer<UInt16>? = nil, owner: AnyObject? = nil) throws {
        self.owner = owner
        table = try FoldingTable(variants: variants)
    }

    deinit {
        table.deallocate()
        folded.deallocate()
        normalization.deallocate()
    }

    /// Folds a text into ``folded``.
    ///
    /// - Parameters:
    ///   - text: UTF-8, less than 4 GB. What is malformed folds to U+FFFD.
    ///   - keepsOffsets: Whether to fill the starts and ends.
    /// - Complexity: Linear; runs are cut at 1024 characters, far beyond any that a language needs.
    package func fold(_ text: UnsafeBufferPointer<UInt8>, keepsOffsets: Bool) {
        folded.begin(unitCount: text.count, keepsOffsets: keepsOffsets)
        guard let base = text.baseAddress else { return }
        // Where the last character began, in the text and in the folded units: the start of a run that a joining
        // character makes of it.
        var last = Place(byte: 0, unit: 0)
        var place = Place(byte: 0, unit: 0)
        while place.byte < text.count {
            foldSimple(base, text.count, &place, &last, keepsOffsets)
            guard place.byte < text.count else { break }
            let (scalar, length) = ScalarDecoding.scalar(base, at: place.byte, count: text.count)
            var end = place.byte + length
            if !beginsRun(scalar) { place = last }
            end = endOfRun(base, from: end, count: text.count)
            foldRun(base, text.count, &place, end: end, keepsOffsets)
            last = place
        }
        folded.count = place.unit
    }

    /// A byte of the text and the number of units that come before it.
    private struct Place {
        var byte: Int
        var unit: Int
    }

    /// Folds characters that fold alone, up to the first one that does not.
    private func foldSimple(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ place: inout Place, _ last: inout Place, _ keepsOffsets: Bool
    ) {
        let units = folded.units
        let classes = folded.classes
        let starts = folded.starts
        let ends = folded.ends
        let raw = UnsafeRawPointer(base)
        let table = table
        var byte = place.byte
        var unit = place.unit
        var lastByte = last.byte
        var lastUnit = last.unit
        while byte < count {
            var scalar = UInt32(base[byte])
            var length = 1
            if scalar >= 0x80 {
                if byte + 4 <= count {
                    let word = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: byte, as: UInt32.self))
                    if word & 0x00C0_C0F0 == 0x0080_80E0 {
                        scalar = (word & 0x0F) << 12 | (word & 0x3F00) >> 2 | (word >> 16) & 0x3F
                        length = 3
                        if scalar &- 0x4E00 < 0x5200 {
                            units[unit] = table.variant(UInt16(truncatingIfNeeded: scalar))
                            classes[unit] = CharacterClass.ideograph
                            if keepsOffsets {
                                starts[unit] = UInt32(truncatingIfNeeded: byte)
                                ends[unit] = UInt32(truncatingIfNeeded: byte + 3)
                            }
                            lastByte = byte
                            lastUnit = unit
                            byte += 3
                            unit += 1
                            continue
                        }
                    } else {
                        (scalar, length) = ScalarDecoding.scalar(base, at: byte, count: count)
                    }
                } else {
                    (scalar, length) = ScalarDecoding.scalar(base, at: byte, count: count)
                }
            }
            if scalar >= 0x10000 {
                guard normalization.isInert(scalar, table.normalizer) else { break }
                units[unit] = UInt16(truncatingIfNeeded: 0xD7C0 + scalar >> 10)
                units[unit + 1] = UInt16(truncatingIfNeeded: 0xDC00 + scalar & 0x3FF)
                classes[unit] = CharacterClass.of(scalar)
                classes[unit + 1] = CharacterClass.trail
                if keepsOffsets {
                    for target in unit...unit + 1 {
                        starts[target] = UInt32(truncatingIfNeeded: byte)
                        ends[target] = UInt32(truncatingIfNeeded: byte + length)
                    }
                }
                lastByte = byte
                lastUnit = unit
                byte += length
                unit += 2
                continue
            }
            let entry = table.entry(scalar)
            guard entry.isSimple else { break }
            units[unit] = entry.unit
            classes[unit] = entry.characterClass
            if keepsOffsets {
                starts[unit] = UInt32(truncatingIfNeeded: byte)
                ends[unit] = UInt32(truncatingIfNeeded: byte + length)
            }
            lastByte = byte
            lastUnit = unit
            byte += length
            unit += 1
        }
        place = Place(byte: byte, unit: unit)
        last = Place(byte: lastByte, unit: lastUnit)
    }

    private func beginsRun(_ scalar: UInt32) -> Bool {
        scalar < 0x10000 ? table.entry(scalar).beginsRun : normalization.beginsRun(scalar, table.normalizer)
    }

    /// The next byte at or after `start` where a character begins a run, at most 1024 characters on.
    private func endOfRun(_ base: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
        var end = start
        var characters = 1
        while end < count, characters < 1024 {
            let (scalar, length) = ScalarDecoding.scalar(base, at: end, count: count)
            if beginsRun(scalar) { break }
            end += length
            characters += 1
        }
        return end
    }

    /// Folds the bytes from `place` to `end` as one.
    private func foldRun(
        _ base: UnsafePointer<UInt8>, _ count: Int, _ place: inout Place, end: Int, _ keepsOffsets: Bool
    ) {
        let run = UnsafeBufferPointer(start: base + place.byte, count: end - place.byte)
        let length = normalization.fold(run, table.normalizer)
        folded.count = place.unit
        folded.reserve(place.unit + length + count - end, keepsOffsets: keepsOffsets)
        let result = normalization.result
        var index = 0
        while index < length {
            let unit = table.variant(result[index])
            let target = place.unit + index
            folded.units[target] = unit
            index += 1
            if unit & 0xFC00 == 0xD800, index < length {
                let scalar = 0x10000 + (UInt32(unit) & 0x3FF) << 10 | UInt32(result[index]) & 0x3FF
                folded.units[target + 1] = result[index]
                folded.classes[target] = CharacterClass.of(scalar)
                folded.classes[target + 1] = CharacterClass.trail
                index += 1
            } else {
                folded.classes[target] = table.entry(UInt32(unit)).characterClass
            }
        }
        if keepsOffsets {
            for target in place.unit..<place.unit + length {
                folded.starts[target] = UInt32(truncatingIfNeeded: place.byte)
                folded.ends[target] = UInt32(truncatingIfNeeded: end)
            }
        }
        place = Place(byte: end, unit: place.unit + length)
    }
}
