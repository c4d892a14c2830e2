import Fagui
import FaguiTestSupport
import Foundation
import Synchronization
import Testing

/// `kill -9` at any moment of a server that takes texts.
@Suite(.serialized) struct ServerKillTests {
    private static let clientCount = 3
    private static let key = "fedcba9876543210"

    /// What one client asks for, about texts of its own, step by step without end.
    private struct Script {
        let client: Int
        private let seed: UInt64

        init(client: Int, seed: UInt64) {
            self.client = client
            self.seed = seed
        }

        /// The text of a step, from 1: its id, and what it is to hold; nil where it is to go.
        func change(_ step: Int) -> (id: String, text: String?) {
            var random = SeededGenerator(seed: seed &+ UInt64(step) &* 1000 &+ UInt64(client))
            let id = "c\(client)-\(Int.random(in: 0..<8, using: &random))"
            let isPut = Int.random(in: 0..<5, using: &random) > 0
            return (id, isPut ? "第一条 第\(client)个人第\(step)步的文本。" : nil)
        }

        /// What there is after as many steps.
        func texts(after count: Int) -> [String: String] {
            var texts: [String: String] = [:]
            for step in stride(from: 1, through: count, by: 1) {
                let (id, text) = change(step)
                texts[id] = text
            }
            return texts
        }

        /// Asks until the server is gone, and calls `onAnswer` at each answer. Returns the steps that were answered in all.
        func run(from answered: Int, port: Int, onAnswer: () -> Void) throws -> Int {
            guard let connection = try? RawClient(port: port) else { return answered }
            let headers = ["Authorization": "Bearer \(ServerKillTests.key)"]
            for step in (answered + 1)... {
                let (id, text) = change(step)
                let status: Int
                do {
                    let body = text.map { "{\"text\":\"\($0)\"}" }
                    status = try connection.ask(body == nil ? "DELETE" : "PUT", "/v1/texts/\(id)", headers, body: body)
                        .status
                } catch {
                    return step - 1
                }
                onAnswer()
                let wasThere = texts(after: step - 1)[id] != nil
                let expected = text == nil ? (wasThere ? 204 : 404) : (wasThere ? 200 : 201)
                guard status == expected else { throw WrongAnswer(step: step, status: status, expected: expected) }
            }
            return answered
        }
    }

    private struct WrongAnswer: Error {
        var step: Int, status: Int, expected: Int
    }

    @Test(arguments: RandomTests.seeds(1)) func everyTextThatWasAnsweredOutlivesTheServer(seed: UInt64) async throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let folder = TemporaryFolder()
        let index = folder.path + "/index"
        await (try Library.create(at: index)).close()
        try folder.write("keys", "loader read,write \(Self.key)\n")
        let arguments = [
            "serve", "--index", index, "--listen", "127.0.0.1:0", "--keys", folder.path + "/keys", "--max-rate", "0",
        ]
        let scripts = (0..<Self.clientCount).map { Script(client: $0, seed: seed) }
        var answered = scripts.map { _ in 0 }
        for round in 0..<30 {
            let moment = Int.random(in: 0...200_000, using: &random)
            // Most often while changes are made, now and then while the first one opens the writer.
            let waits = round % 5 != 4
            let before = answered
            answered = try await Victim.onOwnThread {
                try Self.serve(arguments, scripts, from: before, killedAfter: moment, sinceFirstAnswer: waits)
            }
            let what = "seed \(seed), round \(round)"
            let report = try await Library.verify(at: index)
            #expect(report.isSound, "\(what): \(report.findings)")
            let library = try await Library.open(at: index)
            for (client, script) in scripts.enumerated() {
                var found: [String: String] = [:]
                for number in 0..<8 {
                    let passages = try await library.passages(withID: "c\(client)-\(number)")
                    #expect(passages.count <= 1, "\(what)")
                    found["c\(client)-\(number)"] = passages.first?.text
                }
                // What was not answered may have been done or not.
                let least = answered[client]
                let states = [least, least + 1].map { script.texts(after: $0) }
                #expect(states.contains(found), "\(what), client \(client) after \(least) answers: \(found)")
                if found != states[0], found == states[1] { answered[client] += 1 }
            }
        }
        print("30 of 30 servers were killed, after \(answered.reduce(0, +)) changes that they had answered")
        #expect(answered.allSatisfy { $0 > 10 })
    }

    /// Starts a server, lets the clients at it, and kills it. Returns each client's answered steps.
    private static func serve(
        _ arguments: [String], _ scripts: [Script], from answered: [Int], killedAfter moment: Int,
        sinceFirstAnswer waits: Bool
    ) throws -> [Int] {
        let server = try Victim(arguments, readsErrors: true)
        let line = server.errorLine()
        let port = try #require(line.split(separator: ":").last.flatMap { Int($0) }, "\(line)")
        let reached = Mutex(answered)
        let clients = DispatchGroup()
        let firstAnswer = DispatchSemaphore(value: 0)
        for script in scripts {
            clients.enter()
            Thread {
                do {
                    let count = try script.run(from: answered[script.client], port: port) { firstAnswer.signal() }
                    reached.withLock { $0[script.client] = count }
                } catch {
                    Issue.record("client \(script.client): \(error)")
                }
                firstAnswer.signal()
                clients.leave()
            }.start()
        }
        if waits { firstAnswer.wait() }
        // Not to wait for something: the moment of the kill is what is drawn at random.
        usleep(UInt32(moment))
        server.kill()
        #expect(server.wait() == 128 + SIGKILL)
        clients.wait()
        return reached.withLock { $0 }
    }
}
