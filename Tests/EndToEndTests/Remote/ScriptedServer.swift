import FaguiServer
import NIOCore
import NIOPosix
import Synchronization

/// A server whose answers are written down: it sends the next one when something has come, and ends after the last.
final class ScriptedServer: Sendable {
    private final class Script: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: String
        let sent: Mutex<String>

        init(_ answer: String) {
            self.answer = answer
            sent = Mutex("")
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data))
            let isWhole = sent.withLock { sent in
                let wasWhole = sent.hasSuffix("}")
                sent += text
                return !wasWhole && sent.hasSuffix("}")
            }
            guard isWhole else { return }
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).whenComplete { _ in
                channel.close(promise: nil)
            }
        }
    }

    private let channel: any Channel
    private let script: Script

    /// - Parameter answer: What is sent behind a request that ends with a JSON object.
    /// - Throws: What keeps it from listening.
    init(_ answer: String) async throws {
        let script = Script(answer)
        self.script = script
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(script) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { channel.close(promise: nil) }

    var address: ServerConfiguration.Address { .tcp(host: "127.0.0.1", port: channel.localAddress?.port ?? 0) }

    /// What has come.
    var sent: String { script.sent.withLock { $0 } }
}
