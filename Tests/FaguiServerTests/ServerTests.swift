import Fagui
import FaguiTestSupport
import Logging
import Testing

@testable import FaguiServer

extension LiveTests {
    /// The server as a whole.
    @Suite struct ServerTests {
        @Test(.timeLimit(.minutes(2))) func anAddressThatCannotBeHadEndsTheServer() async throws {
            let folder = TemporaryFolder()
            let library = try await Library.create(at: folder.path + "/index")
            try await library.commit()
            await library.close()
            try await TestServer.with { other async throws in
                let taken = FaguiServer.ServerConfiguration.Address.tcp(host: "127.0.0.1", port: other.port)
                let missing = FaguiServer.ServerConfiguration.Address.unix(path: folder.path + "/none/socket")
                for (http, lines, reason) in [
                    (taken, [], "in use"), (.tcp(host: "127.0.0.1", port: 0), [missing], "/none/socket"),
                ] as [(FaguiServer.ServerConfiguration.Address, [FaguiServer.ServerConfiguration.Address], String)] {
                    var configuration = FaguiServer.ServerConfiguration()
                    configuration.http = http
                    configuration.lines = lines
                    let server = try Server(
                        library: try await Library.open(at: folder.path + "/index"), configuration: configuration,
                        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                    await #expect {
                        try await server.run { _, _ in }
                    } throws: {
                        ($0 as? FaguiServer.ServerError)?.message.contains(reason) == true
                    }
                }
            }
        }
    }
}
