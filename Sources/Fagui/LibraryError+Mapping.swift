internal import FaguiIndex
internal import FaguiSearch
internal import FaguiText

extension LibraryError {
    /// The library's error for one of its parts'.
    static func wrap(_ error: any Error, index path: String) -> LibraryError {
        switch error {
        case let error as LibraryError: error
        case let error as IndexError: wrap(error, index: path)
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

    private static var repair: String { "Run 'fagui verify', then index again into a new folder." }

    private static func wrap(_ error: IndexError, index path: String) -> LibraryError {
        switch error {
        case .notFound(let path):
            LibraryError(
                .noIndex, "There is no index in \(path).",
                advice: "Make one with 'fagui index', or name another folder.",
                path: path)
        case .corrupt(let file, let byteOffset, let reason):
            LibraryError(
                .corruptIndex, "\(file) is damaged at byte \(byteOffset): \(reason).", advice: repair, path: file,
                byteOffset: byteOffset)
        case .tooNew(let file, let found, let supported):
            LibraryError(
                .newerFormat, "\(file) has format \(found); this program reads formats up to \(supported).",
                advice: "Use a newer fagui.", path: file)
        case .locked(let path):
            LibraryError(
                .locked, "Another writer holds \(path).", advice: "Wait until it ends; searching works meanwhile.",
                path: path)
        case .limit: LibraryError(.limit, error.message, advice: error.advice, path: path)
        case .io(_, let file, _): LibraryError(.io, error.message, advice: error.advice, path: file)
        case .alreadyExists, .schemaMismatch, .writerFailed:
            LibraryError(.io, error.message, advice: error.advice, path: path)
        }
    }
}
