import Fagui
import FaguiTestSupport
import Testing

@testable import FaguiServer

extension LiveTests {
    /// Texts that are put in and removed.
    @Suite struct HTTPWriteTests {
        private static let key = ["Authorization": "Bearer fedcba9876543210"]

        private static func withKeys(_ body: (TestServer) async throws -> Void) async throws {
            try await TestServer.with({ $0.keys = try? AccessKeys("loader read,write fedcba9876543210") }, body)
        }

        @Test func aTextIsThereWhenItIsAnswered() async throws {
            try await Self.withKeys { server async throws in
                let body = "{\"title\":\"电梯规定\",\"text\":\"第一条　电梯每年检验一次。\",\"metadata\":{\"issuer\":\"某局\"}}"
                let path = "/v1/texts/%E8%A7%84%2F1%23.md"
                let first = try await server.ask("PUT", path, Self.key, body: body)
                #expect(first.status == 201 && first["id"] == .text("规/1#.md"), "\(first.text)")
                let search = "/v1/search?q=%E7%94%B5%E6%A2%AF"
                let found = try await server.get(search, Self.key)
                #expect(found.text.contains("规/1#.md#第一条") && found.text.contains("某局"), "\(found.text)")
                #expect(found["snapshot"] == first["snapshot"])
                // Durable: a library of its own has it.
                let other = try await Library.open(at: "\(server.folder.path)/index")
                #expect(try await other.passages(withID: "规/1#.md").count == 1)

                let second = try await server.ask("PUT", path, Self.key, body: "{\"text\":\"第一条　扶梯。\"}")
                #expect(second.status == 200)
                #expect(try await server.get(search, Self.key)["hits"] == .list([]))
                #expect(try await server.ask("DELETE", path, Self.key).status == 204)
                let again = try await server.ask("DELETE", path, Self.key)
                #expect(again.status == 404 && again.code == "not_found")
                #expect(try await server.get("/v1/passages/%E8%A7%84%2F1%23.md", Self.key).status == 404)
            }
        }

        @Test func anIdIsTheTextsOwnBeforeItIsAnother() async throws {
            try await Self.withKeys { server async throws in
                for (path, status) in [("a%20b", 201), ("a%2520b", 201), ("a%2520b", 200)] {
                    let body = "{\"text\":\"\(path)\"}"
                    let answer = try await server.ask("PUT", "/v1/texts/\(path)", Self.key, body: body)
                    #expect(answer.status == status, "\(path): \(answer.text)")
                }
                #expect(try await server.ask("DELETE", "/v1/texts/a%2520b", Self.key).status == 204)
                #expect(try await server.ask("DELETE", "/v1/texts/a%2520b", Self.key).status == 404)
                // That hits would tell the text `a%20b` so is no reason to remove it.
                let body = "{\"text\":\"甲\"}"
                #expect(try await server.ask("PUT", "/v1/texts/a%2520b", Self.key, body: body).status == 201)
                #expect(try await server.ask("DELETE", "/v1/texts/a%252520b", Self.key).status == 404)
                let left = try await server.get("/v1/passages/a%20b", Self.key)
                #expect(left.status == 200 && left.text.contains("\"text\":\"a%20b\""), "\(left.text)")
            }
        }

        private static let wrongTexts: [(String, Int, String?)] = [
            ("{}", 400, "text"), ("{\"text\":\"\"}", 400, "text"), ("{\"text\":1}", 400, "text"),
            ("{\"text\":\"a\",\"colour\":\"red\"}", 400, "colour"),
            ("{\"text\":\"a\",\"metadata\":[]}", 400, "metadata"),
            ("{\"text\":\"a\",\"metadata\":{\"a\":1}}", 400, "metadata"),
            ("{\"text\":\"a\",\"metadata\":{\"\":\"b\"}}", 400, "metadata"), ("nothing", 400, nil),
        ]

        @Test func aTextThatIsNoneIsNotTaken() async throws {
            try await Self.withKeys { server async throws in
                for (body, status, parameter) in Self.wrongTexts {
                    let before = server.context.library.generation
                    let answer = try await server.ask("PUT", "/v1/texts/a", Self.key, body: body)
                    #expect(answer.status == status && answer.parameter == parameter, "\(answer.text)")
                    #expect(server.context.library.generation == before)
                }
            }
        }

        @Test func anIdHasALimitAndParametersAreNone() async throws {
            try await Self.withKeys { server async throws in
                let body = "{\"text\":\"文\"}"
                let long = "/v1/texts/" + String(repeating: "a", count: 1025)
                for (path, parameter) in [(long, "id"), ("/v1/texts/a?x=1", "x"), ("/v1/texts/%2e%2e", nil)] {
                    let answer = try await server.ask("PUT", path, Self.key, body: body)
                    #expect(answer.status == 400 && answer.parameter == parameter, "\(answer.text)")
                }
            }
        }

