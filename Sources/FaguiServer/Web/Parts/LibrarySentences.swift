/// Sentences that the library says in English, in Chinese for pages in Chinese.
enum LibrarySentences {
    /// English and Chinese; # stands for what differs, in the same order in both.
    static let sentences: [(english: String, chinese: String)] = [
        ("The wording of # is not in the index; this is that of #.", "未收录#当时的文本；此处为#的文本。"),
        ("The law was revised on #, and that wording is not in the index.", "该法已于#修改，修改后的文本未收录。"),
        ("# more are cited: ask for more hits, or pass over these.", "还引用了另外#条，未在此列出。"),
        ("A pattern has more than # words here; the first of them were looked up.", "通配的词超过#个，只查了前面的。"),
        ("A phrase without letter, digit or ideograph was left out.", "有一个短语不含文字，已略去。"),
        ("The query has more than # terms; the others were left out.", "检索式超过#个词，其余已略去。"),
        ("Only the first # characters of the query were read.", "只读了检索式的前#个字符。"),
        (
            "What is to be near something has no letter, digit or ideograph; it was left out.", "邻近条件的一边不含文字，已略去。"
        ),
        ("There are # different pieces of which # are asked; all of them were.", "只有#个不同的部分，却要求至少#个；已要求全部。"),
        ("No amounts are kept here, so that # selects nothing.", "索引没有数额，# 没有结果。"),
        ("'#' is no date for #:, so that it selects nothing.", "“#”不是 # 的日期，没有结果。"),
        ("# stands between words, phrases and their alternatives; it was read as AND.", "# 的两边应是词、短语或其选项；已按 AND 处理。"),
        ("Parentheses more than # deep were left out.", "括号嵌套超过#层，已略去。"),
        ("There is no field # here; all fields were searched.", "没有字段#，已检索全部字段。"),
        ("A query that only excludes finds nothing.", "只有排除条件的检索没有结果。"),
        ("The query has no letter, digit or ideograph to look up.", "检索式不含可查的文字。"),
        ("# is not in force as of #.", "《#》在#不具效力。"),
        ("A later wording of # is in force.", "《#》已有新的文本施行。"),
        ("That is what the wording of # says.", "所引为#文本的内容。"),
        ("That is # now.", "现为#。"),
        ("It stands in #.", "所引内容在#。"),
        ("It does not say what is quoted.", "该处没有所引的内容。"),
        ("The document itself has no #.", "本文件没有#。"),
        ("It does not say of which law.", "没有说明是哪一部法。"),
        ("The wording of # has it.", "#的文本有此内容。"),
        ("# names no law: write its title before it.", "“#”没有指明是哪一部法，请在前面写上标题。"),
        ("# has no #; # has # paragraphs.", "《#》没有#；#共#款。"),
        ("# has no #; # has # paragraph.", "《#》没有#；#只有#款。"),
        ("# has no #; # has no subparagraphs.", "《#》没有#；#不分项。"),
        ("# has no #; # has no items.", "《#》没有#；#不分目。"),
        ("# has no #; # has # subparagraphs.", "《#》没有#；#共#项。"),
        ("# has no #; # has # subparagraph.", "《#》没有#；#只有#项。"),
        ("# has no #; # has # items.", "《#》没有#；#共#目。"),
        ("# has no #; # has # item.", "《#》没有#；#只有#目。"),
        ("# has no #; all of it is shown.", "《#》没有#，此处为全文。"),
        ("# has several #, in #; all of them are shown.", "《#》有几个#：#；均已列出。"),
        ("# has no #; its articles are # to #.", "《#》没有#；其条文自#至#。"),
        ("# has no #; its only article is #.", "《#》没有#；它只有#。"),
        ("# has no #; it has no articles.", "《#》没有#；它不分条。"),
        ("The index has no wording of # of #; it has those of #.", "未收录《#》#的文本；收录的有：#。"),
        ("# was taken for #.", "“#”理解为《#》。"),
        ("No text of the index is called #.", "未收录名为“#”的文本。"),
        ("Name it by its title, or by its id, as hits have it.", "请写出标题，或检索结果中的编号。"),
        ("Nothing has the id #, nor is it a citation.", "没有编号为“#”的条文，它也不是条文引用。"),
        ("The index has no such wording: #.", "未收录这一文本：#。"),
        ("# may be one of several laws: #.", "“#”可能指几部法规：#。"),
        ("# may be one of several laws.", "“#”可能指几部法规。"),
        (
            "The page before is of commit # of the index, which has changed since; now it is at commit #.",
            "上一页取自索引的第 # 次提交，此后索引已经更新（现为第 # 次）。"
        ),
        ("Search again from the first page.", "请从第一页重新检索。"),
        ("Try again in a moment.", "请稍后再试。"),
        ("Ask for less.", "请缩小检索范围。"),
        ("The server has too much to do.", "服务器繁忙。"),
        ("The answer was not ready in time.", "未能在限定时间内得出结果。"),
        ("Another process writes to the index.", "另一个程序正在写入索引。"),
        ("A file of the index could not be read or written.", "索引的文件无法读写。"),
        ("The index is damaged.", "索引已损坏。"),
        ("The index cannot be read.", "索引无法读取。"),
        ("The index was written by a newer version of the program.", "索引由更新版本的程序写成。"),
        ("Text cannot be analysed.", "无法分析文字。"),
        ("The server's log says more.", "详见服务器日志。"),
        ("The text is too long.", "文字太长。"),
        ("There is no page #.", "没有页面 #。"),
        ("# is missing.", "缺少参数 #。"),
        ("as_of must be a day such as 2015-06-01.", "日期应写作 2015-06-01 的形式。"),
    ]

