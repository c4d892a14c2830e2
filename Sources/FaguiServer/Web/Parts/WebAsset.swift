internal import CWebAssets

/// The files that pages need beside their text.
struct WebAsset: Sendable {
    let type: String
    let bytes: [UInt8]
    /// Changes with the bytes.
    let tag: String

    init(_ file: FaguiWebAsset, type: String) {
        self.type = type
        bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        // FNV-1a: tells one version of a file of ours from another; nobody has a reason to forge one.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        tag = String(hash, radix: 16)
    }
}