        @Test func manyAtOnceBecomeFewCommits() async throws {
            try await Self.withKeys { server async throws in
                let before = server.context.library.generation
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<60 {
                        group.addTask {
                            try await server.ask(
                                "PUT", "/v1/texts/t\(number)", Self.key, body: "{\"text\":\"第\(number)号电梯。\"}"
                            ).status
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses.allSatisfy { $0 == 201 }, "\(statuses)")
                let count = try await server.get("/v1/count?q=%E7%94%B5%E6%A2%AF", Self.key)
                #expect(count["count"] == .number("60"))
                #expect(server.context.library.generation - before < 60)
            }
        }

        @Test func whileAnotherProcessWritesNobodyElseDoes() async throws {
            try await Self.withKeys { server async throws in
                let other = try await Library.open(at: "\(server.folder.path)/index")
                try await other.add(id: "x", title: "", text: "电梯。")
                for (method, body) in [("PUT", "{\"text\":\"文\"}"), ("DELETE", nil)] {
                    let answer = try await server.ask(method, "/v1/texts/notice-1", Self.key, body: body)
                    #expect(answer.status == 503 && answer.code == "locked", "\(answer.text)")
                    #expect(answer.headers["retry-after"] == "1")
                }
                #expect(try await server.get("/v1/passages/notice-1", Self.key).status == 200)
                try await other.commit()
                await other.close()
                let answer = try await server.ask("PUT", "/v1/texts/notice-1", Self.key, body: "{\"text\":\"文\"}")
                #expect(answer.status == 200)
                // The lock is given back behind a batch.
                await server.context.texts.settle()
                try await other.add(id: "y", title: "", text: "电梯。")
                try await other.commit()
                await other.close()
            }
        }

        @Test func aTextThatFailsTakesNoOtherWithIt() async throws {
            try await Self.withKeys { server async throws in
                func put(_ id: String) -> TextWriter.Change { .put(id: id, title: "", text: "电梯。", metadata: []) }
                let results = await TextBatch(server.context.library).apply([
                    put("a"), put(""), put("b"), .remove(id: "a"), .remove(id: "none"), put("a"), put("a"),
                ])
                let outcomes = results.map { try? $0.get().wasThere }
                #expect(outcomes == [false, nil, false, true, false, false, true])
                #expect(try await server.context.library.count("电梯") == 2)
                await server.context.library.close()
            }
        }

        @Test func moreThanCanWaitIsRefused() async throws {
            try await TestServer.with { server async throws in
                var limits = ServerLimits()
                limits.waitingRequests = 0
                let writer = TextWriter(library: server.context.library, limits: limits, logger: server.context.logger)
                let codes = await withTaskGroup(of: String.self) { group in
                    for number in 0..<20 {
                        group.addTask {
                            do {
                                _ = try await writer.make(.put(id: "\(number)", title: "", text: "文", metadata: []))
                                return "made"
                            } catch {
                                return RequestError(error).code
                            }
                        }
                    }
                    return await group.reduce(into: Set()) { $0.insert($1) }
                }
                #expect(codes == ["made", "overloaded"])
                await writer.settle()
                try await writer.shutDown()
            }
        }

        @Test func metadataCountsAndWhoStopsTakesNoMore() async throws {
            try await TestServer.with { server async throws in
                let writer = TextWriter(
                    library: server.context.library, limits: ServerLimits(), logger: server.context.logger)
                func code(_ metadata: [MetadataEntry]) async -> String? {
                    do {
                        _ = try await writer.make(.put(id: "m", title: "", text: "文", metadata: metadata))
                        return nil
                    } catch {
                        return RequestError(error).code
                    }
                }
                let long = String(repeating: "a", count: 64 << 20)
                #expect(await code([MetadataEntry(key: "k", value: long)]) == "overloaded")
                #expect(await code([MetadataEntry(key: long, value: "v")]) == "overloaded")
                #expect(await code([MetadataEntry(key: "k", value: "v")]) == nil)
                try await writer.shutDown()
                #expect(await code([]) == "overloaded")
                // The lock is given back.
                let other = try await Library.open(at: "\(server.folder.path)/index")
                try await other.add(id: "y", title: "", text: "电梯。")
                await other.close()
            }
        }

        @Test func smallCommitsAreMerged() async throws {
            try await Self.withKeys { server async throws in
                for number in 0..<40 {
                    let body = "{\"text\":\"第\(number)号电梯。\"}"
                    #expect(try await server.ask("PUT", "/v1/texts/t\(number)", Self.key, body: body).status == 201)
                }
                await server.context.texts.settle()
                try await server.context.library.refresh()
                let segments = try await server.context.library.statistics().segments.count
                #expect(segments < 30, "\(segments)")
            }
        }
    }
}
