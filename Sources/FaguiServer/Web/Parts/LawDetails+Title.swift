internal import Fagui

extension LawDetails {
    /// The law's title; of a law that is divided into several texts, what their titles have in common.
    var title: String {
        let title = wording.law.title
        guard wording.ids.count > 1, let first = passages.first?.law.title, let last = passages.last?.law.title else {
            return title
        }
        let common = String(zip(first, last).prefix { $0 == $1 }.map(\.0)).split(separator: " ").joined(separator: " ")
        return common.count >= 2 && title.hasPrefix(common) ? common : title
    }
}
