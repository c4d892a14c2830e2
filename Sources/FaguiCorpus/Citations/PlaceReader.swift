/// Reads places of a law: 第三条、第五条第二款和第七条, 第3-5条, 第一款第（一）项至第（三）项, 第三章第二节.
struct PlaceReader {
    let text: UTF8Bytes
    /// Where the text ends.
    let end: Int
    /// Whether it was typed: white space between the parts, and numbers without 第, mean nothing else there.
    let isTyped: Bool

    /// Places that stand together.
    struct Places {
        var spans: [CitedSpan] = []
        var headings: [CitedHeading] = []
        /// Where they end.
        var end: Int
    }

    /// No list of numbers is longer: bounds what one 第 can cost.
    private static let numberLimit = 40

    /// One numbered unit: 第三条, or several: 第三、四条, 第3-5条.
    private struct Element {
        var numbers: [Number]
        var unit: CitationUnit
        var end: Int

        struct Number {
            var value: Int
            var suffix = 0
            /// Whether it ends a range that the number before begins.
            var endsRange = false
        }
    }

    /// Reads places at an index.
    ///
    /// - Parameters:
    ///   - index: Where the first begins; with 第, or typed without it.
    ///   - base: What they count from, if a relative word stands before.
    /// - Returns: nil where there is none; with a relative base, that base at least.
    func places(at index: Int, base: CitationBase = .absolute) -> Places? {
        var places = Places(end: index)
        var path = Path(base: base)
        if base != .absolute {
            _ = extend(&path, from: index, into: &places)
        } else {
            guard extend(&path, from: index, into: &places) else { return nil }
        }
        flush(&path, into: &places)
        var count = 1
        while count < 400, let (joint, next) = joint(at: places.end) {
            guard let element = inserted(at: next, after: path) ?? element(at: next, after: path) else { break }
            var following = path.next(from: element.unit)
            following.endsRange = joint == .range
            take(element, into: &following, &places)
            _ = extend(&following, from: element.end, into: &places)
            flush(&following, into: &places)
            path = following
            count += 1
        }
        return places
    }

    // MARK: Paths

    /// A place as it is read, unit by unit.
    private struct Path {
        var base: CitationBase
        var place = LawPlace()
        var steps: [CitedHeading.Step] = []
        var lastUnit: CitationUnit?
        var endsRange = false

        init(base: CitationBase) {
            self.base = base
            lastUnit = base.unit
        }

        /// What the next entry of a list has in common with this one, if it begins with a unit.
        func next(from unit: CitationUnit) -> Path {
            var path = Path(base: .absolute)
            if let baseUnit = base.unit, baseUnit < unit { path.base = base }
            path.place = place.above(unit)
            path.steps = unit.isHeading ? steps.filter { $0.unit < unit } : []
            return path
        }
    }

    /// Reads what goes on below the last unit of a path; whether there was anything.
    private func extend(_ path: inout Path, from index: Int, into places: inout Places) -> Bool {
        var index = index
        var isFirst = path.lastUnit == nil
        var hasAny = false
        while let element = element(at: index, below: path.lastUnit, isFirst: isFirst) {
            take(element, into: &path, &places)
            index = element.end
            isFirst = false
            hasAny = true
        }
        return hasAny
    }

    /// Takes an element: each number but the last is an entry by itself.
    private func take(_ element: Element, into path: inout Path, _ places: inout Places) {
        for (offset, number) in element.numbers.enumerated() {
            if offset > 0 {
                flush(&path, into: &places)
                path = path.next(from: element.unit)
                path.endsRange = number.endsRange
            }
            if element.unit.isHeading {
                path.steps.append(CitedHeading.Step(element.unit, number.value))
            } else {
                path.place.set(element.unit, number.value, suffix: number.suffix)
            }
            path.lastUnit = element.unit
        }
        places.end = element.end
    }

    /// Makes an entry of what was read.
    private func flush(_ path: inout Path, into places: inout Places) {
        defer { path.endsRange = false }
        let isHeading = path.place.isEmpty && (!path.steps.isEmpty || path.base.unit?.isHeading == true)
        if isHeading {
            if path.endsRange, let last = path.steps.last, let before = places.headings.indices.last,
                places.headings[before].lastNumber == nil, places.headings[before].steps.last?.unit == last.unit
            {
                places.headings[before].lastNumber = last.number
            } else {
                places.headings.append(CitedHeading(base: path.base, steps: path.steps))
            }
        } else if path.endsRange, let before = places.spans.indices.last, places.spans[before].last == nil {
            places.spans[before].last = path.place
        } else {
            places.spans.append(CitedSpan(base: path.base, first: path.place))
        }
    }

