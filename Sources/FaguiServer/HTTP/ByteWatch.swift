internal import NIOCore

/// Watches the bytes of a connection: when a request begins, when they are not taken, and closes it when a time is up.
///
/// One look in a while does for all times, rather than timers that are set and cleared with every request.
final class ByteWatch: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    private let times: ConnectionTimes
    private var look: Scheduled<Void>?

    init(_ times: ConnectionTimes) {
        self.times = times
    }

    func handlerAdded(context: ChannelHandlerContext) { plan(context) }

    func handlerRemoved(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        look?.cancel()
        look = nil
        context.fireChannelInactive()
    }

    /// Looks after a while whether a time is up.
    private func plan(_ context: ChannelHandlerContext) {
        look = context.eventLoop.assumeIsolated().scheduleTask(in: times.interval) { [weak self] in
            guard let self, look != nil else { return }
            if times.isStalled { times.noteBuffered(context.bufferedBytes, now: .now()) }
            if times.isOver(at: .now()) { context.close(promise: nil) } else { plan(context) }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !times.isEnding else {
            times.drainBytes -= unwrapInboundIn(data).readableBytes
            if times.drainBytes < 0 { context.close(promise: nil) }
            return
        }
        let now = NIODeadline.now()
        times.lastMove = now
        if times.requestStart == nil { times.requestStart = now }
        if !times.lineHasEnded {
            let view = unwrapInboundIn(data).readableBytesView
            if let end = view.firstIndex(of: UInt8(ascii: "\n")) {
                times.lineHasEnded = true
                times.lineLength += end - view.startIndex
            } else {
                times.lineLength += view.count
            }
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            times.endStall(now: .now())
        } else {
            times.startStall(context.bufferedBytes, now: .now())
        }
        context.fireChannelWritabilityChanged()
    }
}
