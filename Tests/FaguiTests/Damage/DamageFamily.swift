import FaguiTestSupport

/// Kinds of damage, each with all the ways in which it can befall an index.
enum DamageFamily: String, CaseIterable, Sendable {
    /// One bit of one byte.
    case flips
    /// The same, looked for by `verify` alone.
    case bits
    /// A file that ends early: at every length, down to none.
    case cuts
    /// A file that is gone, has another's place, has other bytes or more of them.
    case replacements
    /// One byte under checksums that were made to hold, as somebody would do who means harm.
    case sealed
    /// The same as the others, met by a writer.
    case written

    /// One way of damaging an index.
    enum Step: Sendable, CustomStringConvertible {
        case flip(String, offset: Int, bit: Int)
        case cut(String, length: Int)
        case remove(String)
        case replace(String, with: [UInt8], what: String)
        case exchange(String, String)
        case seal(String, offset: Int, value: UInt8)

        var description: String {
            switch self {
            case .flip(let name, let offset, let bit): "bit \(bit) of byte \(offset) of \(name) flipped"
            case .cut(let name, let length): "\(name) cut to \(length) bytes"
            case .remove(let name): "\(name) removed"
            case .replace(let name, _, let what): "\(name) replaced by \(what)"
            case .exchange(let one, let other): "\(one) and \(other) exchanged"
            case .seal(let name, let offset, let value): "byte \(offset) of \(name) made \(value), and sealed"
            }
        }

        /// The files that are not what was written.
        var names: [String] {
            switch self {
            case .flip(let name, _, _), .cut(let name, _), .remove(let name), .replace(let name, _, _),
                .seal(let name, _, _):
                [name]
            case .exchange(let one, let other): [one, other]
            }
        }

        /// Damages a sound index.
        func take(in folder: DamagedFolder) throws {
            let files = folder.files
            switch self {
            case .flip(let name, let offset, let bit):
                try folder.put(name, at: offset, (files[name]?[offset] ?? 0) ^ 1 << UInt8(bit))
            case .cut(let name, let length): try folder.put(name, Array(files[name]?.prefix(length) ?? []))
            case .remove(let name): try folder.remove(name)
            case .replace(let name, let content, _): try folder.put(name, content)
            case .exchange(let one, let other):
                try folder.put(one, files[other] ?? [])
                try folder.put(other, files[one] ?? [])
            case .seal(let name, let offset, let value):
                var content = files[name] ?? []
                content[offset] = value
                content = DamageSeal.sealed(content)
                try folder.put(name, content)
                guard name != "manifest" else { return }
                try folder.put(
                    "manifest", DamageSeal.manifest(files["manifest"] ?? [], agreeingWith: content, name))
            }
        }

        /// Mends what was damaged.
        func takeBack(in folder: DamagedFolder) throws {
            switch self {
            case .flip(let name, let offset, _): try folder.put(name, at: offset, folder.files[name]?[offset] ?? 0)
            default:
                for name in names { try folder.restore(name) }
                if case .seal = self { try folder.restore("manifest") }
            }
        }
    }

    /// Some of the ways, all if `share` is as many; of the same seed the same.
    ///
    /// - Parameters:
    ///   - files: The index.
    ///   - share: How many are wanted of each file.
    ///   - seed: Which.
    /// - Returns: The steps.
    func steps(_ files: [String: [UInt8]], share: Int, seed: UInt64) -> [Step] {
        var generator = SeededGenerator(seed: seed)
        let names = files.keys.sorted()
        func each(_ count: (Int) -> Int, _ step: (String, Int, inout SeededGenerator) -> Step) -> [Step] {
            names.flatMap { name -> [Step] in
                let count = count(files[name]?.count ?? 0)
                // Of a file of megabytes an eighth: its every change costs as much as a thousand of the others.
                let share = files[name]?.count ?? 0 > 1 << 17 ? max(1, share / 8) : share
                return Self.sample(0..<count, share, &generator).map { step(name, $0, &generator) }
            }
        }
        switch self {
        case .flips, .bits: return each({ $0 * 8 }) { name, place, _ in .flip(name, offset: place / 8, bit: place % 8) }
        case .cuts: return each({ $0 }) { name, length, _ in .cut(name, length: length) }
        case .replacements:
            let all = Self.replacements(files, &generator)
            return Self.sample(all.indices, share * names.count, &generator).map { all[$0] }
        case .sealed:
            return each({ $0 * 2 }) { name, place, _ in
                let byte = files[name]?[place / 2] ?? 0
                return .seal(name, offset: place / 2, value: place % 2 == 0 ? byte ^ 0xFF : byte &+ 1)
            }
        case .written:
            return [Self.flips, .sealed, .cuts].flatMap { $0.steps(files, share: max(1, share / 8), seed: seed) }
        }
    }

    /// Different numbers of a range, at most so many, ascending.
    private static func sample(_ range: Range<Int>, _ share: Int, _ generator: inout SeededGenerator) -> [Int] {
        guard share < range.count else { return Array(range) }
        var chosen: Set<Int> = []
        while chosen.count < share { chosen.insert(Int.random(in: range, using: &generator)) }
        return chosen.sorted()
    }

    private static func replacements(_ files: [String: [UInt8]], _ generator: inout SeededGenerator) -> [Step] {
        func part(_ name: String) -> Substring { name.split(separator: ".").last ?? "" }
        func random(_ count: Int) -> [UInt8] {
            (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }
        var steps: [Step] = []
        let names = files.keys.sorted()
        for name in names {
            let content = files[name] ?? []
            steps.append(.remove(name))
            steps.append(.replace(name, with: [], what: "nothing"))
            steps.append(.replace(name, with: content + [0], what: "itself and a zero"))
            steps.append(.replace(name, with: content + content, what: "itself twice"))
            steps.append(.replace(name, with: random(content.count), what: "random bytes"))
            steps.append(
                .replace(
                    name, with: [UInt8](repeating: 0, count: content.count), what: "zeros"))
            for length in [1, 31, 47, 48, 49, 4096] {
                steps.append(.replace(name, with: random(length), what: "\(length) random bytes"))
            }
            // Random bytes in an envelope that is sound by itself, as a file of another index would be.
            if content.count >= 48, name != "manifest" {
                let inside = Array(content[..<32]) + random(64) + Array(content.suffix(16))
                steps.append(
                    .replace(name, with: DamageSeal.sealed(inside), what: "a sound file of random bytes"))
            }
            for other in names where other != name {
                steps.append(.replace(name, with: files[other] ?? [], what: other))
                if name < other { steps.append(.exchange(name, other)) }
            }
        }
        return steps
    }
}
