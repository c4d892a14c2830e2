#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How much longer work takes when its input is four times as long.
public enum GrowthOfTime {
    /// What is still linear, with room for caches and for noise; quadratic work takes 16 times as long.
    public static let bound = 9.0

    /// Measures work at a size and at four times the size, each the shortest of some runs, in time of this thread's
    /// processor, which other programs do not lengthen.
    ///
    /// - Parameters:
    ///   - size: The smaller size.
    ///   - work: Makes its input for a size, and returns what is measured.
    /// - Returns: The greater time over the smaller; below a tenth of a millisecond nothing is measured, and it is 1.
    public static func measure(_ size: Int, _ work: (Int) -> () -> Void) -> Double {
        let (small, large) = (work(size), work(4 * size))
        let short = shortest(3, small)
        let long = shortest(2, large)
        return short < 100_000 ? (long < 1_600_000 ? 1 : Double(long) / 100_000) : Double(long) / Double(short)
    }

    private static func shortest(_ count: Int, _ work: () -> Void) -> Int {
        (0..<count).map { _ in
            let start = now()
            work()
            return now() - start
        }.min() ?? 0
    }

    /// Nanoseconds.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}

/// Texts that are made to be hard: marks without partners, the same again and again, numberings without end.
public enum HostileText: String, CaseIterable, Sendable {
    case quotes, titles, nestedTitles, closedTitles, titlesClosing, brackets, ordinal, ordinals, ranges
    case articlesInALine, articles, chapters, headings, items, inlineItems, sameLine, dates, repealed, repealedTitles
    case effective, shortNames, blanks, wideBlanks, lines, comments, bold, tables, contents, frontMatter
    case quotedArticles, numbers, english, oneWord, links, signatures
    case amendments, nestedQuotes, emphasis

    /// About so many bytes of it.
    public func make(_ size: Int) -> String {
        switch self {
        case .quotes: Self.fill(size, "“")
        case .titles: Self.fill(size, "《")
        case .nestedTitles: Self.fill(size, "〈《")
        case .closedTitles: Self.fill(size, "《甲法》")
        case .titlesClosing: Self.fill(size / 2, "《") + Self.fill(size / 2, "》")
        case .brackets: Self.fill(size, "（")
        case .ordinal: Self.fill(size, "第")
        case .ordinals: Self.fill(size, "第一")
        case .ranges: Self.fill(size, "《甲法》第一条至第九千九百九十九条、")
        case .articlesInALine: Self.fill(size, "第一条")
        case .articles: Self.count(size) { "第\($0)条 内容。\n" }
        case .chapters: Self.count(size) { "第\($0)章 总则\n" }
        case .headings: Self.count(size) { "\(String(repeating: "#", count: $0 % 6 + 1)) 标题\($0)\n" }
        case .items: "第一条 有下列情形的：\n" + Self.count(size) { "（\($0)）内容；\n" }
        case .inlineItems: "第一条 有下列情形的：" + Self.fill(size, "（一）甲；（二）乙；")
        case .sameLine: Self.fill(size, "同一行文字\n")
        case .dates: Self.fill(size, "2019年1月1日")
        case .repealed: Self.fill(size, "同时废止")
        case .repealedTitles: "第一条 自公布之日起施行。" + Self.fill(size, "《某某条例》、") + "同时废止。"
        case .effective: Self.fill(size, "本法自2019年1月1日起施行。")
        case .shortNames: Self.count(size) { "《第\($0)号办法》（以下简称《办法\($0)》）" }
        case .blanks: Self.fill(size, " ") + "x"
        case .wideBlanks: Self.fill(size, "\u{3000}") + "x"
        case .lines: Self.fill(size, "\n") + "x"
        case .comments: Self.fill(size, "<!-- ")
        case .bold: Self.fill(size, "**")
        case .tables: Self.fill(size, "| 甲 | 乙 |\n")
        case .contents:
            "目录\n" + Self.count(size / 2) { "第\($0)章 甲\n" }
                + Self.count(size / 2) { "第\($0)章 甲\n第\($0)条 乙。\n" }
        // Longer ones are text.
        case .frontMatter: "---\n" + Self.count(min(size, 60_000)) { "k\($0): v\n" } + "---\n正文。\n"
        case .quotedArticles: Self.count(size) { "“第\($0)条 内容。\n" }
        case .numbers: Self.fill(size, "9")
        case .english: Self.fill(size, "lorem ipsum ")
        case .oneWord: Self.fill(size, "a")
        case .links: Self.fill(size, "[甲](http://a) ")
        case .signatures: Self.fill(size, "某某部\n2019年1月1日\n")
        case .amendments: Self.count(size) { "将第\($0)条修改为：“第\($0)条 内容。”\n" }
        case .nestedQuotes: Self.fill(size / 2, "“‘") + Self.fill(size / 2, "’”")
        case .emphasis: Self.fill(size, "*_")
        }
    }

    private static func fill(_ size: Int, _ piece: String) -> String {
        String(repeating: piece, count: max(1, size / piece.utf8.count))
    }

    private static func count(_ size: Int, _ piece: (Int) -> String) -> String {
        var text = ""
        var number = 1
        while text.utf8.count < size {
            text += piece(number)
            number += 1
        }
        return text
    }
}
