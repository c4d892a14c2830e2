/// When a search is to end before it is done.
struct SearchStop: Sendable {
    /// Whether nobody wants the results any more: the search throws.
    var isCancelled: @Sendable () -> Bool
    /// Whether the time is up: the search returns what it has.
    var isExpired: @Sendable () -> Bool

    /// Either.
    var isDue: @Sendable () -> Bool {
        { [self] in isCancelled() || isExpired() }
    }
}
