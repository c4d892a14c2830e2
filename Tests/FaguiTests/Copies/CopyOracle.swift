import Fagui
import FaguiText

/// Near copies as they are defined, worked out by comparing all pairs.
struct CopyOracle {
    /// A passage of the index.
    struct Passage {
        var id: String
        var text: String
        var law: LawReference
        var place: Int

        var isLaw: Bool {
            ["办法", "条例"].contains { law.title.hasSuffix($0) } || ["法律", "地方性法规", "部门规章"].contains(value("level"))
        }

        func value(_ key: String) -> String { law.metadata.first { $0.key == key }?.value ?? "" }

        /// The smaller counts more, compared as text.
        var authority: String {
            let level = ["法律": 1, "地方性法规": 4, "部门规章": 5, "规范性文件": 6, "其他": 7][value("level")] ?? 9
            let passesOn = ["转发", "印发"].contains { law.title.contains($0) }
            let day = value("issued").isEmpty ? "9999" : value("issued")
            return "\(isLaw ? 0 : 1)\(level)\(passesOn ? 1 : 0)\(day)"
        }

        /// The text without spaces: passages in which it is the same say the same.
        var key: String { text.filter { !$0.isWhitespace } }
    }

    let passages: [Passage]
    /// The key of the text that leads the group of each text.
    private(set) var leaders: [String: String] = [:]
    private let byID: [String: Passage]
    private let analyzer: Analyzer

    init(_ passages: [Passage]) throws {
        self.passages = passages
        byID = Dictionary(uniqueKeysWithValues: passages.map { ($0.id, $0) })
        analyzer = try Analyzer(.current)
        let texts = Dictionary(grouping: passages, by: \.key)
        func order(_ key: String) -> (String, Int) {
            let all = texts[key] ?? []
            return (all.map(\.authority).min() ?? "", all.map(\.place).min() ?? 0)
        }
        var leading: [String] = []
        for key in texts.keys.sorted(by: { order($0) < order($1) }) {
            let law = texts[key]?.contains(where: \.isLaw) ?? false
            let leader = leading.first { other in
                !(law && texts[other]?.contains(where: \.isLaw) ?? false) && areNear(key, other)
            }
            leaders[key] = leader ?? key
            if leader == nil { leading.append(key) }
        }
    }

    /// The passage by its id.
    func passage(_ id: String) -> Passage { byID[id] ?? passages[0] }

    /// All passages of a passage's group with another text.
    func nearCopies(of id: String) -> Set<String> {
        let own = passage(id).key
        return Set(passages.filter { $0.key != own && leaders[$0.key] == leaders[own] }.map(\.id))
    }

    /// What should be shown of a list of ids in which each is a candidate.
    func collapsed(_ ids: [String]) -> [String] {
        var shown: [String] = []
        var seen: Set<String> = []
        for id in ids {
            let own = passage(id)
            let group = leaders[own.key] ?? own.key
            guard seen.insert(group).inserted else { continue }
            let members = ids.map(passage).filter { leaders[$0.key] == group && ($0.id == id || $0.key != own.key) }
            let best = members.map(\.authority).min()
            shown += members.filter { $0.authority == best }.prefix(1).map(\.id)
        }
        return shown
    }

    private func areNear(_ a: String, _ b: String) -> Bool {
        let (x, y) = (Array(a.filter(\.isLetter)), Array(b.filter(\.isLetter)))
        guard x.count >= 40, y.count >= 40, Self.fixed(x) == Self.fixed(y) else { return false }
        let (p, q) = (Self.bigrams(x), Self.bigrams(y))
        guard Double(p.intersection(q).count) / Double(p.union(q).count) >= 0.9 else { return false }
        // Sketches miss some of a hundred; how many is another test's matter.
        return sketch(a).isLike(sketch(b))
    }

    private func sketch(_ text: String) -> TextSketch {
        var text = text
        return text.withUTF8 { analyzer.comparable($0).sketch }
    }

    private static func bigrams(_ text: [Character]) -> Set<String> {
        Set(text.indices.dropLast().map { String(text[$0...$0 + 1]) })
    }

    private static func fixed(_ text: [Character]) -> [Character] {
        text.indices.filter { index in
            "应可不得一二三四五".contains(text[index])
                || text[max(0, index - 2)...index].contains { "一二三四五".contains($0) }
        }.map { text[$0] }
    }
}
