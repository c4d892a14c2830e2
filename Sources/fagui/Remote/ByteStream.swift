/// A connection that bytes are written to and read from, waiting for each.
protocol ByteStream: AnyObject {
    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(StreamFailure)
    /// Reads some bytes; none at the end.
    func read() throws(StreamFailure) -> [UInt8]
}

/// Why a connection cannot be made, or broke.
struct StreamFailure: Error {
    /// What happened, in a few words.
    var reason: String
}
