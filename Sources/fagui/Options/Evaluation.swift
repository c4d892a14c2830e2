internal import Fagui

/// Judged queries, and where their answers come from.
struct Evaluation {
    private let entries: [QueryBatch.Entry]
    private let judgements: RelevanceJudgements
    private let file: RankedRun?
    private let library: Library?
    private let limit: Int
    private let vocabulary: SearchVocabulary
    /// The ids of the queries that have judgements.
    let judged: [String]
    /// What people should know of the files.
    private(set) var notes: [String] = []

    /// Reads the files and opens the index; with a run file the index is not needed.
    init(queries: String?, qrels: String, run: String?, limit: Int, index: String, vocabulary: VocabularyFiles) throws {
        let judgements = try Self.reading(qrels) { try RelevanceJudgements(qrels: $0) }
        self.judgements = judgements
        entries =
            try queries.map { try QueryBatch(InputBytes.read($0), path: $0).entries }
            ?? judgements.grades.keys.sorted().map { QueryBatch.Entry(id: $0, query: "") }
        judged = entries.map(\.id).filter { judgements.grades[$0] != nil }
        guard !judged.isEmpty else { throw Self.nothingJudged(entries, qrels) }
        file = try run.map { path in try Self.reading(path) { try RankedRun(run: $0) } }
        library = run == nil ? try Library.opened(at: index) : nil
        self.limit = limit
        self.vocabulary = try vocabulary.read()
        if judged.count < entries.count {
            notes.append("\(NumberText.grouped(entries.count - judged.count)) of the queries have no judgements.")
        }
        if judged.count < judgements.grades.count {
            notes.append("\(NumberText.grouped(judgements.grades.count - judged.count)) judged queries are not asked.")
        }
    }

    private static func nothingJudged(_ entries: [QueryBatch.Entry], _ qrels: String) -> CommandFailure {
        let example = entries.first.map { " There is no judgement of \($0.id), the first of them." } ?? ""
        return CommandFailure(
            code: "nothing_judged",
            entries.isEmpty
                ? "There are no queries to measure." : "\(qrels) judges none of the queries.\(example)",
            advice: "The id at the beginning of a query's line stands at that of its judgements as well.", path: qrels)
    }

    private static func reading<Content>(_ path: String, _ read: ([UInt8]) throws -> Content) throws -> Content {
        let bytes = try InputBytes.read(path)
        do {
            return try read(bytes)
        } catch let error as EvaluationError {
            throw CommandFailure(
                code: "malformed_judgements", "Line \(error.line) of \(path) \(error.reason).", path: path,
                byteOffset: error.byteOffset)
        }
    }

    /// What a system finds.
    func run(_ system: EvaluatedSystem) throws -> RankedRun {
        if let file { return file }
        let asked = entries.filter { judgements.grades[$0.id] != nil }.map { (id: $0.id, text: $0.query) }
        return try library?.run(asked, limit: limit, system: system, vocabulary: vocabulary) ?? RankedRun()
    }

    /// The lines of a run file.
    func lines(of run: RankedRun) -> [String] { run.lines(of: judged, name: "fagui") }

    /// How good it is.
    func measures(of run: RankedRun) -> RankingMeasures { RankingMeasures(run, judgements, queries: judged) }
}
