extension JSONWriter {
    package mutating func write(_ rows: [(name: String, measures: RankingMeasures)], queries: Int) {
        object { json in
            json.member("queries", queries)
            json.member("systems", objects: rows) { json, row in
                json.member("name", row.name)
                for (name, value) in [
                    ("ndcg_10", row.measures.ndcg10), ("mrr_10", row.measures.reciprocalRank10),
                    ("recall_10", row.measures.recall10), ("recall_100", row.measures.recall100),
                ] {
                    json.key(name)
                    json.value(value)
                }
            }
        }
    }
}
