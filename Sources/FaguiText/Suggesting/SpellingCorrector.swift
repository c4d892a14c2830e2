internal import FaguiUnicode

/// Replaces a part of a query by a known text that is nearly the same.
struct SpellingCorrector {
    let phrasebook: Phrasebook
    let readings: PinyinReadings

    /// A part of the query and what may have been meant.
    private struct Replacement: Hashable {
        var range: Range<Int>
        var entry: Int
    }

    /// See ``Suggester/corrections(of:limit:)``.
    func corrections(of query: String, limit: Int) -> [String] {
        let units = Array(query.utf16)
        var found: [(distance: Int, length: Int, replacement: Replacement)] = []
        for run in Self.runs(of: units) {
            for (place, entry) in phrasebook.entries.enumerated() where 2...12 ~= entry.units.count {
                guard let (distance, range) = nearest(entry.units, in: units, run) else { continue }
                found.append((distance, entry.units.count, Replacement(range: range, entry: place)))
            }
        }
        let entries = phrasebook.entries
        found.sort { a, b in
            if a.distance != b.distance { return a.distance < b.distance }
            if a.length != b.length { return a.length > b.length }
            return a.replacement.entry < b.replacement.entry
        }
        var texts: [String] = []
        for candidate in found {
            var corrected = units
            corrected.replaceSubrange(
                candidate.replacement.range, with: Array(entries[candidate.replacement.entry].units))
            let text = String(decoding: corrected, as: UTF16.self)
            if !texts.contains(text) { texts.append(text) }
            if texts.count == limit { break }
        }
        return texts
    }

    /// Runs of two ideographs or more; of a long query only its beginning.
    private static func runs(of units: [UInt16]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        let end = min(units.count, 64)
        for index in 0...end {
            if index < end, 0x3400...0x9FFF ~= units[index] { continue }
            if index - start >= 2 { runs.append(start..<index) }
            start = index + 1
        }
        return runs
    }

    /// The part of a run that is nearest to a text, and its distance: 1 sounds the same, 2 one character differs, 3 one
    /// is missing or too many. Nil if none is near, or if the run holds the text.
    private func nearest(_ text: [UInt16], in units: [UInt16], _ run: Range<Int>) -> (Int, Range<Int>)? {
        var best: (Int, Range<Int>)?
        for start in run {
            if start + text.count <= run.upperBound {
                let range = start..<start + text.count
                guard let distance = substitution(text, units[range]) else { continue }
                if distance == 0 { return nil }
                if best.map({ distance < $0.0 }) ?? true { best = (distance, range) }
            }
        }
        if best != nil || text.count < 3 { return best }
        for start in run {
            for length in [text.count - 1, text.count + 1] where start + length <= run.upperBound {
                let range = start..<start + length
                if Self.differByOneMore(text, units[range]) { return (3, range) }
            }
        }
        return nil
    }

    /// 0 equal, 1 all sound alike, 2 one of at least three differs.
    private func substitution(_ text: [UInt16], _ part: ArraySlice<UInt16>) -> Int? {
        var differing = 0
        var unlike = 0
        for (a, b) in zip(text, part) where a != b {
            differing += 1
            // Two characters that differ may still sound alike; more are another word.
            if differing > 2 { return nil }
            if !readings.soundAlike(a, b) { unlike += 1 }
        }
        if differing == 0 { return 0 }
        if unlike == 0 { return 1 }
        return differing == 1 && text.count >= 3 ? 2 : nil
    }

    /// Whether the longer becomes the shorter when one character is left out.
    private static func differByOneMore(_ a: [UInt16], _ b: ArraySlice<UInt16>) -> Bool {
        let (short, long) = a.count < b.count ? (a[...], b) : (b, a[...])
        let common = zip(short, long).prefix { $0 == $1 }.count
        return short.dropFirst(common).elementsEqual(long.dropFirst(common + 1))
    }
}