    // MARK: Elements

    /// The element that goes on below a unit, right behind it.
    private func element(at index: Int, below unit: CitationUnit?, isFirst: Bool) -> Element? {
        let start = isTyped ? text.skippingBlanks(from: index, to: end) : index
        guard start < end else { return nil }
        let hasMark = text.matches("第", at: start, to: end)
        // 第三十二条二款, （三）项 need no 第 behind a unit; at the beginning only where it was typed.
        guard hasMark || isTyped || !isFirst, let element = numbered(at: start, hasMark: hasMark, below: unit)
        else { return nil }
        if let unit, element.unit <= unit { return nil }
        // In running text 第三条三项 says so, but 第三条三章 nothing.
        if !hasMark, !isTyped, element.unit.isHeading { return nil }
        return element
    }

    /// The element that begins another entry of a list: of any unit with 第, without it of the last one's.
    private func element(at index: Int, after path: Path) -> Element? {
        let hasMark = text.matches("第", at: index, to: end)
        guard let element = numbered(at: index, hasMark: hasMark, below: nil) else { return nil }
        guard hasMark || element.unit == path.lastUnit else { return nil }
        // 第三条、第二章: the units of places and of headings do not mix.
        guard let last = path.lastUnit, last.isHeading == element.unit.isHeading else { return nil }
        return element
    }

    /// Reads 第N条, 第（三）项, 第三、四条, 第3-5条, 第一、第二款.
    private func numbered(at index: Int, hasMark: Bool, below unit: CitationUnit?) -> Element? {
        var index = hasMark ? skippingOne(from: index + 3) : index
        var numbers: [Element.Number] = []
        var isRange = false
        while numbers.count < Self.numberLimit, let (value, isBracketed, after) = number(at: index) {
            guard value > 0 else { return nil }
            numbers.append(Element.Number(value: value, endsRange: isRange))
            index = hasMark ? skippingOne(from: after) : skipping(from: after)
            if let (unit, after) = CitationUnit.parse(text, at: index, to: end) {
                return finish(numbers, unit, after)
            }
            // 第32条（三）: brackets alone are a subparagraph where that was typed.
            if isTyped, isBracketed, !hasMark, let unit, unit == .article || unit == .paragraph {
                return Element(numbers: numbers, unit: .subparagraph, end: after)
            }
            var next = index
            isRange = false
            if let (joint, after) = joint(at: index) {
                isRange = joint == .range
                next = after
            } else if !isBracketed {
                return nil
            }
            if text.matches("第", at: next, to: end) { next = skippingOne(from: next + 3) }
            index = next
        }
        return nil
    }

    /// Reads 之一 behind a unit.
    private func finish(_ numbers: [Element.Number], _ unit: CitationUnit, _ end: Int) -> Element {
        var element = Element(numbers: numbers, unit: unit, end: end)
        guard unit == .article || unit == .subparagraph else { return element }
        guard let suffix = suffix(at: skipping(from: end)) else { return element }
        element.numbers[numbers.count - 1].suffix = suffix.value
        element.end = suffix.end
        return element
    }

    /// 之三 in 第一百二十条之一至之三: inserted behind the same article.
    private func inserted(at index: Int, after path: Path) -> Element? {
        guard path.lastUnit == .article, let article = path.place.article, path.place.articleSuffix > 0,
            let suffix = suffix(at: index)
        else { return nil }
        return Element(numbers: [Element.Number(value: article, suffix: suffix.value)], unit: .article, end: suffix.end)
    }

    /// The number of 之一.
    private func suffix(at index: Int) -> (value: Int, end: Int)? {
        guard text.matches("之", at: index, to: end),
            let suffix = ChineseNumeral.parse(text, at: skipping(from: index + 3), to: end), suffix.value > 0
        else { return nil }
        // 第三条之三分之一, 第三条之一款: no suffix.
        let isPart =
            CitationUnit.parse(text, at: suffix.end, to: end) != nil || text.matches("分", at: suffix.end, to: end)
        return isPart ? nil : suffix
    }

