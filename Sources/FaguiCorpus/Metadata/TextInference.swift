/// Concludes metadata from a text and its head where nothing states them.
struct TextInference {
    private let text: UTF8Bytes
    private let body: Range<Int>
    private let signatureEnd: Int?
    private let title: String
    private let path: String
    private let fileVersion: String?
    /// What is known already.
    private let known: [SourceText.Field]

    /// Bytes of the body's beginning in which is said what the text is.
    private static let openingLength = 6_000

    /// All that can be concluded.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8.
    ///   - body: What stands behind the head.
    ///   - signatureEnd: Where a signature ends that annexes or printed rules stand behind.
    ///   - title: The title.
    ///   - name: What the file's name tells.
    ///   - path: The path of the file.
    ///   - known: What is stated or in a database.
    /// - Returns: Fields of origin inferred, and the day of effect that an article states.
    static func fields(
        of text: UTF8Bytes, body: Range<Int>, signatureEnd: Int?, title: String, name: FileTitle, path: String,
        known: [SourceText.Field]
    ) -> [SourceText.Field] {
        TextInference(
            text: text, body: body, signatureEnd: signatureEnd, title: title, path: path, fileVersion: name.version,
            known: known
        ).all
    }

    private var all: [SourceText.Field] {
        let opening = TitleDefinition.opening(text, body, length: Self.openingLength)
        let signature = values("issued").isEmpty && values("published").isEmpty ? signature : nil
        var fields = shortTitles(opening) + issuersFromTitle
        if let signature {
            fields.append(inferred("issued", signature.day))
            if values("issuer").isEmpty { fields += signature.issuers.map { inferred("issuer", $0) } }
        }
        let issuers = values("issuer") + fields.filter { $0.key == "issuer" }.map(\.value)
        fields += status
        let head = text.string(0..<body.lowerBound)
        let level = LevelInference(
            title: title, issuers: issuers, numbers: values("number"), head: known.isEmpty ? "" : head,
            text: text, opening: opening, path: path
        ).level
        if let level { fields.append(inferred("level", level.rawValue)) }
        var versions = versions
        if versions.isEmpty, let signature { versions = [signature.day] }
        fields += versions.map { inferred("version", $0) }
        fields += effect(level, signed: signature?.day)
        if let amended = amendment(versions.first) { fields.append(inferred("effective", amended)) }
        // What the text ends is stated, but of other texts.
        fields += RepealClause.titles(text, body, own: LawTitle(title)).map { inferred("repeals", $0) }
        return fields
    }

    private var signature: Signature? {
        Signature.read(text, body) ?? signatureEnd.flatMap { Signature.read(text, body.lowerBound..<$0) }
    }

    private func inferred(_ key: String, _ value: String) -> SourceText.Field {
        SourceText.Field(key: key, value: value, origin: .inferred)
    }

    private func values(_ key: String, _ origin: SourceText.Field.Origin? = nil) -> [String] {
        known.filter { $0.key == key && (origin == nil || $0.origin == origin) }.map(\.value)
    }

    /// Days that the text states of itself.
    private func statedDays(_ key: String) -> [String] { values(key, .stated).filter { $0.utf8.count == 10 } }

    // MARK: Titles

    private func shortTitles(_ opening: Range<Int>) -> [SourceText.Field] {
        let law = LawTitle(title)
        var titles: [String] = []
        let state = "中华人民共和国"
        if law.name.contains(state), law.name != state {
            let marks: Set<Character> = ["《", "》", "〈", "〉"]
            titles.append(law.name.split(separator: state).joined().filter { !marks.contains($0) })
        }
        titles += TitleDefinition.shortTitles(text, opening, of: law)
        return titles.filter { $0 != title }.map { inferred("short_title", $0) }
    }

    private var issuersFromTitle: [SourceText.Field] {
        guard values("issuer").isEmpty else { return [] }
        return Issuer.inTitle(title).map { inferred("issuer", $0) }
    }

    /// What brackets behind a title say: （已废止）.
    private var status: [SourceText.Field] {
        for mark in ["已废止", "废止", "已失效", "失效"]
        where title.hasSuffix("（\(mark)）") || title.hasSuffix("(\(mark))") || title.hasSuffix("[\(mark)]") {
            return [SourceText.Field(key: "status", value: "已废止")]
        }
        return []
    }

    // MARK: Days

    /// The day of this wording, the likeliest first: the last that the text states, then that of the file's name, then a
    /// database's. A file's name that is much later comes first: heads often lack the last amendment.
    private var versions: [String] {
        let made = (statedDays("issued") + statedDays("revised")).max() ?? statedDays("published").max()
        var days = [made, LawTitle(title).version, fileVersion, values("published", .database).first].compactMap { $0 }
        if let made, let named = days.first(where: { isMuchLater($0, than: made) }) { days.insert(named, at: 0) }
        var versions: [String] = []
        for day in days where !versions.contains(day) { versions.append(day) }
        return versions
    }

    /// Texts are published within months, rarely within a year, after they were passed.
    private func isMuchLater(_ day: String, than other: String) -> Bool {
        guard day.utf8.count == 10, let limit = CalendarDate.parse(whole: other)?.adding(days: 366) else {
            return false
        }
        return day > limit.iso8601
    }

    /// From when an amended wording is in force, if its amendment does not say so: it was published by then.
    private func amendment(_ version: String?) -> String? {
        guard let version, version.utf8.count == 10 else { return nil }
        let revised = statedDays("revised").max() ?? ""
        let made = (statedDays("issued") + statedDays("published")).max() ?? ""
        guard version == revised || !made.isEmpty && version > max(made, revised) else { return nil }
        let named = fileVersion ?? ""
        return named.utf8.count == 10 && named > version ? named : version
    }

    /// The day that the last article states, or that follows from it.
    private func effect(_ level: LegalLevel?, signed: String?) -> [SourceText.Field] {
        let law = LawTitle(title)
        let clause = EffectiveClause.find(text, body, isDecision: law.name.contains("决定")) {
            LawTitle($0).key == law.key
        }
        switch clause?.day {
        case nil: return []
        case .day(let day): return [SourceText.Field(key: "effective", value: day)]
        case .passing: return (statedDays("issued").first ?? fileVersion).map { [inferred("effective", $0)] } ?? []
        case .approval: return (statedDays("issued").last ?? fileVersion).map { [inferred("effective", $0)] } ?? []
        case .publication(let count):
            guard let day = publication(level) ?? signed, let date = CalendarDate.parse(whole: day) else { return [] }
            return [inferred("effective", date.adding(days: count).iso8601)]
        }
    }

    /// The day of publishing. A law is published on the day on which it is passed; of other texts a file's name and a
    /// database tell it where the head does not.
    private func publication(_ level: LegalLevel?) -> String? {
        if let stated = statedDays("published").last { return stated }
        if level == .law, let passed = statedDays("issued").first { return passed }
        let days = [values("published", .database).first, fileVersion, statedDays("issued").last]
        return days.compactMap { $0 }.first { $0.utf8.count == 10 }
    }
}
