import FaguiTestSupport

@testable import FaguiIndex

/// What one writer does from opening an index to closing it, drawn at random.
struct Episode {
    /// Texts by source id: what an index holds.
    typealias Contents = [String: [String]]

    /// One call to a writer.
    enum Step {
        case add([(id: String, texts: [String])])
        case delete([String])
        case commit
        case rollback
        /// Merges all.
        case merge
        /// Merges what the policy wants merged.
        case mergeWhatIsDue
        /// Stores an analysis, and uses it from then on.
        case keepAnalysis([UInt8])
        /// Gives the committed segments the analysis that was stored last.
        case adoptAnalysis
    }

    var schema = Texts.schema
    var options = IndexWriter.Options()
    var steps: [Step] = []

    /// Schemas of which each has what the ones before have, and more.
    static let schemas = [
        Schema(fields: Texts.schema.fields, columns: Array(Texts.schema.columns.prefix(1))),
        Texts.schema,
        Schema(
            fields: Texts.schema.fields + [FieldSpec(name: "exact", isScored: false, weight: 0)],
            columns: Texts.schema.columns),
    ]

    static let words = (0..<12).map { $0 % 4 == 0 ? "long-word-number-\($0)" : "w\($0)" }
    /// What analysis files are made of.
    static let analyses: [[UInt8]] = [[1], [2, 2], Array(repeating: 3, count: 200)]

    /// Draws an episode whose writer works on one thread, so that its calls to the directory are the same each time.
    ///
    /// - Parameters:
    ///   - number: Episodes that came before; the schema grows with it.
    ///   - stepCount: Steps.
    ///   - random: Where it is drawn from.
    /// - Returns: The episode.
    static func random(number: Int, stepCount: Int, using random: inout SeededGenerator) -> Episode {
        var episode = Episode()
        episode.schema = schemas[min(number, schemas.count - 1)]
        episode.options.mergesInBackground = false
        episode.options.threads = 1
        episode.options.memoryBudget = random.pick([1, 1 << 20])
        episode.steps = (0..<stepCount).map { _ in step(using: &random) }
        return episode
    }

    private static func step(using random: inout SeededGenerator) -> Step {
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<8: .add(sources(using: &random))
        case 8..<11: .delete((0..<Int.random(in: 1...3, using: &random)).map { _ in id(using: &random) })
        case 11..<17: .commit
        case 17: .rollback
        case 18: .merge
        case 19..<21: .mergeWhatIsDue
        case 21..<23: .keepAnalysis(random.pick(analyses))
        default: .adoptAnalysis
        }
    }

    static func sources(using random: inout SeededGenerator) -> [(id: String, texts: [String])] {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let texts = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(words) }.joined(separator: " ")
            }
            return (id(using: &random), texts)
        }
    }

    private static func id(using random: inout SeededGenerator) -> String {
        "s\(Int.random(in: 0..<12, using: &random))"
    }
}
