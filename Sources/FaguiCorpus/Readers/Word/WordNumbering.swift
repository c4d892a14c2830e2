/// Numbers that Word makes itself: in many a regulation 第一条 is nowhere in the text.
struct WordNumbering {
    /// A level of a list.
    struct Level {
        var start = 1
        var format = ListNumeral.decimal
        /// 第%1条: numbers of levels from 1.
        var text = ""
        /// Whether all numbers in it are decimal.
        var isLegal = false
        /// Whether nothing stands between it and the text.
        var isGlued = false
        /// Whether it counts on below a new number above it.
        var countsOn = false
        /// The style tied to it.
        var style: String?
    }

    /// A list as it is defined.
    struct Definition {
        var levels: [Int: Level] = [:]
        /// The style of lists that defines it instead.
        var styleLink: String?
    }

    /// A use of a definition.
    struct Instance {
        var definition = ""
        var starts: [Int: Int] = [:]
        var levels: [Int: Level] = [:]
    }

    private var definitions: [String: Definition] = [:]
    private var instances: [String: Instance] = [:]
    private let styles: WordStyles
    /// Numbers so far, by definition: uses of one definition count on.
    private var counters: [String: [Int?]] = [:]
    /// Uses and levels that have begun where they say.
    private var begun: Set<String> = []

    /// No numbers.
    init(_ styles: WordStyles) { self.styles = styles }

    /// Reads `numbering.xml`; empty for none.
    init(_ xml: [UInt8], _ styles: WordStyles) throws(MarkupParser.Fault) {
        self.init(styles)
        guard !xml.isEmpty else { return }
        let handler = WordNumberingHandler()
        try MarkupParser.parseXML(xml, handler)
        definitions = handler.definitions
        instances = handler.instances
    }

    /// Counts a paragraph.
    ///
    /// - Parameter format: The paragraph's, styles included.
    /// - Returns: What stands before its text, with the space behind; empty where it has no number.
    mutating func mark(_ format: WordParagraphFormat) -> String {
        guard let number = format.number, number != "0", let instance = instances[number] else { return "" }
        let key = resolved(instance.definition)
        guard let definition = definitions[key] else { return "" }
        let levels = definition.levels.merging(instance.levels) { $1 }
        let index =
            format.numberLevel
            ?? format.numberedStyle.flatMap { style in levels.first { $0.value.style == style }?.key } ?? 0
        guard let level = levels[index] else { return "" }
        var numbers = counters[key] ?? Array(repeating: nil, count: 9)
        if let start = instance.starts[index], begun.insert("\(number) \(index)").inserted {
            numbers[index] = start
        } else {
            numbers[index] = numbers[index].map { $0 < Int.max ? $0 + 1 : $0 } ?? instance.starts[index] ?? level.start
        }
        for below in index + 1..<9 where levels[below]?.countsOn != true { numbers[below] = nil }
        counters[key] = numbers
        if case .bullet = level.format { return "- " }
        let text = Self.text(level, levels, numbers)
        return text.isEmpty || level.isGlued ? text : text + " "
    }

    /// The definition that a definition leaves it to.
    private func resolved(_ key: String) -> String {
        guard let definition = definitions[key], definition.levels.isEmpty, let link = definition.styleLink,
            let number = styles.number(ofStyle: link), let other = instances[number]
        else { return key }
        return other.definition
    }

    private static func text(_ level: Level, _ levels: [Int: Level], _ numbers: [Int?]) -> String {
        var result = ""
        var isNumber = false
        for scalar in level.text.unicodeScalars {
            if isNumber, 0x31...0x39 ~= scalar.value {
                let index = Int(scalar.value - 0x31)
                let value = numbers[index] ?? levels[index]?.start ?? 1
                let form = level.isLegal ? .decimal : levels[index]?.format ?? .decimal
                result += form.text(value)
                isNumber = false
                continue
            }
            if isNumber { result += "%" }
            isNumber = scalar == "%"
            if !isNumber { result.unicodeScalars.append(scalar) }
        }
        return isNumber ? result + "%" : result
    }
}
