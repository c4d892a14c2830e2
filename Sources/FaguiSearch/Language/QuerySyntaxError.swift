/// Where a query breaks the grammar, as strict reading sees it.
public struct QuerySyntaxError: Error, Sendable, Equatable {
    /// The first character of the fault: Unicode scalars from the beginning of the query.
    public var position: Int
    /// What is wrong, in a sentence without its full stop.
    public var reason: String
    /// What would have fitted, each as it is typed or in a few words; empty where nothing would.
    public var expected: [String]

    init(position: Int, _ reason: String, expected: [String] = []) {
        self.position = position
        self.reason = reason
        self.expected = expected
    }
}
