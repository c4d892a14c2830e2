import Fagui
import FaguiTestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A small index with files of every kind: three segments, deletions, an analysis; laws with wordings, articles and
/// citations.
final class DamageSample: Sendable {
    /// Where the index is, in a folder that goes with the value.
    let path: String
    private let folder: TemporaryFolder

    init() async throws {
        folder = TemporaryFolder()
        path = "\(folder.path)/index"
        let library = try await Library.create(at: path)
        for (number, texts) in Self.commits.enumerated() {
            for text in texts {
                try await library.add(
                    id: text.id, title: text.title, text: text.text,
                    metadata: text.metadata.map { MetadataEntry(key: $0, value: $1) })
            }
            try await library.commit()
            if number == 1 { _ = try await library.remove(ids: ["旧通知"]) }
        }
        await library.close()
    }

    private struct Text {
        var id: String
        var title: String
        var metadata: KeyValuePairs<String, String>
        var text: String
    }

    private static let commits: [[Text]] = [
        [
            Text(
                id: "梯法2007", title: "电梯法",
                metadata: ["issued": "2007-01-01", "effective": "2007-06-01", "level": "法律", "issuer": "全国人大常委会"],
                text: "第一章 总则\n第一条 为了电梯质量安全，制定本法。\n第二条 电梯每月检查。\n依照本法第一条办理。"),
            Text(
                id: "旧通知", title: "关于电梯的旧通知", metadata: ["issued": "2008-03-01"],
                text: "第一条 电梯检验通知。"),
            Text(
                id: "起重", title: "起重机械检查通知", metadata: ["issued": "2010-03-15", "number": "国质检特〔2010〕22号"],
                text: "一、对起重机械和压力管道开展检查，质量和安全一并检验。\n二、处三万元以上十万元以下罚款。"),
        ],
        [
            Text(
                id: "梯法2022", title: "电梯法",
                metadata: ["issued": "2022-01-01", "effective": "2022-06-01", "level": "法律", "issuer": "全国人大常委会"],
                text: "第一章 总则\n第一条 为了电梯质量和安全，制定本法。\n第二条 电梯每月检查，检验不合格的，处三万元罚款。\n第三条 依照前条办理。监督部门公布结果。"),
            Text(
                id: "接口", title: "接口编码规则", metadata: [:],
                text: "第一条 接口PD1728适用GB/T 19001-2016。\n第二条 应当自收到之日起十五日内答复。"),
        ],
        [
            Text(
                id: "细则", title: "某省电梯法实施细则", metadata: ["issued": "2023-05-01", "status": "现行有效"],
                text: "第一条 根据《电梯法》第二条，电梯检验制定本细则。\n第二条 对起重机械和压力管道开展检查，质量和安全一并检验。")
        ],
    ]
}

/// A copy of the index in a folder whose files are damaged and mended.
final class DamagedFolder {
    let path: String
    /// All files but the lock, by name.
    let files: [String: [UInt8]]
    private let folder: TemporaryFolder

    /// Copies the index at a path.
    init(copying source: String) throws {
        folder = TemporaryFolder()
        path = folder.path
        var files: [String: [UInt8]] = [:]
        for name in try FileNames.list(source) where name != "write.lock" {
            files[name] = try FileNames.read("\(source)/\(name)")
        }
        self.files = files
        try restoreAll()
    }

    /// Names in an order that is always the same.
    var names: [String] { files.keys.sorted() }

    /// Puts a file in place.
    func put(_ name: String, _ content: [UInt8]) throws { try folder.write(name, bytes: content) }

    /// Changes one byte where it lies.
    func put(_ name: String, at offset: Int, _ byte: UInt8) throws {
        let file = open("\(path)/\(name)", O_WRONLY)
        defer { close(file) }
        var byte = byte
        guard pwrite(file, &byte, 1, off_t(offset)) == 1 else {
            throw SystemFailure(action: "pwrite \(name)", code: errno)
        }
    }

    func remove(_ name: String) throws { try folder.remove(name) }

    /// Puts a file back as it was.
    func restore(_ name: String) throws {
        if let content = files[name] { try put(name, content) }
    }

    /// Puts all back as it was, and removes what was not there.
    func restoreAll() throws {
        for name in try FileNames.list(path) where files[name] == nil { try remove(name) }
        for name in files.keys { try restore(name) }
    }
}

/// A call to the system that failed.
struct SystemFailure: Error {
    let action: String
    let code: Int32
}

private enum FileNames {
    static func list(_ path: String) throws -> [String] {
        guard let stream = opendir(path) else { throw SystemFailure(action: "opendir \(path)", code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    static func read(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw SystemFailure(action: "open \(path)", code: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, Int32(SEEK_END))))
        guard pread(file, &bytes, bytes.count, 0) == bytes.count else {
            throw SystemFailure(action: "read \(path)", code: errno)
        }
        return bytes
    }
}
