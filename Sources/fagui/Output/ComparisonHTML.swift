internal import Fagui

/// Two wordings of a law as a page that stands for itself: no scripts, nothing from elsewhere.
enum ComparisonHTML {
    static func document(_ comparison: LawComparison, showsAll: Bool) -> String {
        let title = "\(comparison.old.law.title) → \(comparison.new.law.title)"
        var html = """
            <!DOCTYPE html>
            <html lang="zh-Hans">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title))</title>
            <style>\(style)</style>
            </head>
            <body>
            <h1>\(escaped(comparison.new.law.title))</h1>
            <p><del>\(escaped(ComparisonText.name(comparison.old)))</del><br>
            <ins>\(escaped(ComparisonText.name(comparison.new)))</ins></p>
            <p>\(escaped(ComparisonText.summary(comparison)))</p>

            """
        for article in comparison.articles where showsAll || article.kind != .unchanged {
            html +=
                "<section class=\"\(article.kind.rawValue)\">\n<h2>\(escaped(ComparisonText.heading(article)))</h2>\n<p>"
            for piece in article.pieces { html += element(piece) }
            html += "</p>\n</section>\n"
        }
        return html + "</body>\n</html>\n"
    }

    private static let style = """
        body{font:1rem/1.7 serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
        h1{font-size:1.4rem}h2{font-size:1rem}p{white-space:pre-line}\
        del{background:#fdd;color:#600}ins{background:#dfd;color:#040;text-decoration:none}\
        @media(prefers-color-scheme:dark){del{background:#522;color:#fcc}ins{background:#253;color:#cfc}}
        """

    private static func element(_ piece: LawComparison.Piece) -> String {
        switch piece.kind {
        case .same: escaped(piece.text)
        case .deleted: "<del>\(escaped(piece.text))</del>"
        case .inserted: "<ins>\(escaped(piece.text))</ins>"
        }
    }

    /// A text as the content of an element: texts of an index are anybody's.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default:
                // Other controls are no characters of HTML.
                let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
                result.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        return String(result)
    }
}
