import Dispatch
import FaguiTestSupport
import Synchronization

@testable import Fagui

/// A small index that requests are asked of.
enum SampleLibrary {
    /// Opened once, and never closed.
    static let shared = Result { try Blocking.run { try await make() } }

    private static let folder = TemporaryFolder()

    private static func make() async throws -> Library {
        let path = "\(folder.path)/index"
        let writer = try await Library.create(at: path)
        for (id, title, text, issued) in [
            ("梯法2007", "电梯法", "第一章 总则\n第一条 为了电梯质量安全，制定本法。\n第二条 电梯每月检查。", "2007-01-01"),
            ("梯法2022", "电梯法", "第一章 总则\n第一条 为了电梯质量和安全，制定本法。\n第二条 检验不合格的，处三万元罚款。\n第三条 依照前条办理。", "2022-01-01"),
            ("接口", "接口编码规则", "第一条 接口PD1728适用GB/T 19001-2016。\n第二条 根据《电梯法》第二条答复。", "2010-03-15"),
        ] {
            try await writer.add(
                id: id, title: title, text: text, metadata: [MetadataEntry(key: "issued", value: issued)])
        }
        try await writer.commit()
        await writer.close()
        return try await Library.open(at: path)
    }
}

/// Waits for what is asynchronous: a fuzzer's callback is not. Must not be called on a thread of Swift's own pool.
enum Blocking {
    static func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<Result<Value, any Error>?>(nil)
        Task.detached {
            let value: Result<Value, any Error>
            do { value = .success(try await body()) } catch { value = .failure(error) }
            result.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        guard let value = result.withLock({ $0 }) else { throw CancellationError() }
        return try value.get()
    }
}
