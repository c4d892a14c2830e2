internal import NIOCore

/// The other end of a connection.
struct Peer: Sendable {
    /// Its address; nil on a Unix socket.
    let address: String?

    /// - Parameter address: As the system writes it; nil on a Unix socket.
    init(address: String? = nil) {
        self.address = address
    }

    init(_ channel: any Channel) {
        self.init(address: channel.remoteAddress?.ipAddress)
    }

    /// Whether it is on this machine: its rate is not limited, for it may as well search without the server.
    var isLocal: Bool { address.map(Self.isLoopback) ?? true }

    /// What connections are counted by.
    var name: String { address ?? "unix" }

    /// What requests without a key are counted by; one name for all of this machine.
    var rateName: String { isLocal ? "address local" : "address \(name)" }

    /// Whether an address is one of this machine alone: 127.0.0.0/8 in full, for 127.example.com is a name like any other.
    static func isLoopback(_ address: String) -> Bool {
        let mapped = "::ffff:"
        let parts = (address.hasPrefix(mapped) ? address.dropFirst(mapped.count) : address[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        return address == "::1"
            || parts.count == 4 && parts[0] == "127"
                && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8($0) != nil }
    }
}
