import FaguiTestSupport
import Foundation
import Testing

@Suite struct EvalEndToEndTests {
    /// Whether python3 has trec_eval's own code, as pytrec-eval-terrier of PyPI brings it.
    private static let hasTrecEval =
        (try? Command.run("/usr/bin/env", ["python3", "-c", "import pytrec_eval"], in: "/").exitCode) == 0

    private func samples() throws -> SampleFolder {
        let folder = try SampleFolder.indexed()
        try folder.write("queries.tsv", "q1\t缺陷 召回\nq2\t食品检查\nq3\t检验\n")
        try folder.write("qrels.txt", "q1 0 texts/条例.txt#第三条 1\nq2 0 texts/通知.md#p1 1\nq9 0 x 1\n")
        return folder
    }

    @Test func measuresTheIndex() throws {
        let folder = try samples()
        let run = try folder.command.run(
            "eval", "--queries", "queries.tsv", "--qrels", "qrels.txt", "--save-run", "run.txt")
        #expect(run.exitCode == 0)
        #expect(run.lines.first == "2 queries with judgements")
        #expect(run.lines.dropFirst().first?.split(separator: " ") == ["system", "nDCG@10", "MRR@10", "R@10", "R@100"])
        #expect(run.lines.last?.hasPrefix("all parts") == true)
        #expect(run.errors.contains("1 of the queries have no judgements."))
        #expect(run.errors.contains("1 judged queries are not asked."))
        // Two passages say the same; neither is left out.
        let lines = try String(contentsOf: folder.url("run.txt"), encoding: .utf8).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("q1 Q0 texts/条例.txt#第三条 ") })
        #expect(lines.contains { $0.hasPrefix("q1 Q0 texts/汇编/条例.txt#第三条 ") })
        #expect(!lines.contains { $0.hasPrefix("q3") })

        let again = try folder.command.run(
            "eval", "--queries", "queries.tsv", "--qrels", "qrels.txt", "--run", "run.txt", "--json")
        let systems = try #require(try again.json()["systems"] as? [[String: Any]])
        #expect(KeyPaths.of(try again.json()) == (try DocumentedShapes.keys("eval")))
        #expect((systems.first?["recall_10"] as? Double) == 1)
    }

    @Test func measuresWhatEachPartBrings() throws {
        let folder = try samples()
        let run = try folder.command.run("eval", "--queries", "queries.tsv", "--qrels", "qrels.txt", "--ablate")
        #expect(run.exitCode == 0)
        #expect(run.lines.contains { $0.hasPrefix("without grams") })
        #expect(run.lines.contains { $0.hasPrefix("words alone") })
    }

    @Test func namesABadLine() throws {
        let folder = try samples()
        try folder.write("qrels.txt", "q1 0 a 1\nq1 0 b\n")
        let run = try folder.command.run("eval", "--queries", "queries.tsv", "--qrels", "qrels.txt")
        #expect(run.exitCode == 2)
        #expect(run.errors == "fagui: Line 2 of qrels.txt has 3 columns instead of 4.\n")
    }

    @Test func saysThatNothingIsJudged() throws {
        let folder = try samples()
        for (qrels, queries) in [("q7 0 a 1\n", "q1\t缺陷\n"), ("", "q1\t缺陷\n"), ("q1 0 a 1\n", "")] {
            try folder.write("qrels.txt", qrels)
            try folder.write("queries.tsv", queries)
            let arguments = ["eval", "--queries", "queries.tsv", "--qrels", "qrels.txt"]
            let run = try folder.command.run(arguments)
            #expect(run.exitCode == 2 && run.output.isEmpty, "\(run)")
            #expect(run.errors.contains(queries.isEmpty ? "no queries" : "judges none"), "\(run)")
            let error = try folder.command.run(arguments + ["--json"]).json()["error"] as? [String: Any]
            #expect(error?["code"] as? String == "nothing_judged" && error?["advice"] != nil)
        }
        try folder.write("run.txt", "")
        try folder.write("qrels.txt", "")
        #expect(try folder.command.run("eval", "--qrels", "qrels.txt", "--run", "run.txt").exitCode == 2)
    }

    @Test(arguments: [
        ["--qrels", "q"], ["--queries", "q"], ["--queries", "q", "--qrels", "q", "--without", "luck"],
        ["--queries", "q", "--qrels", "q", "--ablate", "--save-run", "r"], ["--qrels", "q", "--run", "r", "--ablate"],
    ])
    func refusesWrongOptions(options: [String]) throws {
        let folder = TemporaryFolder()
        let run = try Command(folder: folder.path).run(["eval"] + options)
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("Usage: fagui eval"))
    }

    @Test(
        .enabled(if: hasTrecEval, "python3 has no pytrec_eval (PyPI: pytrec-eval-terrier)"),
        arguments: RandomTests.seeds(2))
    func countsAsTrecEvalDoes(seed: UInt64) throws {
        print("seed \(seed)")
        let folder = TemporaryFolder()
        var generator = SeededGenerator(seed: seed)
        var qrels = ""
        var run = ""
        for query in 0..<60 {
            for document in 0..<Int.random(in: 1...150, using: &generator) {
                let grade = Int.random(in: -1...3, using: &generator)
                if Int.random(in: 0..<4, using: &generator) == 0 { qrels += "q\(query) 0 d\(document) \(grade)\n" }
                // Few different scores, so that many tie.
                let score = Float(Int.random(in: 0..<12, using: &generator)) / 8
                if query % 7 != 0 { run += "q\(query) Q0 d\(document) 1 \(score) s\n" }
            }
            qrels += "q\(query) 0 sure 1\n"
        }
        try folder.write("qrels.txt", qrels)
        try folder.write("run.txt", run)
        try folder.write("score.py", Self.score)
        let theirs = try Command.run("/usr/bin/env", ["python3", "score.py"], in: folder.path)
        let ours = try Command(folder: folder.path).run("eval", "--qrels", "qrels.txt", "--run", "run.txt", "--json")
        let system = try #require((try ours.json()["systems"] as? [[String: Any]])?.first)
        let expected = try theirs.json()
        #expect(expected.count == 4)
        for (name, value) in expected {
            let (theirs, ours) = (try #require(value as? Double), try #require(system[name] as? Double))
            #expect(abs(theirs - ours) < 1e-9, "\(name)")
        }
    }

    /// trec_eval's reciprocal rank has no cut: its first ten are given to it by its own order.
    private static let score = """
        import json, pytrec_eval
        qrels, run = {}, {}
        for line in open('qrels.txt'):
            q, _, d, grade = line.split()
            qrels.setdefault(q, {})[d] = int(grade)
        for line in open('run.txt'):
            q, _, d, _, score, _ = line.split()
            run.setdefault(q, {})[d] = float(score)
        first = {q: dict(sorted(ds.items(), key=lambda x: (x[1], x[0]), reverse=True)[:10]) for q, ds in run.items()}
        def mean(run, measure):
            found = pytrec_eval.RelevanceEvaluator(qrels, {measure}).evaluate(run)
            return sum(x[measure] for x in found.values()) / len(qrels)
        print(json.dumps({'ndcg_10': mean(run, 'ndcg_cut_10'), 'mrr_10': mean(first, 'recip_rank'),
            'recall_10': mean(run, 'recall_10'), 'recall_100': mean(run, 'recall_100')}))
        """
}
