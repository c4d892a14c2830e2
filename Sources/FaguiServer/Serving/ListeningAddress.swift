internal import NIOCore
internal import NIOSSL

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension ServerConfiguration.Address {
    /// The address with the port that it got.
    func bound(to local: SocketAddress?) -> ServerConfiguration.Address {
        if case .tcp(let host, _) = self, let port = local?.port { return .tcp(host: host, port: port) }
        return self
    }

    /// Why it cannot be listened on.
    func failure(_ error: IOError) -> ServerError {
        ServerError(
            "\(self) cannot be listened on: \(String(cString: strerror(error.errnoCode))).",
            advice: error.errnoCode == EADDRINUSE
                ? "Another program has it: stop that, or give another address." : "Give another address.")
    }
}

extension ServerConfiguration.Certificate {
    /// What a server needs for TLS 1.2 and 1.3.
    ///
    /// - Throws: ``ServerError`` that names the file.
    func serverContext() throws -> NIOSSLContext {
        func read<R>(_ path: String, _ what: String, _ body: () throws -> R) throws(ServerError) -> R {
            do {
                return try body()
            } catch {
                throw ServerError("\(path) is no \(what) that can be used.", advice: "Give a PEM file.")
            }
        }
        let certificates = try read(chain, "certificate chain") { try NIOSSLCertificate.fromPEMFile(chain) }
        let privateKey = try read(key, "private key") { try NIOSSLPrivateKey(file: key, format: .pem) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try read(chain, "certificate for the key \(key)") { try NIOSSLContext(configuration: configuration) }
    }
}
