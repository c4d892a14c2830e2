/// A list of a page: what stands before its items.
struct HTMLList {
    private let isOrdered: Bool
    private let form: ListNumeral
    private var next: Int

    /// A list with its attributes.
    init(isOrdered: Bool, _ attributes: MarkupAttributes) {
        self.isOrdered = isOrdered
        next = attributes["start"].flatMap { Int($0) } ?? 1
        form =
            switch attributes["type"] {
            case "a": .lowerLetter
            case "A": .upperLetter
            case "i": .lowerRoman
            case "I": .upperRoman
            default: .decimal
            }
    }

    /// The mark of the next item.
    mutating func nextMark(_ attributes: MarkupAttributes) -> String {
        guard isOrdered else { return "- " }
        let number = attributes["value"].flatMap { Int($0) } ?? next
        next = number < Int.max ? number + 1 : number
        return form.text(number) + ". "
    }
}
