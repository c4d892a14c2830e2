internal import NIOCore

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

extension ServerConfiguration.Address {
    /// The address with the port that it got.
    func bound(to local: SocketAddress?) -> ServerConfiguration.Address {
        if case .tcp(let host, _) = self, let port = local?.port { return .tcp(host: host, port: port) }
        return self
    }
}
