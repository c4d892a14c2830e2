// What is left when the process ends without warning, or the machine.
extension MemoryDirectory {
    /// Bytes that reach the disk together; small, so that the small files of tests have several.
    private static var pageSize: Int { 64 }

    /// What is there after the process was killed: all that was written, and no lock.
    public func afterKill() -> MemoryDirectory {
        MemoryDirectory(
            path: path, withState { .init(names: $0.names, contents: $0.contents, fileCount: $0.fileCount) })
    }

    /// What is there after the power went: what was made durable, and nothing else.
    public func afterPowerLoss() -> MemoryDirectory {
        MemoryDirectory(
            path: path,
            withState { .init(names: $0.durableNames, contents: $0.durableContents, fileCount: $0.fileCount) })
    }

    /// What may be there after the power went: of what was not made durable, some changes of names, some lengths and some
    /// pages got to the disk and others did not, in no order. A page that did not is zeros where later ones did.
    public func afterPowerLoss(using generator: inout SeededGenerator) -> MemoryDirectory {
        var choice = generator
        defer { generator = choice }
        let left = withState { state in
            var names = state.durableNames
            // Of several changes of one name any may be the last that got there.
            for (name, file) in state.unsettledNames where Bool.random(using: &choice) { names[name] = file }
            var contents = state.durableContents
            for (file, content) in state.contents.sorted(by: { $0.key < $1.key }) {
                let durable = contents[file] ?? []
                guard durable != content else { continue }
                contents[file] = Self.survivor(of: content, durable: durable, using: &choice)
            }
            return MemoryDirectoryState(names: names, contents: contents, fileCount: state.fileCount)
        }
        return MemoryDirectory(path: path, left)
    }

    private static func survivor(
        of content: [UInt8], durable: [UInt8], using choice: inout SeededGenerator
    ) -> [UInt8] {
        // Often all of the length and nothing of the content, or all but one page, as disks leave them.
        let length =
            Bool.random(using: &choice)
            ? content.count : Int.random(in: durable.count...max(durable.count, content.count), using: &choice)
        var survivor = Array(content.prefix(length))
        let lostShare = choice.pick([0, 1, 4, 8])
        for start in stride(from: 0, to: length, by: pageSize)
        where Int.random(in: 0..<8, using: &choice) < lostShare {
            for place in max(start, durable.count)..<max(start, durable.count, min(start + pageSize, length)) {
                survivor[place] = 0
            }
        }
        return survivor
    }
}
