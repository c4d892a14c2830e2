internal import NIOCore
internal import NIOSSL

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension ServerError {
    /// Why an address cannot be listened on, with what to do.
    init(cannotListenOn address: ServerConfiguration.Address, _ error: any Error) {
        guard let code = (error as? IOError)?.errnoCode else {
            self.init("\(address) cannot be listened on: the host has no address.", advice: "See that it is right.")
            return
        }
        switch code {
        case EADDRINUSE:
            self.init("\(address) is in use.", advice: "Stop who listens there, or choose another port; 0 is any.")
        case EACCES:
            self.init("\(address) may not be listened on.", advice: "Choose a port from 1024 on.")
        case EADDRNOTAVAIL:
            self.init("\(address) is no address of this machine.", advice: "Choose one of its own, such as 127.0.0.1.")
        default:
            self.init("\(address) cannot be listened on: \(String(cString: strerror(code))).")
        }
    }
}

extension ServerConfiguration.Certificate {
    /// Reads the files.
    ///
    /// - Throws: ``ServerError``, which names them.
    func sslContext() throws(ServerError) -> NIOSSLContext {
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(chain).map { NIOSSLCertificateSource.certificate($0) }
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificates, privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ServerError(
                "The certificate \(chain) with the key \(key) cannot be used.",
                advice: "Give PEM files that belong together.")
        }
    }
}
