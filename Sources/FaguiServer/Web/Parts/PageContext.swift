internal import Fagui

/// What a page is asked with.
struct PageContext {
    var fields: FormFields
    var language: Language
    /// The language, where the address names it; then links keep it.
    var chosenLanguage: Language?
    /// The page's own path, for the switch of languages.
    var path: PageURL.Path
    /// Whether somebody has signed in with a key, so that there is a way out.
    var isSignedIn = false
    /// Bytes of a text that is looked up.
    var textLimit: Int

    /// - Parameters:
    ///   - path: The page.
    ///   - fields: What the address or the form says.
    ///   - acceptLanguage: The browser's languages.
    ///   - textLimit: Bytes that a field may have.
    init(_ path: PageURL.Path, _ fields: FormFields, acceptLanguage: String = "", textLimit: Int = 8 << 10) {
        self.path = path
        self.fields = fields
        self.textLimit = textLimit
        chosenLanguage = fields["lang"].flatMap(Language.init(rawValue:))
        language = chosenLanguage ?? Language(acceptLanguage: acceptLanguage)
    }

    /// A word or sentence of the page in its language.
    func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    /// A link to a page, in the language that was chosen.
    func url(
        _ path: PageURL.Path, _ parameters: KeyValuePairs<String, String> = [:], fragment: String = ""
    ) -> PageURL {
        let url = PageURL(path, parameters, fragment: fragment)
        return chosenLanguage.map { url.with("lang", $0.rawValue) } ?? url
    }

    /// This page in another language.
    func url(in language: Language) -> PageURL { ownURL.with("lang", language.rawValue) }

    /// This page.
    var ownURL: PageURL {
        var url = url(path)
        for name in Self.shared {
            if let value = fields[name] { url = url.with(name, value) }
        }
        return url
    }

    /// Parameters that say what a page shows.
    private static let shared = [
        "q", "id", "law", "old", "new", "view", "all", "from", "title", "offset", "sort", "as_of", "all_versions",
        "collapse_laws", "after",
    ]

    // MARK: What was asked

    /// A field that is looked up.
    ///
    /// - Throws: ``RequestError`` where it is longer than a limit.
    func text(_ name: String) throws(RequestError) -> String? {
        guard let text = fields[name] else { return nil }
        guard text.utf8.count <= textLimit else {
            throw RequestError(
                .tooLarge, "\(name) has \(text.utf8.count) bytes; \(textLimit) are allowed.", parameter: name)
        }
        return text
    }

    /// The day that is asked about.
    ///
    /// - Throws: ``RequestError`` where it is none.
    func day() throws(RequestError) -> CalendarDay? {
        guard let text = fields["as_of"] else { return nil }
        guard let day = CalendarDay(text) else {
            throw RequestError(
                .invalidParameter, "as_of must be a day such as 2015-06-01.", parameter: "as_of")
        }
        return day
    }

    /// Which wordings are asked: those of a day before all.
    func validity() throws(RequestError) -> Validity {
        if let day = try day() { return .asOf(day) }
        return fields.isTicked("all_versions") ? .all : .today
    }

    /// A number from 0.
    func number(_ name: String, limit: Int) throws(RequestError) -> Int {
        guard let text = fields[name] else { return 0 }
        guard let number = Int(text), (0...limit).contains(number) else {
            throw RequestError(
                .invalidParameter, "\(name) must be a whole number from 0 to \(limit).", parameter: name)
        }
        return number
    }
}
