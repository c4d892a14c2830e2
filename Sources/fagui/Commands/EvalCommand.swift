internal import ArgumentParser
internal import Fagui

struct EvalCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Measure how well judged passages are found.",
        discussion: """
            Asks the index queries whose answers people have judged, and shows nDCG@10, MRR@10, R@10 and R@100 as \
            trec_eval counts them, over the queries that have judgements. Passages with the same text are not joined.

              fagui eval --queries queries.tsv --qrels qrels.txt
              fagui eval --queries queries.tsv --qrels qrels.txt --without title,grams
              fagui eval --queries queries.tsv --qrels qrels.txt --ablate
              fagui eval --qrels qrels.txt --run other.run

            Exit status: 0 fine, 2 usage or files, 3 damaged index.
            """)

    @Option(
        help: ArgumentHelp(
            "A file of queries, a line each: id, tab, query; - is standard input.", valueName: "file"),
        completion: .file())
    var queries: QueryText?

    @Option(
        help: ArgumentHelp("The judgements, a line each: query id, 0, passage id, grade.", valueName: "file"),
        completion: .file())
    var qrels: QueryText

    @Option(
        help: ArgumentHelp(
            "Measure this run file (query id, Q0, passage id, rank, score, name) instead of asking the index.",
            valueName: "file"),
        completion: .file())
    var run: QueryText?

    @Option(help: ArgumentHelp("Write what was found to a run file.", valueName: "file"), completion: .file())
    var saveRun: QueryText?

    @Option(
        name: [.customShort("n"), .customLong("limit")],
        help: ArgumentHelp("Passages wanted of each query.", valueName: "count"))
    var limit = 100

    @Option(
        help: ArgumentHelp(
            "Parts that are left out: \(EvaluatedSystem.partNames.joined(separator: ", ")).", valueName: "parts"))
    var without: PartNames?

    @Flag(help: "Measure with each part left out alone, and with one added after the other.")
    var ablate = false

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if limit < 1 { throw ValidationError("-n must be 1 or more.") }
        if queries == nil && run == nil { throw ValidationError("Name a file of queries with --queries.") }
        if run != nil && (ablate || without != nil || saveRun != nil) {
            throw ValidationError("With --run the index is not asked: leave --ablate, --without and --save-run out.")
        }
        if ablate && (without != nil || saveRun != nil) {
            throw ValidationError("--ablate measures many runs: leave --without and --save-run out.")
        }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        let evaluation = try Evaluation(
            queries: queries?.text, qrels: qrels.text, run: run?.text, limit: limit, index: location.path)
        for note in evaluation.notes { console.complain(note) }
        let systems = ablate ? EvaluatedSystem.ablation : [without?.system ?? EvaluatedSystem()].compactMap { $0 }
        var rows: [(name: String, measures: RankingMeasures)] = []
        for system in systems {
            let found = try evaluation.run(system)
            if let saveRun {
                try OutputFile.write(evaluation.lines(of: found).map { $0 + "\n" }.joined(), to: saveRun.text)
            }
            rows.append((run?.text ?? system.name, evaluation.measures(of: found)))
        }
        if json.isOn {
            var document = JSONWriter()
            document.write(rows, queries: evaluation.judged.count)
            console.output.write(document)
        } else {
            console.output.write(line: NumberText.queries(evaluation.judged.count))
            for line in Self.table(rows) { console.output.write(line: line) }
        }
        return .fine
    }

    /// Measures as people read them.
    static func table(_ rows: [(name: String, measures: RankingMeasures)]) -> [String] {
        var table = Table(
            columns: [.init("system")]
                + ["nDCG@10", "MRR@10", "R@10", "R@100"].map { Table.Column($0, .right) })
        for (name, measures) in rows {
            table.add(
                [Terminal.sanitized(name)]
                    + [measures.ndcg10, measures.reciprocalRank10, measures.recall10, measures.recall100]
                    .map { NumberText.fixed($0, 4) })
        }
        return table.lines
    }
}

extension NumberText {
    fileprivate static func queries(_ count: Int) -> String {
        "\(grouped(count)) \(count == 1 ? "query" : "queries") with judgements"
    }
}

/// Parts of query answering, their names parted by commas.
struct PartNames: ExpressibleByArgument, Sendable {
    /// All parts but those.
    var system: EvaluatedSystem

    init?(argument: String) {
        let names = argument.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        guard let system = EvaluatedSystem(without: names) else { return nil }
        self.system = system
    }
}
