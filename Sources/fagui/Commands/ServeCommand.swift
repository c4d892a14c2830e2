internal import ArgumentParser
internal import Fagui
internal import FaguiServer
internal import Logging

struct ServeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer queries over the network: HTTP, a web page, and lines of JSON.",
        discussion: """
            Without addresses HTTP is served on 127.0.0.1:7700. The addresses taken are printed to standard error as they \
            open; port 0 is any that is free. New commits are taken up within a second.

              fagui serve
              fagui serve --listen 127.0.0.1:0 --line 127.0.0.1:7701 --unix /run/fagui.sock
              fagui serve --listen 0.0.0.0:7700 --keys keys.txt --tls-certificate cert.pem --tls-key key.pem

            Exit status: 0 stopped by a signal, 2 usage or files, 3 damaged index.
            """)

    @Option(help: ArgumentHelp("Serve HTTP here.", valueName: "host:port"), transform: { try Self.address($0) })
    var listen: ServerConfiguration.Address?

    @Option(help: ArgumentHelp("Serve lines here.", valueName: "host:port"), transform: { try Self.address($0) })
    var line: ServerConfiguration.Address?

    @Option(help: ArgumentHelp("Serve lines on a Unix socket.", valueName: "path"), completion: .file())
    var unix: String?

    @Option(
        help: ArgumentHelp(
            "Answer only who shows a key of this file: a line each of name, read or read,write, key.", valueName: "file"
        ),
        completion: .file())
    var keys: String?

    @Flag(help: "Answer everybody on addresses that other machines reach.")
    var open = false

    @Option(help: ArgumentHelp("Serve TLS: the certificate chain, PEM.", valueName: "file"), completion: .file())
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Its private key, PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?

    @Option(help: ArgumentHelp("Let pages of this origin ask (CORS); * is all.", valueName: "origin"))
    var allowOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            "Answer HTTP under this name too: without keys, a server of this machine alone has no other than localhost.",
            valueName: "name"))
    var host: [String] = []

    @Option(help: ArgumentHelp("Threads that answer; 0 = one a core.", valueName: "count"))
    var threads = 0

    @Option(help: "What is logged: debug, info, notice, warning, error.")
    var logLevel = LogLevel.notice

    @OptionGroup var limits: ServerLimitOptions
    @OptionGroup var location: IndexLocation

    func validate() throws {
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw ValidationError("TLS needs both --tls-certificate and --tls-key.")
        }
        if case .unix? = listen {
            throw ValidationError("HTTP is served over TCP: --listen takes host:port. For lines there is --unix.")
        }
        if threads < 0 { throw ValidationError("--threads must not be negative.") }
    }

    func execute(_ console: Console) async throws -> ExitStatus {
        var configuration = ServerConfiguration()
        configuration.http = listen
        configuration.lines = [line, unix.map { .unix(path: $0) }].compactMap(\.self)
        if configuration.http == nil && configuration.lines.isEmpty {
            configuration.http = .tcp(host: "127.0.0.1", port: 7700)
        }
        configuration.isOpen = open
        configuration.threads = threads
        configuration.allowedOrigins = allowOrigin
        configuration.allowedHosts = host
        configuration.limits = limits.limits
        if let tlsCertificate, let tlsKey { configuration.certificate = .init(chain: tlsCertificate, key: tlsKey) }
        do {
            configuration.keys = try keys.map { try AccessKeys(String(decoding: InputBytes.read($0), as: UTF8.self)) }
            var logger = Logger(label: "fagui") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = logLevel.level
            let library = try await Library.open(at: location.path)
            let server = try Server(library: library, configuration: configuration, logger: logger)
            try await server.run { name, address in
                let errors = Output(.standardError)
                errors.write(line: "\(name) on \(address)")
                errors.flush()
            }
        } catch let error as ServerError {
            throw CommandFailure(code: "server", error.message, advice: error.advice)
        } catch let error as AccessKeys.Malformed {
            throw CommandFailure(
                code: "malformed_keys", error.description, advice: "A line is a name, its scopes and the key.",
                path: keys)
        }
        return .fine
    }

    private static func address(_ text: String) throws -> ServerConfiguration.Address {
        guard let address = ServerConfiguration.Address(text) else {
            throw ValidationError("'\(text)' is no address: write it like 127.0.0.1:7700 or [::1]:7700.")
        }
        return address
    }
}

/// How much is logged.
enum LogLevel: String, CaseIterable, ExpressibleByArgument, Sendable {
    case debug, info, notice, warning, error

    /// As the log has it.
    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .notice }
}
