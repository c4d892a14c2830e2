/// A column of keywords of sources that is worked out, not stored: what depends on the day, say.
///
/// - Invariant of the `@unchecked`: nothing changes after creation.
public final class DerivedColumn: @unchecked Sendable {
    /// The number of the column in the schema, whose stored values it stands for.
    let column: Int
    let ordinals: UnsafeMutableBufferPointer<UInt32>
    private let bytes: UnsafeMutableRawBufferPointer
    private let ranges: [Range<Int>]

    /// Lists the values.
    ///
    /// - Parameters:
    ///   - column: A column of keywords of sources.
    ///   - keywords: The different values.
    ///   - ordinals: For every source the place of its value in `keywords`.
    /// - Precondition: Every ordinal is below the number of keywords.
    public init(column: Int, keywords: [[UInt8]], ordinals: [UInt32]) {
        precondition(ordinals.allSatisfy { $0 < keywords.count }, "an ordinal has no keyword")
        self.column = column
        self.ordinals = .allocate(capacity: ordinals.count)
        _ = self.ordinals.initialize(from: ordinals)
        let joined = keywords.joined()
        bytes = .allocate(byteCount: max(1, joined.count), alignment: 1)
        bytes.copyBytes(from: joined)
        var start = 0
        ranges = keywords.map { keyword in
            defer { start += keyword.count }
            return start..<start + keyword.count
        }
    }

    deinit {
        ordinals.deallocate()
        bytes.deallocate()
    }

    var keywordCount: Int { ranges.count }

    func keyword(ordinal: Int) -> UnsafeRawBufferPointer? {
        ranges.indices.contains(ordinal) ? UnsafeRawBufferPointer(rebasing: bytes[ranges[ordinal]]) : nil
    }
}

extension SegmentReader {
    /// The same segment, of which some sources are passed over as if they were deleted, and a column has other values.
    ///
    /// Statistics stay those of all documents, so that scores do not change.
    /// - Parameters:
    ///   - sources: Numbers of the sources to pass over, ascending; those that are deleted stay so.
    ///   - column: Values that stand for stored ones; nil keeps these.
    /// - Returns: A reader over the same files.
    /// - Throws: `corrupt`.
    public func overlaid(hiding sources: [UInt32], column: DerivedColumn?) throws -> SegmentReader {
        try overlaid(column) { Self.contains(sources, $0) }
    }

    /// The same segment with none but some of its sources; see ``overlaid(hiding:column:)``.
    public func overlaid(showing sources: [UInt32], column: DerivedColumn?) throws -> SegmentReader {
        try overlaid(column) { !Self.contains(sources, $0) }
    }

    private func overlaid(_ column: DerivedColumn?, _ isHidden: (UInt32) -> Bool) throws -> SegmentReader {
        let hidden = (0..<info.sourceCount).filter { isDeleted(source: Int($0)) || isHidden($0) }
        return try SegmentReader(self, hiding: hidden, column: column)
    }

    private static func contains(_ sorted: [UInt32], _ source: UInt32) -> Bool {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) >> 1
            if sorted[middle] < source { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == source
    }
}

extension Snapshot {
    /// The same commit with other readers of its segments.
    ///
    /// - Parameter overlay: Gives for each segment a reader over the same files.
    /// - Returns: The commit, seen so.
    public func overlaid(_ overlay: (Int, SegmentReader) throws -> SegmentReader) rethrows -> Snapshot {
        var snapshot = self
        snapshot.segments = try segments.enumerated().map { number, segment in try overlay(number, segment) }
        return snapshot
    }
}
