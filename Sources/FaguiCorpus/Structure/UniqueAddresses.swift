/// Makes addresses that no two nodes of a text share.
struct UniqueAddresses {
    private var taken: Set<String>
    private var free: [String: Int] = [:]
    private var counts: [String: Int] = [:]

    init(taken: [String]) { self.taken = Set(taken) }

    /// An address, with a number from 2 behind if another node has it.
    mutating func unique(_ address: String) -> String {
        if taken.insert(address).inserted { return address }
        var number = free[address, default: 2]
        while !taken.insert("\(address)~\(number)").inserted { number += 1 }
        free[address] = number + 1
        return "\(address)~\(number)"
    }

    /// A name with the next number behind: blank1, blank2….
    mutating func numbered(_ name: String) -> String {
        counts[name, default: 0] += 1
        return "\(name)\(counts[name, default: 1])"
    }

    /// What a heading is called below those above it: 第二章, 附件1, 一、, or its text.
    func segment(of heading: Outline.Heading, _ mark: StructureMark?, _ text: UTF8Bytes) -> (
        name: String, isStructure: Bool
    ) {
        if let mark, heading.level.structure != nil {
            if mark.rank == .annex { return (Self.squeezed(text, heading.range.lowerBound..<mark.end), false) }
            if mark.number > 0 {
                let unit = text.string(mark.unitStart..<mark.end)
                return ("第" + ChineseNumeral.canonical(mark.number) + unit, true)
            }
        }
        if let item = heading.level.item { return (Self.squeezed(text, heading.range.lowerBound..<item.end), false) }
        return (Self.squeezed(text, heading.range), false)
    }

    /// Joins a heading's own name to the address of the heading above: 第一编第二章, 附件1/第一章.
    func join(_ parent: StructureTree.Node?, _ name: String, isStructure: Bool) -> String {
        guard let parent, parent.kind != .text else { return name }
        let isNumbered = [.part, .subpart, .chapter, .section, .division].contains(parent.kind)
        return parent.address + (isNumbered && isStructure ? "" : "/") + name
    }

    private static func squeezed(_ text: UTF8Bytes, _ range: Range<Int>) -> String {
        var letters = String.UnicodeScalarView()
        var count = 0
        var index = range.lowerBound
        while index < range.upperBound, count < 60 {
            let (scalar, length) = text.scalar(at: index)
            if !Blank.contains(scalar), let scalar = Unicode.Scalar(scalar) { letters.append(scalar) }
            count += 1
            index += length
        }
        return String(letters)
    }
}
