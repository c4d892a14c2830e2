internal import Fagui

/// Facets as people read them: a table each.
enum FacetText {
    static func lines(of facet: SearchFacet) -> [String] {
        var table = Table(columns: [.init(facet.column.rawValue), .init("passages", .right)])
        for value in facet.values { table.add([Terminal.sanitized(value.text), NumberText.grouped(value.count)]) }
        if facet.missing > 0 { table.add(["(not stated)", NumberText.grouped(facet.missing)]) }
        let more = facet.valueCount - facet.values.count
        return table.lines + (more > 0 ? ["and \(NumberText.count(more, "more value"))"] : [])
    }
}
