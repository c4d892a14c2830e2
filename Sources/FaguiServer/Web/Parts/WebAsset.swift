internal import CWebAssets
internal import Fagui

/// The files that pages need beside their text.
struct WebAsset: Sendable {
    let type: String
    let bytes: [UInt8]
    /// Changes with the bytes.
    let tag: String

    init(_ file: FaguiWebAsset, type: String) {
        self.type = type
        bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        tag = String(UInt64(bitPattern: bytes.withUnsafeBytes { ContentHash.of($0) }), radix: 16)
    }
}
