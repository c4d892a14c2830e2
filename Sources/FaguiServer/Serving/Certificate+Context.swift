internal import NIOSSL

extension ServerConfiguration.Certificate {
    /// What a server needs for TLS 1.2 and 1.3.
    ///
    /// - Parameter protocols: What is spoken, as ALPN names it; empty where that has no name.
    /// - Returns: The context.
    /// - Throws: ``ServerError`` that names the file.
    func serverContext(protocols: [String]) throws -> NIOSSLContext {
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
        configuration.applicationProtocols = protocols
        return try read(chain, "certificate for the key \(key)") { try NIOSSLContext(configuration: configuration) }
    }
}
