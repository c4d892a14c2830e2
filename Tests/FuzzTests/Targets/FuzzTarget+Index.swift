import FaguiTestSupport

@testable import FaguiIndex
@testable import FaguiSearch

extension FuzzTarget {
    /// A body of one file of a segment, under checksums that hold. The first byte says which file.
    static let segment = FuzzTarget(name: "segment", seeds: { try HostileIndex.template.get().seeds }) { bytes in
        var input = FuzzInput(bytes)
        let part = Int(input.byte()) % (SegmentPart.allCases.count + 1)
        let index = try HostileIndex.template.get()
        let directory = try index.directory(replacing: part, by: input.rest)
        do {
            let snapshot = try Snapshot.open(directory)
            for segment in snapshot.segments { try SegmentWalk.readEverything(segment) }
            SegmentWalk.search(snapshot)
            _ = try SegmentMerger.merge(
                snapshot.segments, name: "s000009", schema: snapshot.schema, to: MemoryDirectory(), threads: 1,
                isCancelled: { false })
        } catch is IndexError {}
        _ = try IndexChecker.check(directory)
    }

    /// A dictionary of terms: the first byte is the first of a key to look up, the second its length.
    static let terms = FuzzTarget(
        name: "terms",
        seeds: { ["terms": [0, 1] + (try HostileIndex.template.get().seeds["terms"] ?? []).dropFirst()] }
    ) { bytes in
        var input = FuzzInput(bytes)
        let field = input.byte() % 4
        let length = Int(input.byte() % 16)
        let body = input.rest
        let key = [field] + body.prefix(length)
        do {
            let file = try HostileIndex.file("terms", .terms, body)
            let dictionary = try TermDictionary(file, name: "terms", fieldCount: 3)
            // Eight bytes behind a key can be read.
            _ = try (key + [UInt8](repeating: 0, count: 8)).withUnsafeBytes {
                try dictionary.find(UnsafeRawBufferPointer(rebasing: $0[..<key.count]))
            }
            var iterator = try key.withUnsafeBytes { try dictionary.iterator(from: $0) }
            var count: UInt64 = 0
            while try iterator.next() {
                let first = iterator.withKey { $0.first }
                try require(first.map { $0 < 3 } ?? false, "a key of field \(first ?? 255)")
                count += 1
                try require(count <= dictionary.termCount, "more terms than the head says")
            }
            for block in 0..<min(dictionary.blockCount, 64) {
                var cursor = try dictionary.cursor(at: block)
                _ = try cursor.next()
            }
        } catch is IndexError {}
    }

    /// One list of postings, behind what ``HostilePostings`` is told of its segment.
    static let postings = FuzzTarget(name: "postings") { bytes in
        var input = FuzzInput(bytes)
        let list = HostilePostings(&input)
        do {
            try list.read()
        } catch is IndexError {}
    }

    /// The body of a manifest: what is read is written the same.
    static let manifest = FuzzTarget(
        name: "manifest", seeds: { ["manifest": try HostileIndex.template.get().manifest] }
    ) { bytes in
        do {
            let point = try CommitPoint(decoding: bytes, generation: 3)
            try require(point.encoded().elementsEqual(bytes), "a manifest is written in another way than it was read")
            for segment in point.segments {
                for name in segment.fileNames {
                    try require(!name.contains("/") && !name.hasPrefix("."), "a file is called \(name)")
                }
            }
        } catch is IndexError {}
    }
}
