/// Where other words for what was typed come from.
package enum ExpansionKind: String, Sendable, CaseIterable {
    /// Names of the same thing: each stands for all others.
    case synonyms
    /// Laypeople's words, and what the law says for them; nothing is asked the other way round.
    case thesaurus
}
