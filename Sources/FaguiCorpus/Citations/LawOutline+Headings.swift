/// Parts, chapters and sections.
extension LawOutline {
    /// What a heading counts: 第三章 生产者的责任 is chapter 3, 附则 a chapter without a number.
    static func step(_ heading: String) -> CitedHeading.Step? {
        var heading = heading
        return heading.withUTF8 { bytes in
            let text = UTF8Bytes(rebasing: bytes[...])
            let range = text.trimmed(0..<text.count)
            guard let mark = StructureMark.parse(text, range) else { return nil }
            var number = 0
            if text.matches("第", at: range.lowerBound, to: range.upperBound) {
                let start = text.skippingBlanks(from: range.lowerBound + 3, to: range.upperBound)
                number = ChineseNumeral.parse(text, at: start, to: range.upperBound)?.value ?? 0
            }
            switch mark.rank {
            case .part: return CitedHeading.Step(.part, number)
            case .subpart: return CitedHeading.Step(.subpart, number)
            case .chapter: return CitedHeading.Step(.chapter, number)
            case .section: return CitedHeading.Step(.section, number)
            case .annex, .division: return nil
            }
        }
    }

    /// The passages under a heading that a citation in a passage names.
    ///
    /// - Parameters:
    ///   - heading: The heading.
    ///   - passage: Where it is cited; nil for another law.
    /// - Returns: None where there is no such heading.
    public func passages(under heading: CitedHeading, from passage: Int? = nil) -> [Range<Int>] {
        var context = passage.map { entries[$0].steps } ?? []
        var wanted = heading.steps
        switch heading.base {
        case .current(let unit):
            if let depth = context.lastIndex(where: { $0.unit == unit }) {
                context = Array(context[...depth])
            } else if unit == .part, isPart {
                // A file of a code that holds one of its parts.
                if heading.steps.isEmpty { return [entries.indices] }
                context = []
            } else {
                return []
            }
        case .preceding(let unit, let count):
            guard let depth = context.lastIndex(where: { $0.unit == unit }) else { return [] }
            context = Array(context[..<depth]) + [CitedHeading.Step(unit, context[depth].number - count)]
        case .absolute:
            guard let first = wanted.first else { return [] }
            context = Array(context.prefix { $0.unit < first.unit })
        }
        var numbers = 0...0
        if let last = wanted.last {
            wanted.removeLast()
            numbers = last.number...max(last.number, heading.lastNumber ?? last.number)
        }
        let unit = heading.steps.last?.unit
        func matching(_ prefix: [CitedHeading.Step]) -> [Range<Int>] {
            let path = prefix + wanted
            var found: [Range<Int>] = []
            for stretch in stretches {
                let steps = entries[stretch.lowerBound].steps
                guard Self.contains(steps, path),
                    unit.map({ unit in steps.contains { $0.unit == unit && numbers.contains($0.number) } }) ?? true
                else { continue }
                if let last = found.indices.last, found[last].upperBound == stretch.lowerBound {
                    found[last] = found[last].lowerBound..<stretch.upperBound
                } else {
                    found.append(stretch)
                }
            }
            return found
        }
        let near = matching(context)
        return near.isEmpty && heading.base == .absolute ? matching([]) : near
    }

    /// Whether headings contain all those of a path, in order.
    static func contains(_ steps: [CitedHeading.Step], _ path: [CitedHeading.Step]) -> Bool {
        var index = 0
        for step in path {
            guard let found = steps[index...].firstIndex(of: step) else { return false }
            index = found + 1
        }
        return true
    }
}
