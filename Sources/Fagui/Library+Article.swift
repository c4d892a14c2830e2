internal import FaguiIndex

extension Library {
    /// An article of a law, or a part of one.
    ///
    /// - Parameters:
    ///   - article: Its place: 32, 第三十二条, 第三十二条第二款.
    ///   - law: The law's title, with a wording behind `@` or not (反垄断法@2007), or the id of a text of it.
    ///   - validity: Which wording is meant.
    /// - Returns: The passages; those of all texts where several have the title. Where there is no such law or article,
    ///   ``ShownPassages/failures`` say what there is instead.
    /// - Throws: ``LibraryError``: `notFound` where `article` is no place.
    public func article(
        _ article: String, ofLaw law: String, validity: Validity = .today
    ) async throws -> ShownPassages {
        let place = article.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "第\(article)条" : article
        let named = try await passages(withID: "\(law)#\(place)", validity: validity)
        if !named.isEmpty { return ShownPassages(passages: named) }
        let name = try title(ofText: law).map { "《\($0)》" } ?? Self.citedName(law)
        guard let cited = try await cited("\(name)\(place)", validity: validity) else {
            throw LibraryError(
                .notFound, "\(place) is no place of a law.", advice: "Write it like 32 or 第三十二条第二款.", path: article)
        }
        return ShownPassages(
            passages: cited.flatMap(\.passages), failures: cited.filter { $0.failure != nil },
            notes: cited.flatMap(\.notes))
    }

    /// 《反垄断法》（2007） for 反垄断法@2007.
    private static func citedName(_ law: String) -> String {
        guard let mark = law.lastIndex(of: "@") else { return "《\(law)》" }
        return "《\(law[..<mark])》（\(law[law.index(after: mark)...])）"
    }

    /// The title of the text that an id names; nil where it names none.
    private func title(ofText id: String) throws -> String? {
        let snapshot = reading.current.snapshot
        return try wrapping {
            guard let address = try PassageFinder(snapshot).addresses(withID: id).first else { return nil }
            return try PassageReader(snapshot).read(address).law.title
        }
    }

    /// Tells the index that searches see from others whose commits have the same number.
    package var mark: UInt64 { reading.current.snapshot.mark }

    /// The number of the commit that searches see.
    public var generation: UInt64 { reading.current.snapshot.generation }
}
