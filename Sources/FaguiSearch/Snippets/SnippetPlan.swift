/// Decides where a snippet begins and ends, once it is known what it is about.
struct SnippetPlan {
    private let region: SnippetRegion
    private let text: [UInt8]
    private let length: Int

    /// The bytes to show around `core`, at most `length` scalars.
    ///
    /// - Parameters:
    ///   - core: From the first to the last match that are to be seen; nil where the beginning is.
    ///   - text: UTF-8.
    ///   - matches: Ascending and apart.
    ///   - length: At least 1.
    /// - Returns: Bytes of the text, without white space at the ends.
    static func range(around core: Range<Int>?, in text: [UInt8], matches: [Range<Int>], length: Int) -> Range<Int> {
        let start = core == nil ? visibleStart(of: text) : 0
        let region = SnippetRegion(around: core ?? start..<start, in: text, matches: matches, length: length)
        let plan = SnippetPlan(region: region, text: text, length: length)
        guard let core else { return plan.beginning(at: start) }
        return plan.surroundings(of: core)
    }

    private func beginning(at byte: Int) -> Range<Int> {
        let start = region.lastOutside(before: byte)
        let end = lastEnd(from: start)
        return end > start ? trimmed(start, end, upTo: end, downTo: start) : clipped(byte..<text.count, from: byte)
    }

    private func surroundings(of core: Range<Int>) -> Range<Int> {
        let first = region.lastOutside(before: core.lowerBound)
        let last = region.firstOutside(behind: core.upperBound)
        let spare = length - (region.scalars[last] - region.scalars[first])
        guard spare >= 0 else { return clipped(core, from: region.bytes[first]) }
        var start = sentenceStart(before: first, within: spare) ?? earliest(before: first, within: spare / 3)
        let end = lastEnd(from: start)
        let rest = length - (region.scalars[end] - region.scalars[start])
        if region.bytes[end] == text.count, rest > 0 {
            start =
                earliest(before: start, within: rest) { region.beginsSentence[$0] }
                ?? (region.beginsSentence[start] ? start : earliest(before: start, within: rest))
        }
        return trimmed(start, end, upTo: first, downTo: last)
    }

    /// The nearest start of a sentence.
    private func sentenceStart(before place: Int, within distance: Int) -> Int? {
        places(before: place, within: distance).last { region.isOutside[$0] && region.beginsSentence[$0] }
    }

    private func earliest(before place: Int, within distance: Int) -> Int {
        earliest(before: place, within: distance) { _ in true } ?? place
    }

    private func earliest(before place: Int, within distance: Int, where isWanted: (Int) -> Bool) -> Int? {
        places(before: place, within: distance).first { region.isOutside[$0] && isWanted($0) }
    }

    private func places(before place: Int, within distance: Int) -> ClosedRange<Int> {
        var first = place
        while first > 0, region.scalars[place] - region.scalars[first - 1] <= distance { first -= 1 }
        return first...place
    }

    /// The last place where a snippet that begins at `start` may end.
    private func lastEnd(from start: Int) -> Int {
        var end = start
        for place in region.bytes.indices[start...] {
            guard region.scalars[place] - region.scalars[start] <= length else { break }
            if region.isOutside[place] { end = place }
        }
        return end
    }

    /// Without white space at both ends, as far as they may move.
    private func trimmed(_ start: Int, _ end: Int, upTo lastStart: Int, downTo firstEnd: Int) -> Range<Int> {
        var start = start
        var end = end
        while start < lastStart, region.isBlank[start] { start += 1 }
        while end > firstEnd, end > start, region.isBlank[end - 1] { end -= 1 }
        return region.bytes[start]..<region.bytes[end]
    }

    /// What fits of something too long: whole matches if possible, else whole characters, else scalars.
    private func clipped(_ bytes: Range<Int>, from characterStart: Int) -> Range<Int> {
        let reach = SnippetRegion.step(on: length, from: characterStart, in: text)
        let start = reach > bytes.lowerBound ? characterStart : bytes.lowerBound
        let limit = SnippetRegion.step(on: length, from: start, in: text)
        let fitting = region.bytes.indices.filter { region.bytes[$0] > bytes.lowerBound && region.bytes[$0] <= limit }
        let end = fitting.last { region.isOutside[$0] } ?? fitting.last
        return start..<(end.map { region.bytes[$0] } ?? limit)
    }

    /// The first byte that is not white space, as far as one byte or the ideographic space can tell.
    private static func visibleStart(of text: [UInt8]) -> Int {
        var start = 0
        while start < text.count {
            if text[start] <= 0x20 {
                start += 1
            } else if text[start...].starts(with: [0xE3, 0x80, 0x80]) {
                start += 3
            } else {
                break
            }
        }
        return start
    }
}
