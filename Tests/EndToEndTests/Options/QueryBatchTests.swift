import Testing

@testable import fagui

@Suite struct QueryBatchTests {
    private func entries(_ text: String) throws -> [QueryBatch.Entry] {
        try QueryBatch(Array(text.utf8), path: "q.tsv").entries
    }

    @Test func readsIdsAndQueries() throws {
        let text = "\u{FEFF}q1\t质量 安全\r\n\nq2\ta\tb\nq3\t"
        #expect(
            try entries(text) == [
                .init(id: "q1", query: "质量 安全"), .init(id: "q2", query: "a\tb"), .init(id: "q3", query: ""),
            ])
    }

    @Test(arguments: [
        ("q1\ta\nno tab here\n", "Line 2 of q.tsv has no tab.", 5), ("\ta\n", "Line 1 of q.tsv has no id.", 0),
        ("q 1\ta", "Line 1 of q.tsv has an id with a space in it.", 0),
        ("q1\ta\n\nq1\tb", "Line 3 of q.tsv has the id q1, as line 1 has.", 6),
    ])
    func namesTheLineThatIsMalformed(text: String, message: String, offset: Int) {
        let error = #expect(throws: CommandFailure.self) { try entries(text) }
        #expect(error?.message == message)
        #expect(error?.byteOffset == offset)
        #expect(error?.code == "malformed_queries")
    }

    @Test func refusesWhatIsNotUTF8() {
        let error = #expect(throws: CommandFailure.self) { try QueryBatch([0x71, 0x09, 0xB0], path: "-") }
        #expect(error?.message.contains("not valid UTF-8") == true)
    }
}
