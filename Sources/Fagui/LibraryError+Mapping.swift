internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

extension LibraryError {
    /// The library's error for one of its parts'.
    static func wrap(_ error: any Error, index path: String) -> LibraryError {
        switch error {
        case let error as LibraryError: error
        case let error as IndexError: wrap(error, index: path)
        case TextError.lexicon(let line, let reason):
            LibraryError(
                .invalidArgument, "The lexicon cannot be used: line \(line): \(reason).",
                advice: "A line is a word, and perhaps a tab and its class, and a tab and its cost.")
        case TextError.corruptAnalysis(let reason):
            LibraryError(
                .corruptIndex, "An analysis of \(path) is damaged: \(reason).", advice: repair, path: path)
        case TextError.newerAnalysis(let found, let supported):
            LibraryError(
                .newerFormat, "An analysis of \(path) has version \(found); this program reads up to \(supported).",
                advice: "Use a newer version of Fagui.", path: path)
        case let error as TextError:
            LibraryError(.analysis, "Text cannot be analysed: \(error).", advice: "See that ICU is installed whole.")
        case SearchError.missingAnalysis(let name):
            LibraryError(.corruptIndex, "The analysis \(name) is missing in \(path).", advice: repair, path: path)
        case SearchError.cancelled, is CancellationError: LibraryError(.cancelled, "The task was cancelled.")
        case is RecordDecoder.Malformed:
            LibraryError(
                .corruptIndex, "A stored record of \(path) is damaged.", advice: repair, path: path)
        default: LibraryError(.io, "\(error)", path: path)
        }
    }

    private static var repair: String { "Run 'fagui verify --repair', or bring a backup back with 'fagui restore'." }

    /// What to do is said in the command's words where a user can do it.
    private static func wrap(_ error: IndexError, index path: String) -> LibraryError {
        func made(_ code: Code, advice: String? = nil, path: String, byteOffset: Int? = nil) -> LibraryError {
            LibraryError(
                code, error.message, advice: advice ?? error.advice, path: path, byteOffset: byteOffset)
        }
        return switch error {
        case .notFound(let path):
            made(.noIndex, advice: "Make one with 'fagui index', or name another folder.", path: path)
        case .corrupt(let file, let byteOffset, _):
            made(.corruptIndex, advice: repair, path: file, byteOffset: byteOffset)
        case .tooNew(let file, _, _): made(.newerFormat, path: file)
        case .locked(let path): made(.locked, path: path)
        case .limit: made(.limit, path: path)
        case .io(_, let file, _): made(.io, path: file)
        case .alreadyExists, .schemaMismatch, .writerFailed: made(.io, path: path)
        }
    }
}