    /// One or several sentences in Chinese; nil where one is not known.
    static func chinese(_ text: String) -> String? {
        if let known = translation(text) { return known }
        let parts = text.split(separator: ". ", omittingEmptySubsequences: false)
        guard parts.count > 1, parts.count <= 4 else { return nil }
        let translated = parts.enumerated().map { translation("\($1)" + ($0 + 1 < parts.count ? "." : "")) }
        return translated.contains(nil) ? nil : translated.compactMap(\.self).joined()
    }

    private static func translation(_ sentence: String) -> String? {
        for known in sentences {
            guard let values = values(of: sentence, known.english) else { continue }
            var result = ""
            for (index, part) in parts(known.chinese).enumerated() {
                if index > 0 { result += values[index - 1] }
                result += part
            }
            return result
        }
        return nil
    }

    /// What stands for the signs # of a pattern; nil where the sentence is another.
    private static func values(of sentence: String, _ pattern: String) -> [String]? {
        let parts = parts(pattern)
        guard let first = parts.first, sentence.hasPrefix(first) else { return nil }
        var rest = Substring(sentence.dropFirst(first.count))
        var values: [String] = []
        for (index, part) in parts.dropFirst().enumerated() {
            let isLast = index == parts.count - 2
            if isLast {
                guard rest.hasSuffix(part) else { return nil }
                values.append(String(rest.dropLast(part.count)))
                return values
            }
            guard let found = rest.firstRange(of: part) else { return nil }
            values.append(String(rest[..<found.lowerBound]))
            rest = rest[found.upperBound...]
        }
        return rest.isEmpty ? values : nil
    }

    private static func parts(_ text: String) -> [Substring] {
        text.split(separator: "#", omittingEmptySubsequences: false)
    }
}

extension PageContext {
    /// Writes a sentence of the library's.
    func writeSentence(_ sentence: String, to html: inout HTMLWriter) {
        if language == .chinese, let chinese = LibrarySentences.chinese(sentence) {
            html.text(chinese)
        } else if language == .chinese {
            html.element("span", .lang("en"), text: sentence)
        } else {
            html.text(sentence)
        }
    }
}
