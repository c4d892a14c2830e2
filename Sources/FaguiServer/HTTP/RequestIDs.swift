internal import HTTPTypes
internal import Synchronization

/// Ids of requests: those that clients give, or numbers behind a beginning of our own.
final class RequestIDs: Sendable {
    private let prefix = String(UInt64.random(in: 0...UInt64.max), radix: 36)
    private let last = Atomic<UInt64>(0)

    /// The id of a request.
    ///
    /// - Parameter fields: Its headers: an X-Request-Id is taken where it is short and plain, so that logs stay readable.
    /// - Returns: The id.
    func id(_ fields: HTTPFields) -> String {
        if let given = fields[.requestID], Self.isPlain(given) { return given }
        return "\(prefix)-\(last.add(1, ordering: .relaxed).newValue)"
    }

    static func isPlain(_ id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
