extension SegmentReader {
    /// Decodes every structure of the segment and compares what must agree: order of terms, blocks inside the
    /// segment, impacts that bound their postings, positions, stored bytes, columns, the order of sources.
    ///
    /// - Parameter report: Called with file name, byte offset and reason of each fault.
    package func checkStructure(_ report: (String, Int?, String) -> Void) { fatalError("skeleton") }
}
