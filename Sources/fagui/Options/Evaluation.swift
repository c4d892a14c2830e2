internal import Fagui

/// Judged queries, and where their answers come from.
struct Evaluation {
    private let entries: [QueryBatch.Entry]
    private let judgements: RelevanceJudgements
    private let file: RankedRun?
    private let library: Library?
    private let limit: Int
    /// The ids of the queries that have judgements.
    let judged: [String]
    /// What people should know of the files.
    private(set) var notes: [String] = []

    /// Reads the files and opens the index; with a run file the index is not needed.
    init(queries: String?, qrels: String, run: String?, limit: Int, index: String) throws {
        let judgements = try Self.reading(qrels) { try RelevanceJudgements(qrels: $0) }
        self.judgements = judgements
        entries =
            try queries.map { try QueryBatch(InputBytes.read($0), path: $0).entries }
            ?? judgements.grades.keys.sorted().map { QueryBatch.Entry(id: $0, query: "") }
        judged = entries.map(\.id).filter { judgements.grades[$0] != nil }
        file = try run.map { path in try Self.reading(path) { try RankedRun(run: $0) } }
        library = run == nil ? try Library.opened(at: index) : nil
        self.limit = limit
        if judged.count < entries.count {
            notes.append("\(NumberText.grouped(entries.count - judged.count)) of the queries have no judgements.")
        }
        if judged.count < judgements.grades.count {
            notes.append("\(NumberText.grouped(judgements.grades.count - judged.count)) judged queries are not asked.")
        }
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
        return try library?.run(asked, limit: limit, system: system) ?? RankedRun()
    }

    /// The lines of a run file.
    func lines(of run: RankedRun) -> [String] { run.lines(of: judged, name: "fagui") }

    /// How good it is.
    func measures(of run: RankedRun) -> RankingMeasures { RankingMeasures(run, judgements, queries: judged) }
}
