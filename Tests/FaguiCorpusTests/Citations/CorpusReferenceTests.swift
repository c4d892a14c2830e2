import FaguiTestSupport
import Testing

@testable import FaguiCorpus

/// The references of the law corpus: how many there are, and how many are resolved.
@Suite struct CorpusReferenceTests {
    @Test(.enabled(if: LawCorpus.isThere, "skipped: no law corpus beside the repository"))
    func nearlyAllReferencesOfTheLawCorpusResolve() throws {
        var texts: [SourceText] = []
        let reader = CorpusReader()
        for file in CorpusWalker.walk(["\(LawCorpus.path)/laws"]).files {
            for part in reader.parts(of: file, size: 1 << 30) {
                _ = try reader.read(part, isUnchanged: { _, _, _ in false }, body: { texts.append($0) })
            }
        }
        let outlines = texts.map { LawOutline($0) }
        var works: [String: [Int]] = [:]
        for (index, text) in texts.enumerated() {
            works[LawTitle(text.title).key, default: []].append(index)
            // One code in eight files, each with the name of its part.
            if text.title.hasPrefix("中华人民共和国民法典 ") { works["民法典", default: []].append(index) }
        }
        var explicit = Count()
        var relative = Count()
        for (index, text) in texts.enumerated() {
            Self.forEachReference(of: text, outlines[index]) { citation, reference in
                guard !citation.isWhole else { return }
                if case .named(let title) = reference.law {
                    let found = (works[LawTitle(title).key] ?? []).map { outlines[$0] }
                    explicit.add(isResolved: found.isEmpty || found.contains { Self.has($0, reference) })
                } else {
                    relative.add(isResolved: reference.state == .found)
                }
            }
        }
        print(
            "explicit: \(explicit.resolved) of \(explicit.all); relative and own: \(relative.resolved) of \(relative.all)"
        )
        #expect(explicit.all > 7_000 && relative.all > 20_000)
        #expect(Double(explicit.resolved) >= 0.98 * Double(explicit.all))
        #expect(Double(relative.resolved) >= 0.99 * Double(relative.all))
    }

    private struct Count {
        var all = 0
        var resolved = 0

        mutating func add(isResolved: Bool) {
            all += 1
            if isResolved { resolved += 1 }
        }
    }

    private static func has(_ outline: LawOutline, _ reference: ResolvedReference) -> Bool {
        if let heading = reference.heading { return !outline.passages(under: heading).isEmpty }
        return outline.passage(of: reference.first) != nil
            && reference.last.map { outline.passage(of: $0) != nil } ?? true
    }

    private static func forEachReference(
        of text: SourceText, _ outline: LawOutline, _ body: (Citation, ResolvedReference) -> Void
    ) {
        let resolver = ReferenceResolver(outline)
        var antecedent: String?
        text.text.withUnsafeBufferPointer { bytes in
            for (index, passage) in text.passages.enumerated() {
                let slice = UnsafeBufferPointer(rebasing: bytes[passage.range])
                for citation in CitationScanner.scan(slice, antecedent: outline.hasArticles ? nil : antecedent) {
                    if case .named(let title, _) = citation.law { antecedent = title }
                    for reference in resolver.resolve(citation, in: index) { body(citation, reference) }
                }
            }
        }
    }
}
