internal import ArgumentParser
internal import Fagui

/// What to ask beside the query, as the command line says it.
enum ExpansionMode: String, CaseIterable, ExpressibleByArgument, Sendable {
    case none, synonyms, all

    /// As the library says it.
    var expanding: QueryExpanding {
        switch self {
        case .none: .none
        case .synonyms: .synonyms
        case .all: .all
        }
    }
}

/// Which files of other names and of the law's words are used.
struct VocabularyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Other names of the same things, instead of Fagui's own.", valueName: "file"),
        completion: .file())
    var synonyms: QueryText?

    @Option(
        help: ArgumentHelp("The law's words for laypeople's, instead of Fagui's own.", valueName: "file"),
        completion: .file())
    var thesaurus: QueryText?

    /// The files, by their paths.
    var files: VocabularyFiles { VocabularyFiles(synonyms: synonyms?.text, thesaurus: thesaurus?.text) }
}

/// What is asked beside the query.
struct ExpansionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What to ask beside the query: none, synonyms (other names), or all (also the law's words).",
            valueName: "what"))
    var expand = ExpansionMode.all

    @OptionGroup var vocabulary: VocabularyOptions
}

/// Files of the user's vocabulary; nil stands for Fagui's own.
struct VocabularyFiles: Equatable {
    var synonyms: String?
    var thesaurus: String?

    /// Reads them.
    func read() throws -> SearchVocabulary {
        if synonyms == nil && thesaurus == nil { return .shipped }
        do {
            return try SearchVocabulary(
                synonyms: synonyms.map { try InputBytes.read($0) }, thesaurus: thesaurus.map { try InputBytes.read($0) }
            )
        } catch let error as VocabularyFileError {
            let path = (error.isThesaurus ? thesaurus : synonyms) ?? ""
            throw CommandFailure(
                code: "malformed_vocabulary", "Line \(error.line) of \(path) \(error.reason).",
                advice: error.isThesaurus
                    ? "A line is a word, a tab, and the law's words with spaces between."
                    : "A line is names with = between.",
                path: path)
        }
    }
}
