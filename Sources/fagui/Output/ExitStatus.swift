/// What the process says at its end.
enum ExitStatus: Int32 {
    /// Hits, or all went well.
    case fine = 0
    /// No hits, an unknown id, or files that were left out.
    case nothing = 1
    /// The command line, the files or the index are not as they need to be.
    case failure = 2
    /// The index is damaged, or newer than this program.
    case corrupt = 3
    /// Another process writes the index.
    case locked = 4
    /// The server that was to be asked does not answer, or has too much to do.
    case unreachable = 5
    /// What a shell shows for SIGINT.
    case interrupted = 130
}
