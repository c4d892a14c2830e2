import Fagui
import FaguiTestSupport
import Foundation
import Testing

@testable import FaguiServer

@Suite struct LineServerTests {
    private static func object(_ line: String?) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data((line ?? "").utf8)) as? [String: Any])
    }

    static func errorCode(_ line: String?) throws -> String? {
        (try object(line)["error"] as? [String: Any])?["code"] as? String
    }

    @Test func answersEveryOperation() async throws {
        let parameters = [
            "search": #""query":"质量""#, "count": #""query":"质量""#, "show": #""ref":"示例产品质量条例第一条""#,
            "suggest": #""typed":"zl""#, "analyze": #""text":"质量""#, "refs": #""article":"示例产品质量条例第一条""#,
            "diff": #""old":"示例产品质量条例@2018","new":"示例产品质量条例@2023""#, "stats": "", "ping": "", "laws": "",
            "law": #""law":"示例产品质量条例""#, "article": #""law":"示例产品质量条例","article":"1""#,
            "history": #""law":"示例产品质量条例""#, "cite_resolve": #""text":"示例产品质量条例第一条""#,
            "cite_check": #""text":"依照《示例产品质量条例》第一条。""#,
        ]
        #expect(Set(parameters.keys).isSuperset(of: Operation.all.map(\.name)))
        try await LineTestServer.running { server in
            let client = try server.client()
            for operation in Operation.all {
                let rest = parameters[operation.name] ?? ""
                let line = #"{"id":"\#(operation.name)","op":"\#(operation.name)"\#(rest.isEmpty ? "" : ",")\#(rest)}"#
                let answer = try await client.ask(line)
                let object = try Self.object(answer)
                #expect(object["error"] == nil, "\(answer)")
                #expect(answer.hasPrefix(#"{"id":"\#(operation.name)","#))
                // The rest is the answer as every face gives it.
                let values = try operation.values(
                    try Self.members(line), limits: server.context.limits)
                let direct = try await server.context.runner.answer(operation, values)
                let expected = String(decoding: direct.json, as: UTF8.self).dropFirst()
                #expect(
                    Self.timeless(String(answer.dropFirst(operation.name.utf8.count + 9)))
                        == Self.timeless("\(expected)"))
            }
        }
    }

    private static func members(_ line: String) throws -> [JSONFields.Member] {
        var bytes = Array(line.utf8)
        return try bytes.withUnsafeMutableBytes { try JSONFields(UnsafeRawBufferPointer($0)).members }
            .filter { $0.name != "id" && $0.name != "op" }
    }

    private static func timeless(_ text: String) -> String {
        text.replacing(#/"took_us":\d+/#, with: "")
    }

    @Test func answersInTheOrderOfAskingOnePerLine() async throws {
        try await LineTestServer.running { server in
            let client = try server.client()
            var lines = ""
            for number in 0..<500 {
                switch number % 5 {
                case 0: lines += #"{"id":\#(number),"op":"search","query":"质量 安全","n":3}"# + "\r\n"
                case 1: lines += #"{"id":\#(number),"op":"no"}"# + "\n"
                case 2: lines += #"{"op":"ping","id":\#(number)}"# + "\n"
                case 3: lines += "\n"
                default: lines += "召回 缺陷\n"
                }
            }
            async let sent: Void = client.send(lines)
            for number in 0..<500 {
                let answer = try await client.line() ?? ""
                switch number % 5 {
                case 0: #expect(answer.hasPrefix(#"{"id":\#(number),"query":"质量 安全""#))
                case 1: #expect(answer.hasPrefix(#"{"id":\#(number),"error":{"code":"unknown_operation""#))
                case 2: #expect(answer.hasPrefix(#"{"id":\#(number),"ok":true"#))
                case 3: #expect(answer.hasPrefix(#"{"id":null,"error":{"code":"malformed_request""#))
                default: #expect(answer.hasPrefix(#"{"id":null,"query":"召回 缺陷""#))
                }
            }
            try await sent
        }
    }

    @Test func whatStandsBeforeTheEndIsALine() async throws {
        try await LineTestServer.running { server in
            for (sent, count) in [("质量\n召回", 2), ("质量\n", 1), ("", 0), ("\n\n", 2), (#"{"op":"pi"#, 1)] {
                let client = try server.client()
                try await client.send(sent)
                client.closeOutput()
                #expect(try await client.allLines().count == count, "\(sent)")
            }
            #expect(await eventually { server.connectionCount == 0 })
        }
    }

    @Test func wrongLinesLeaveTheConnectionUsable() async throws {
        try await LineTestServer.running { server in
            let client = try server.client()
            let lines: [[UInt8]] = [
                [0xFF, 0xFE], Array("{".utf8), Array(String(repeating: "{\"a\":", count: 10_000).utf8),
                Array(#"{"op":"search","query":1}"#.utf8), [], [0x00], Array("\u{2028}".utf8),
                Array(#"{"op":"search","query":"title:(","strict":true}"#.utf8),
            ]
            for line in lines {
                try await client.send(line + [0x0A])
                _ = try Self.object(try await client.line())
            }
            #expect(try await client.ask(#"{"id":1,"op":"ping"}"#).hasPrefix(#"{"id":1,"ok":true"#))
        }
    }

    @Test func aFaultInAQueryIsToldWithItsPlace() async throws {
        try await LineTestServer.running { server in
            let answer = try await server.client().ask(
                #"{"id":1,"op":"search","query":"质量 (安全","strict":true}"#)
            let error = try #require(try Self.object(answer)["error"] as? [String: Any])
            #expect(error["code"] as? String == "invalid_query" && error["position"] as? Int == 3)
        }
    }

    @Test func aClientThatVanishesHarmsNobody() async throws {
        try await LineTestServer.running { server in
            let other = try server.client()
            for number in 0..<20 {
                let client = try server.client()
                try await client.send(String(repeating: #"{"op":"search","query":"质量","n":10}"# + "\n", count: number))
                client.close()
            }
            #expect(try await other.ask("质量").hasPrefix(#"{"id":null,"query":"质量""#))
            #expect(await eventually { server.connectionCount == 1 && server.pool.load == 0 })
            #expect(await eventually { server.server.unsent.count == 0 })
        }
    }

    @Test func aClientThatVanishesIsWorkedForNoLonger() async throws {
        try await LineTestServer.running {
            $0.threads = 1
            $0.limits.queryTime = .seconds(60)
        } _: { server in
            let blocker = await Blocker(server.pool, threads: 1)
            let client = try server.client()
            try await client.send("质量\n质量\n")
            #expect(await eventually { server.pool.load == 3 })
            client.close()
            // Known while its requests wait for a thread.
            #expect(await eventually { server.connectionCount == 0 })
            #expect(server.pool.load == 3)
            await blocker.release()
            #expect(await eventually { server.pool.load == 0 })
            let figures = server.context.metrics.text(server.context)
            #expect(figures.contains("\nfagui_requests_in_flight 0\n"))
        }
    }

    @Test func answersBehindTheEndOfInputAreWhole() async throws {
        try await LineTestServer.running {
            $0.threads = 1
            $0.limits.queryTime = .seconds(60)
        } _: { server in
            let asked = #"{"id":1,"op":"ping"}"# + "\n" + #"{"id":"b","op":"ping"}"#
            let known = try server.client()
            try await known.send(asked + "\n")
            let expected = [try await known.line(), try await known.line()]
            let blocker = await Blocker(server.pool, threads: 1)
            let client = try server.client()
            try await client.send(asked)
            client.closeOutput()
            #expect(await eventually { server.pool.load == 3 })
            await blocker.release()
            #expect(try await client.allLines() == expected)
        }
    }

    @Test func aUnixSocketIsTheUsersOwnAndGoesAtTheEnd() async throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/s"
        try await LineTestServer.running(at: .unix(path: path)) { server in
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try await server.client().ask("质量").hasPrefix(#"{"id":null,"query":"质量""#))
            await #expect { try await LineTestServer.running(at: .unix(path: path)) { _ in } } throws: {
                "\($0)".contains("Somebody listens on \(path)")
            }
            #expect(try await server.client().ask("质量").hasPrefix(#"{"id":null"#))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func theSocketFileOfAServerThatIsGoneIsReplaced() async throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/s"
        let (socket, _) = try UnixSocketFile.bind(path)
        close(socket)
        #expect(FileManager.default.fileExists(atPath: path))
        try await LineTestServer.running(at: .unix(path: path)) { server in
            _ = try await server.client().ask("质量")
        }
    }

    @Test func otherFilesAreLeftAlone() async throws {
        let folder = TemporaryFolder()
        try folder.write("s", "text")
        for (path, reason) in [
            ("/s", "no socket"), ("/none/s", "No such file"), ("/" + String(repeating: "s", count: 200), "too long"),
        ] {
            #expect { try UnixSocketFile.bind(folder.path + path) } throws: { "\($0)".contains(reason) }
        }
        #expect(FileManager.default.contents(atPath: folder.path + "/s") == Data("text".utf8))
    }

    @Test func anAddressInUseIsNamed() async throws {
        try await LineTestServer.running { server in
            await #expect { try await LineTestServer.running(at: server.address) { _ in } } throws: {
                ($0 as? ServerError)?.message == "\(server.address) is in use."
            }
        }
    }

    // MARK: Keys

    private static let keys = "reader read 0123456789abcdef\nwriter write fedcba9876543210\n"

    @Test func keysAreAskedFor() async throws {
        try await LineTestServer.running {
            $0.keys = try? AccessKeys(Self.keys)
        } _: { server in
            let client = try server.client()
            #expect(try Self.errorCode(try await client.ask("质量")) == "unauthorized")
            #expect(try Self.errorCode(try await client.ask(#"{"op":"ping"}"#)) == "unauthorized")
            #expect(
                try Self.errorCode(try await client.ask(#"{"op":"ping","key":"0123456789abcdee"}"#)) == "unauthorized")
            #expect(try Self.errorCode(try await client.ask(#"{"op":"ping","key":"fedcba9876543210"}"#)) == "forbidden")
            #expect(
                try await client.ask(#"{"id":1,"op":"ping","key":"0123456789abcdef"}"#).hasPrefix(#"{"id":1,"ok":true"#)
            )
            // A key is for its request alone.
            #expect(try Self.errorCode(try await client.ask("质量")) == "unauthorized")
            #expect(try Self.errorCode(try await client.ask(#"{"op":"auth","key":"0123"}"#)) == "unauthorized")
            #expect(
                try await client.ask(#"{"id":"a","op":"auth","key":"0123456789abcdef"}"#)
                    == #"{"id":"a","ok":true,"name":"reader","scopes":["read"]}"#)
            #expect(try Self.errorCode(try await client.ask("质量")) == nil)
            #expect(try Self.errorCode(try await server.client().ask("质量")) == "unauthorized")
        }
    }

    @Test func withoutKeysOneIsTakenForNothing() async throws {
        try await LineTestServer.running { server in
            let client = try server.client()
            #expect(try await client.ask(#"{"id":1,"op":"auth","key":"x"}"#) == #"{"id":1,"ok":true}"#)
            #expect(try Self.errorCode(try await client.ask(#"{"op":"ping","key":"x"}"#)) == nil)
        }
    }
}
