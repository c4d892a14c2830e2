/// Consecutive documents that have the same occurrences in a field: the passages of a text share its title.
struct DocumentRun: BitwiseCopyable {
    /// The first document, counted from the batch's first.
    var first: UInt32
    /// Documents, at least one.
    var count: UInt32
    /// How many occurrences of the field were logged up to the run's end.
    var logEnd: UInt32
}
