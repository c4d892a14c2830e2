internal import Synchronization

/// So many requests a second for each of some names: a bucket that fills evenly, and holds one second's worth.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private let perSecond: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// Names that are remembered: who is full is forgotten first, for nothing is lost by that.
    private static let bucketLimit = 10_000

    /// - Parameter perSecond: Requests; 0 is any number.
    init(perSecond: Int) {
        self.perSecond = perSecond
    }

    /// Takes one request.
    ///
    /// - Parameters:
    ///   - name: Whose.
    ///   - now: The time.
    /// - Throws: ``RequestError`` with the code `rate_limited`.
    func take(_ name: String, at now: ContinuousClock.Instant = .now) throws(RequestError) {
        guard perSecond > 0 else { return }
        let wait: Double? = buckets.withLock { buckets in
            let full = Double(perSecond)
            var bucket = buckets[name] ?? Bucket(tokens: full, filled: now)
            bucket.tokens = min(full, bucket.tokens + (now - bucket.filled) / .seconds(1) * full)
            bucket.filled = now
            let isAllowed = bucket.tokens >= 1
            if isAllowed { bucket.tokens -= 1 }
            if buckets.count >= Self.bucketLimit, buckets[name] == nil {
                buckets = buckets.filter { now - $0.value.filled < .seconds(1) }
            }
            buckets[name] = bucket
            return isAllowed ? nil : (1 - bucket.tokens) / full
        }
        guard let wait else { return }
        throw RequestError(
            .rateLimited, "More than \(perSecond) requests a second.", advice: "Ask more slowly.",
            retryAfter: max(1, Int(wait.rounded(.up))))
    }
}