    /// A number, in brackets or not.
    private func number(at index: Int) -> (value: Int, isBracketed: Bool, end: Int)? {
        guard index < end else { return nil }
        let (scalar, length) = text.scalar(at: index)
        if let value = ListMark.circled(scalar) { return (value, true, index + length) }
        let isBracketed = [0xFF08, 0x28, 0x3014, 0x5B, 0xFF3B].contains(scalar)  // （ ( 〔 [ ［
        let start = isBracketed ? skipping(from: index + length) : index
        guard let number = ChineseNumeral.parse(text, at: start, to: end, takesCapitals: true) else { return nil }
        guard isBracketed else {
            let whole = isTyped ? spaced(at: start) ?? grouped(number, at: start) : grouped(number, at: start)
            return (whole.value, false, whole.end)
        }
        let close = skipping(from: number.end)
        guard close < end else { return nil }
        let (mark, markLength) = text.scalar(at: close)
        guard [0xFF09, 0x29, 0x3015, 0x5D, 0xFF3D].contains(mark) else { return nil }
        return (number.value, true, close + markLength)
    }

    /// 1,165: with a comma behind the thousands. No law has two thousand articles, so that 第2,165条 are two.
    func grouped(_ number: (value: Int, end: Int), at index: Int) -> (value: Int, end: Int) {
        let groupEnd = number.end + 4
        guard number.value == 1, number.end == index + 1, groupEnd <= end, text[number.end] == 0x2C,
            text[number.end + 1..<groupEnd].allSatisfy({ (0x30...0x39).contains($0) }),
            groupEnd == end || text[groupEnd] != 0x2C && !(0x30...0x39).contains(text[groupEnd]),
            let rest = ChineseNumeral.parse(text, at: number.end + 1, to: groupEnd)
        else { return number }
        return (1000 + rest.value, groupEnd)
    }

    /// 第 二 十 条: a numeral with white space between all its characters.
    private func spaced(at index: Int) -> (value: Int, end: Int)? {
        var digits: [UInt8] = []
        // 第 三 五 条 are two.
        var hasUnit = false
        var last = index
        var next = index
        while next < end, digits.count < 30 {
            let after = next + text.scalar(at: next).length
            guard after == next + 3, let digit = ChineseNumeral.parse(text, at: next, to: after) else { break }
            hasUnit = hasUnit || digit.value >= 10
            digits += text[next..<after]
            last = after
            next = text.skippingBlanks(from: after, to: end)
            if next == after { break }
        }
        guard hasUnit, digits.count > 3, CitationUnit.parse(text, at: next, to: end) != nil else { return nil }
        let number = digits.withUnsafeBufferPointer { ChineseNumeral.parse($0, at: 0, to: $0.count) }
        guard let number, number.end == digits.count else { return nil }
        return (number.value, last)
    }

    private func skipping(from index: Int) -> Int {
        isTyped ? text.skippingBlanks(from: index, to: end) : index
    }

    /// Passes over one blank in running text: 第 160 条.
    private func skippingOne(from index: Int) -> Int {
        guard !isTyped else { return text.skippingBlanks(from: index, to: end) }
        return text.skippingOneBlank(from: index, to: end)
    }

    // MARK: Joints

    /// What joins two entries.
    enum Joint {
        case list, range
    }

    /// Reads what joins two entries of a list, and where the next begins: 、 和 或者 至…
    func joint(at index: Int) -> (joint: Joint, end: Int)? {
        let start = skipping(from: index)
        guard start < end else { return nil }
        for (word, joint) in Self.joints where text.matches(word, at: start, to: end) {
            var after = start + word.utf8CodeUnitCount
            // —— is one dash.
            while joint == .range, text.matches("—", at: after, to: end) || text.matches("-", at: after, to: end) {
                after += text.scalar(at: after).length
            }
            // 、和, ，以及
            if joint == .list, word.utf8CodeUnitCount == 3, let (second, next) = self.joint(behindMark: after) {
                return (second, skipping(from: next))
            }
            return (joint, skipping(from: after))
        }
        // A blank alone parts entries where they were typed.
        return isTyped && start > index ? (.list, start) : nil
    }

    private func joint(behindMark index: Int) -> (joint: Joint, end: Int)? {
        for word in ["或者", "以及", "和", "或", "及", "与"] as [StaticString] where text.matches(word, at: index, to: end) {
            return (.list, index + word.utf8CodeUnitCount)
        }
        return nil
    }

    private static let joints: [(StaticString, Joint)] = [
        ("、", .list), ("至", .range), ("和", .list), ("或者", .list), ("或", .list), ("以及", .list), ("及", .list),
        ("与", .list), ("與", .list), ("，", .list), (",", .list), ("到", .range), ("—", .range), ("－", .range),
        ("-", .range), ("–", .range), ("~", .range), ("～", .range), ("〜", .range), ("−", .range), ("﹣", .range),
    ]
}
