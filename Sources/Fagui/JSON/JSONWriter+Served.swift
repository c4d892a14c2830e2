// The shapes of what only a server is asked; docs/json.md describes them and a test compares.
extension JSONWriter {
    /// Writes a law.
    ///
    /// - Parameters:
    ///   - details: The law.
    ///   - withTexts: Whether its articles have their texts.
    package mutating func write(_ details: LawDetails, withTexts: Bool) {
        object { json in
            json.key("wording")
            json.object { $0.writeMembers(details.wording) }
            json.member("wordings", objects: details.wordings) { $0.writeMembers($1) }
            json.member("articles", objects: details.passages) { json, passage in
                json.member("id", passage.id)
                json.member("locator", passage.locator)
                json.member("headings", passage.headings)
                if withTexts { json.member("text", passage.text) }
            }
            json.member("snapshot", details.snapshot)
        }
    }

    package mutating func write(_ listing: LawListing) {
        object { json in
            json.member("total", listing.total)
            json.member("laws", objects: listing.laws) { json, entry in
                json.member("law", entry.law)
                json.member("texts", entry.texts)
            }
            json.member("snapshot", listing.snapshot)
        }
    }

    package mutating func write(_ cited: [CitedPassages]) {
        object { json in
            json.member("citations", objects: cited) { json, citation in
                json.member("citation", citation.citation)
                json.member("place", citation.place)
                if let law = citation.law { json.member("law", law) }
                json.member("ids", citation.passages.map(\.id))
                if !citation.notes.isEmpty { json.member("notes", citation.notes) }
            }
            json.member("passages", objects: cited.flatMap(\.passages)) { $0.writeMembers($1) }
            let failures = cited.filter { $0.failure != nil }
            if !failures.isEmpty { json.member("failures", objects: failures) { $0.writeMembers($1) } }
        }
    }
}
