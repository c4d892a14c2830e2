/// Numbers of instruments in the place of titles.
extension TypedCitations {
    /// 法释〔2020〕17号第一条, 国务院令第721号第三条.
    func numbered(at index: Int) -> Citation? {
        guard let numberEnd = instrumentNumber(at: index),
            !TypedTitle.hasForeignBeginning(text.string(index..<numberEnd))
        else { return nil }
        let law = CitedLaw.named(text.string(index..<numberEnd), hasMarks: false)
        let next = link(at: comma(at: text.skippingBlanks(from: numberEnd, to: end)))
        if let found = places.places(at: next) ?? article(at: next), separator(at: found.end) != nil {
            return citation(index, law, found)
        }
        guard allowsBareTitle, separator(at: numberEnd) != nil else { return nil }
        return Citation(range: index..<numberEnd, law: law)
    }

    /// The longest name of who issues, in bytes.
    private static let issuerLimit = 90

    /// Where the number of an instrument ends that begins at an index.
    func instrumentNumber(at index: Int) -> Int? {
        var next = index
        while next < end, next - index < Self.issuerLimit {
            let (scalar, length) = text.scalar(at: next)
            guard (0x4E00...0x9FFF).contains(scalar) else { break }
            next += length
        }
        let issuer = index..<next
        // 第三条和国务院令第 is a citation and the beginning of another.
        let name = text.ends(with: "第", issuer) ? issuer.lowerBound..<issuer.upperBound - 3 : issuer
        guard !issuer.isEmpty, !text.string(name).contains("第") else { return nil }
        next = text.skippingBlanks(from: next, to: end)
        if let year = bracketedYear(at: next) {
            next = year
        } else {
            let isOrder = (["令", "令第", "公告", "公告第"] as [StaticString]).contains { text.ends(with: $0, issuer) }
            guard isOrder, issuer.count > 6 else { return nil }
            // 交通部令2005年第9号
            if let year = year(at: next), text.matches("第", at: year.end, to: end) { next = year.end }
        }
        if text.matches("第", at: next, to: end) { next += 3 }
        next = text.skippingBlanks(from: next, to: end)
        guard let number = ChineseNumeral.parse(text, at: next, to: end) else { return nil }
        next = text.skippingBlanks(from: number.end, to: end)
        guard text.matches("号", at: next, to: end) || text.matches("號", at: next, to: end) else { return nil }
        return next + 3
    }

    /// The end of 〔2020〕.
    private func bracketedYear(at index: Int) -> Int? {
        guard index < end, [0x3014, 0xFF3B, 0x5B, 0x3010, 0xFF08, 0x28].contains(text.scalar(at: index).value) else {
            return nil
        }
        let start = text.skippingBlanks(from: index + text.scalar(at: index).length, to: end)
        guard let year = ChineseNumeral.parse(text, at: start, to: end), (1900...2999).contains(year.value) else {
            return nil
        }
        let close = text.skippingBlanks(from: year.end, to: end)
        guard close < end, [0x3015, 0xFF3D, 0x5D, 0x3011, 0xFF09, 0x29].contains(text.scalar(at: close).value) else {
            return nil
        }
        return text.skippingBlanks(from: close + text.scalar(at: close).length, to: end)
    }
}
