internal import Fagui

extension PageContext {
    /// A badge that says whether a text is in force.
    func writeStatus(_ status: LegalStatus?, to html: inout HTMLWriter) {
        guard let status else { return }
        html.element("span", .class("badge \(Self.className(status))"), text: name(of: status))
    }

    /// What a state is called.
    func name(of status: LegalStatus) -> String {
        switch status {
        case .inForce: say("现行有效", "In force")
        case .amended: say("已被修改", "Amended")
        case .repealed: say("已废止", "Repealed")
        case .notYetInForce: say("尚未生效", "Not yet in force")
        }
    }

    private static func className(_ status: LegalStatus) -> String {
        switch status {
        case .inForce: "in-force"
        case .amended: "amended"
        case .repealed: "repealed"
        case .notYetInForce: "coming"
        }
    }

    /// What a piece of metadata is called; what is not known keeps its name.
    func name(ofMetadata key: String) -> String {
        switch key {
        case "issued": say("公布日期", "Issued")
        case "effective": say("施行日期", "Effective")
        case "revised": say("修改日期", "Revised")
        case "repealed": say("废止日期", "Repealed")
        case "published": say("发布日期", "Published")
        case "version": say("文本日期", "Wording of")
        case "issuer": say("制定机关", "Issuer")
        case "level": say("效力级别", "Level")
        case "status": say("时效性", "Status as stated")
        case "number": say("文号", "Number")
        case "short_title": say("简称", "Short title")
        case "url": say("来源网址", "Address")
        case "category": say("类别", "Category")
        case "author": say("作者", "Author")
        default: key
        }
    }

    /// Where a piece of metadata is from.
    func name(of origin: MetadataEntry.Origin) -> String {
        switch origin {
        case .stated: say("文本载明", "stated in the text")
        case .database: say("来自数据库", "from a database")
        case .inferred: say("据文本推断", "inferred from the text")
        }
    }

    /// A locator for people: p12 is a paragraph of a text without articles.
    func name(ofPlace locator: String) -> String {
        let number = locator.dropFirst()
        guard locator.hasPrefix("p"), !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return locator
        }
        return say("第\(number)段", "para. \(number)")
    }

    /// How a passage is cited: 《产品质量法》第三十二条.
    func citation(of law: LawReference, _ locator: String) -> String { "《\(law.title)》\(name(ofPlace: locator))" }

    /// How an order of hits is called.
    func name(of sort: SearchSort) -> String {
        switch sort {
        case .score: say("相关度", "Relevance")
        case .newest: say("公布日期，新者在前", "Issued, newest first")
        case .oldest: say("公布日期，旧者在前", "Issued, oldest first")
        case .newestEffective: say("施行日期，新者在前", "Effective, newest first")
        case .oldestEffective: say("施行日期，旧者在前", "Effective, oldest first")
        case .title: say("标题拼音", "Title, by pinyin")
        case .level: say("效力级别", "Legal force")
        }
    }

    /// How a facet is called.
    func name(of column: FacetColumn) -> String {
        switch column {
        case .issuer: say("制定机关", "Issuer")
        case .level: say("效力级别", "Level")
        case .status: say("时效性", "Status")
        case .year: say("公布年份", "Year of issue")
        case .title: say("法规", "Title")
        }
    }

    /// What became of an article.
    func name(of kind: LawComparison.Article.Kind) -> String {
        switch kind {
        case .unchanged: say("未变", "unchanged")
        case .changed: say("修改", "changed")
        case .renumbered: say("条号变动", "renumbered")
        case .added: say("新增", "added")
        case .removed: say("删除", "removed")
        }
    }

    /// What became of a citation.
    func name(of verdict: CitationCheck.Verdict) -> String {
        switch verdict {
        case .ok: say("无误", "correct")
        case .textDiffers: say("引文不符", "quotation differs")
        case .superseded: say("已有新文本", "superseded")
        case .repealed: say("已废止", "repealed")
        case .notYetInForce: say("尚未生效", "not yet in force")
        case .renumbered: say("条号已变", "renumbered")
        case .noSuchPlace: say("无此条款", "no such article")
        case .notInCorpus: say("未收录", "not in the index")
        case .ambiguous: say("所指不明", "ambiguous")
        }
    }

    /// What a reference leads to, where it leads to nothing.
    func name(of state: LawReferences.State) -> String {
        switch state {
        case .found: ""
        case .notInIndex: say("未收录", "not in the index")
        case .unclear: say("所指不明", "unclear")
        case .noSuchPlace: say("无此条款", "no such place")
        }
    }

    /// The title of a wording with its day.
    func name(of wording: LawWording) -> String {
        guard let date = wording.date else { return wording.law.title }
        return say("\(wording.law.title)（\(date)）", "\(wording.law.title) (\(date))")
    }

    /// Where a suggestion is from.
    func name(of kind: Suggestion.Kind) -> String {
        switch kind {
        case .title: say("标题", "title")
        case .term: say("术语", "term")
        case .heading: say("章节", "heading")
        }
    }

    /// A number of things, with commas between thousands.
    func number(_ number: Int) -> String {
        let digits = Array(String(number))
        return String(
            digits.enumerated().flatMap { index, digit in
                index > 0 && (digits.count - index) % 3 == 0 ? [",", digit] : [digit]
            })
    }
}
