internal import ArgumentParser
internal import CAllocator
internal import Fagui

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

struct IndexCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Index files and folders.",
        discussion: """
            Reads .txt, .md, .html, .docx, .jsonl, .pdf where pdftotext is installed, and .zip of these. Run again, it \
            adds what is new, replaces what changed and drops what is gone below the paths given; what lies elsewhere \
            stays.

              fagui index ~/regulations
              fagui index laws notices.jsonl --index /var/lib/fagui --jobs 4

            Exit status: 0 all in, 1 some files left out (each named), 2 nothing indexed, 3 damaged index, 4 index locked.
            """)

    @Argument(
        help: ArgumentHelp("Files and folders (default: ./corpus).", valueName: "path"), completion: .file())
    var paths: [QueryText] = []

    @Option(help: ArgumentHelp("Threads; 0 is one a core.", valueName: "count"))
    var jobs = 0

    @Option(
        help: ArgumentHelp(
            "The encoding of all files (utf-8, gb18030, big5, utf-16le, …) instead of finding it out.",
            valueName: "name"),
        completion: .list(["utf-8", "gb18030", "big5", "utf-16le", "utf-16be"]))
    var encoding: String?

    @Option(
        help: ArgumentHelp(
            "Memory to work in, at least 128M (default: a quarter of what is left, 256M to 2G).", valueName: "size"),
        transform: { try MemorySize(parsing: $0) })
    var memory: MemorySize?

    @Flag(help: "Follow links that lead out of the paths given.")
    var followLinks = false

    @Flag(help: "Replace malformed bytes by U+FFFD instead of leaving the file out.")
    var lossy = false

    @Option(
        help: ArgumentHelp(
            "A file of words to keep whole, a line each; stays with the index until another is named.",
            valueName: "file"),
        completion: .file())
    var lexicon: QueryText?

    @Flag(help: "Drop the words of an earlier --lexicon.")
    var noLexicon = false

    @Flag(help: "Analyse anew the texts whose words were made by an older lexicon or another ICU.")
    var reanalyze = false

    @OptionGroup var json: JSONOption
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if lexicon != nil && noLexicon { throw ValidationError("Give --lexicon or --no-lexicon, not both.") }
        if jobs < 0 { throw ValidationError("--jobs must not be negative.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        fagui_give_memory_back()
        // Alone it means the texts that are in the index.
        if reanalyze && paths.isEmpty { return try await analyzeAnew(Library.open(at: location.path), console) }
        let paths = paths.isEmpty ? ["corpus"] : paths.map(\.text)
        // A mistyped name must not leave an empty index behind.
        guard paths.contains(where: { access($0, F_OK) == 0 }) else { throw missing(paths) }
        let library = try await Library.create(at: location.path)
        let bar = ProgressBar(on: .standardError)
        var report: IndexingReport
        do {
            var options = IndexingOptions(
                jobs: jobs, encoding: encoding, isLossy: lossy, lexicon: try lexiconText())
            options.memory = memory?.bytes ?? 0
            options.followsLinks = followLinks
            report = try await library.index(paths: paths, options: options, progress: { bar.show($0) })
            bar.clear()
        } catch {
            bar.clear()
            throw error
        }
        if reanalyze {
            _ = try await library.reanalyze(jobs: jobs, memory: memory?.bytes ?? 0)
            report.outdatedPassages = 0
        }
        await library.close()
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else {
            write(report, to: console)
        }
        return report.exitStatus
    }

    /// The text of the lexicon: nil to keep that of the index, empty to drop it.
    private func lexiconText() throws -> String? {
        if noLexicon { return "" }
        return try lexicon.map { try LexiconText.read($0.text) }
    }

    private func analyzeAnew(_ library: Library, _ console: Console) async throws -> ExitStatus {
        if let text = try lexiconText() { try await library.useLexicon(text) }
        let report = try await library.reanalyze(jobs: jobs, memory: memory?.bytes ?? 0)
        await library.close()
        if json.isOn {
            var document = JSONWriter()
            document.write(report)
            console.output.write(document)
        } else {
            console.output.write(line: IndexingText.line(of: report))
        }
        return .fine
    }

    private func write(_ report: IndexingReport, to console: Console) {
        for line in IndexingText.leftOutLines(of: report) { console.complain(line) }
        for line in IndexingText.warningLines(of: report) { console.complain(line) }
        for line in IndexingText.lines(of: report) { console.output.write(line: line) }
        if report.exitStatus == .failure {
            console.complain(
                "Nothing was indexed. Name files or folders that hold .txt, .md, .html, .docx, .pdf, .jsonl or .zip files."
            )
        }
    }

    private func missing(_ paths: [String]) -> CommandFailure {
        let isDefault = self.paths.isEmpty
        let named = paths.joined(separator: ", ")
        return CommandFailure(
            code: "nothing_indexed",
            isDefault ? "There is no folder corpus here." : "There is no \(named).",
            advice: isDefault ? "Name the files or folders to index." : "Check the name.", path: paths.first)
    }
}

extension IndexingReport {
    /// All in, some left out, or nothing indexed.
    var exitStatus: ExitStatus {
        if added + updated + unchanged + removed == 0 { return .failure }
        return skipped.isEmpty ? .fine : .nothing
    }
}
