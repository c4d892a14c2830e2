/// What is asked of a paragraph's or a style's format.
struct WordParagraphFormat {
    /// The id of its style.
    var style: String?
    /// From 0; 9 for text.
    var outlineLevel: Int?
    /// The id of its numbering; "0" for none whatever the style says.
    var number: String?
    /// From 0.
    var numberLevel: Int?
    /// Whether its style is that of a title.
    var isTitle = false
    /// The style that gave the numbering: a level of the numbering may be tied to it.
    var numberedStyle: String?

    /// Takes an element of `w:pPr`.
    mutating func take(_ name: String, _ attributes: MarkupAttributes) {
        switch name {
        case "pStyle": style = attributes["val"]
        case "outlineLvl": outlineLevel = attributes["val"].flatMap { Int($0) }.map { min(max($0, 0), 9) }
        case "numId": number = attributes["val"]
        case "ilvl": numberLevel = attributes["val"].flatMap { Int($0) }.map { min(max($0, 0), 8) }
        default: break
        }
    }
}
