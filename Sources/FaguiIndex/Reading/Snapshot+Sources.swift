extension Snapshot {
    /// The live source with this id: the place of its segment in ``segments``, and its number there.
    ///
    /// - Complexity: A binary search over ids in every segment.
    public func source(withID id: [UInt8]) throws -> (segment: Int, source: Int)? {
        for (number, segment) in segments.enumerated() {
            if let source = try segment.source(withID: id) { return (number, source) }
        }
        return nil
    }

    /// The live sources whose ids begin so: the place of the segment of each, and its number there.
    ///
    /// - Complexity: A binary search over ids in every segment, and those that are found.
    public func sources(withPrefix prefix: [UInt8]) throws -> [(segment: Int, source: Int)] {
        try segments.enumerated().flatMap { number, segment in
            try segment.liveSources(withPrefix: prefix).map { (number, $0) }
        }
    }

    /// Calls `body` with the place of the segment and the number of every live source, in order.
    public func forEachLiveSource(_ body: (_ segment: Int, _ source: Int) throws -> Void) rethrows {
        for (number, segment) in segments.enumerated() {
            for source in 0..<segment.sourceCount where !segment.isDeleted(source: source) {
                try body(number, source)
            }
        }
    }
}
