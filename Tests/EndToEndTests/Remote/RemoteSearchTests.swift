import FaguiTestSupport
import Foundation
import Testing

/// `fagui search --server` against a real server does what `fagui search` does.
@Suite struct RemoteSearchTests {
    /// Runs lines of `sh` while a server answers on the Unix socket `s`.
    private static func serving(_ folder: SampleFolder, options: String = "", _ lines: String) throws -> Command.Outcome
    {
        try folder.command.shell(
            """
            $FAGUI serve --unix s --listen 127.0.0.1:0 \(options) 2>log & server=$!
            until grep -q '^line on' log && HTTP=$(sed -n 's/^http on //p' log) && [ -n "$HTTP" ]; do kill -0 $server || { cat log >&2; exit 99; }; sleep 0.05; done
            \(lines)
            kill $server
            wait $server
            echo "server ended with $?"
            """)
    }

    /// Without what differs from run to run.
    private static func timeless(_ text: String) -> String {
        text.replacing(#/"took_us":\d+/#, with: "").replacing(#/\(\d[^()]* [mµ]?s\)/#, with: "")
    }

    private static let searches = [
        "质量", "质量 --json", "质量 --jsonl", "质量 --format trec", "'\"产品质量\"' --json --explain", "检查 --explain",
        "没有的词句 --json", "没有的词句", "质量 -n 1 --offset 1", "质量 -n 0", "--queries q.tsv", "--queries q.tsv --json",
        "--queries q.tsv --format trec -n 100", "--queries q.tsv --jsonl", "质量 --facets level,year --facet-limit 2",
        "质量 --sort newest --collapse-laws --json", "质量 --no-snippets --no-collapse --json", "质量 --all-versions",
        "质量 --as-of 2015-01-01", "质量 --snippet-length 3", "质量 --no-exact-total --expand none --min-match 1",
        "'质量 (安全' --strict", "'质量 (安全' --strict --json", "质量 --after nonsense", "《示例产品质量条例》第二条",
    ]

    @Test func behavesAsTheLocalOne() throws {
        let folder = try SampleFolder.indexed()
        try folder.write("q.tsv", "a\t质量\nb\t没有的词句\nc\t\"缺陷\" 召回\n")
        let lines = Self.searches.enumerated().map { number, search in
            """
            $FAGUI search \(search) >l\(number) 2>le\(number); echo $? >>l\(number)
            $FAGUI search \(search) --server unix:s >r\(number) 2>re\(number); echo $? >>r\(number)
            $FAGUI search \(search) --server http://$HTTP >h\(number) 2>he\(number); echo $? >>h\(number)
            """
        }
        let outcome = try Self.serving(folder, lines.joined(separator: "\n"))
        #expect(outcome.output.hasSuffix("server ended with 0\n"), "\(outcome)")
        for (number, search) in Self.searches.enumerated() {
            for part in ["", "e"] {
                let local = try String(contentsOf: folder.url("l\(part)\(number)"), encoding: .utf8)
                for face in ["r", "h"] {
                    let remote = try String(contentsOf: folder.url("\(face)\(part)\(number)"), encoding: .utf8)
                    #expect(Self.timeless(local) == Self.timeless(remote), "\(search) \(face)")
                }
            }
        }
    }

    @Test func aKeyIsShown() throws {
        let folder = try SampleFolder.indexed()
        try folder.write("keys", "me read 0123456789abcdef\n")
        let outcome = try Self.serving(
            folder, options: "--keys keys",
            """
            $FAGUI search 质量 --server unix:s >/dev/null; echo $?
            $FAGUI search 质量 --server unix:s --key 0123456789abcdef >/dev/null; echo $?
            FAGUI_SERVER=unix:s FAGUI_KEY=0123456789abcdef $FAGUI search 质量 --json >/dev/null; echo $?
            FAGUI_SERVER=unix:none $FAGUI search 质量 --index index >/dev/null; echo $?
            $FAGUI search 质量 --server http://$HTTP >/dev/null; echo $?
            $FAGUI search 质量 --server http://$HTTP --key 0123456789abcdef >/dev/null; echo $?
            $FAGUI search 质量 --server https://$HTTP >/dev/null; echo $?
            """)
        #expect(outcome.lines == ["2", "0", "0", "0", "2", "0", "5", "server ended with 0"], "\(outcome)")
    }

    @Test func asksOverTLSWhomItTrusts() throws {
        let folder = try SampleFolder.indexed()
        let certificate = try TestCertificate.folder()
        let paths = "--tls-certificate \(certificate.path)/chain.pem --tls-key \(certificate.path)/key.pem"
        let outcome = try Self.serving(
            folder, options: paths,
            """
            FAGUI_CA_FILE=\(certificate.path)/chain.pem $FAGUI search 质量 --jsonl --server https://$HTTP >tls; echo $?
            $FAGUI search 质量 --jsonl >local
            cmp tls local && echo same
            $FAGUI search 质量 --server https://$HTTP 2>&1 >/dev/null | grep -c 'not trusted'
            $FAGUI search 质量 --server http://$HTTP >/dev/null; echo $?
            """)
        #expect(outcome.lines == ["0", "same", "1", "5", "server ended with 0"], "\(outcome)")
    }

    @Test func whatCannotBeDoneIsSaid() throws {
        let folder = try SampleFolder.indexed()
        for (arguments, status, reason) in [
            (["--server", "unix:none"], 5, "No such file"), (["--server", "line:127.0.0.1:1"], 5, "refused"),
            (["--server", "http://127.0.0.1:1"], 5, "refused"), (["--server", "127.0.0.1:1"], 2, "is no server"),
            (["--server", "https://127.0.0.1:1"], 5, "refused"),
            (["--server", "unix:s", "--index", "index"], 2, "not both"),
            (["--server", "unix:s", "--synonyms", "q"], 2, "vocabulary"),
            (["--server", "unix:s", "--threads", "2"], 2, "threads"),
        ] as [([String], Int32, String)] {
            let outcome = try folder.command.run(["search", "质量"] + arguments)
            #expect(outcome.exitCode == status && outcome.errors.contains(reason), "\(arguments): \(outcome)")
        }
        let json = try folder.command.run("search", "质量", "--json", "--server", "unix:none").json()
        #expect((json["error"] as? [String: Any])?["code"] as? String == "server_unreachable")
    }
}
