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
            <title>\(HTMLText.escaped(title))</title>
            <style>\(style)</style>
            </head>
            <body>
            <h1>\(HTMLText.escaped(comparison.new.law.title))</h1>
            <p><del>\(HTMLText.escaped(ComparisonText.name(comparison.old)))</del><br>
            <ins>\(HTMLText.escaped(ComparisonText.name(comparison.new)))</ins></p>
            <p>\(HTMLText.escaped(ComparisonText.summary(comparison)))</p>

            """
        for article in comparison.articles where showsAll || article.kind != .unchanged {
            html +=
                "<section class=\"\(article.kind.rawValue)\">\n<h2>\(HTMLText.escaped(ComparisonText.heading(article)))</h2>\n<p>"
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
        case .same: HTMLText.escaped(piece.text)
        case .deleted: "<del>\(HTMLText.escaped(piece.text))</del>"
        case .inserted: "<ins>\(HTMLText.escaped(piece.text))</ins>"
        }
    }
}
