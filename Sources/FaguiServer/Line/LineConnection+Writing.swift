internal import NIOCore

// What is written, and how long it may take.
extension LineConnection {
    func writeAnswers(_ context: ChannelHandlerContext) {
        var count = 0
        var last: ByteBuffer?
        while var line = answers.next() {
            if let last { context.write(wrapOutboundOut(last), promise: nil) }
            count += line.readableBytes
            if hasBegun { line.moveReaderIndex(forwardBy: LineAnswer.beginning.utf8CodeUnitCount) }
            hasBegun = false
            last = line
        }
        guard let last else { return }
        if writtenBytes == 0 { clock.noteProgress(now: .now()) }
        writtenBytes += count
        clock.noteWriting(unsent: writtenBytes, now: .now())
        let written = context.eventLoop.makePromise(of: Void.self)
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        written.futureResult.whenComplete { [unsent, count] _ in
            unsent.subtract(count)
            connection.value.wereWritten(count)
        }
        context.writeAndFlush(wrapOutboundOut(last), promise: written)
    }

    /// Sends what the next answer begins with, whatever it is.
    ///
    /// A client that ends sending may wait for answers, or be gone: the system tells these apart when something is sent,
    /// and closes the connection of who is gone.
    func beginAnswer(_ context: ChannelHandlerContext) {
        guard phase == .open || phase == .ending, !answers.isEmpty, !hasBegun else { return }
        hasBegun = true
        var beginning = context.channel.allocator.buffer(capacity: LineAnswer.beginning.utf8CodeUnitCount)
        beginning.writeStaticString(LineAnswer.beginning)
        context.writeAndFlush(wrapOutboundOut(beginning), promise: nil)
    }

    func wereWritten(_ count: Int) {
        writtenBytes -= count
        clock.noteWritten(now: .now())
        // There may be room for requests, or nothing left to do.
        if phase == .ending || framer.hasFrame, let handlerContext { goOn(handlerContext) }
    }

    /// Closes the connection such that the last answers arrive.
    func linger(_ context: ChannelHandlerContext) {
        guard !isInputClosed else {
            phase = .lingering
            context.close(promise: nil)
            return
        }
        phase = .lingering
        clock.noteLingering(now: .now())
        setTimer(context)
        context.close(mode: .output, promise: nil)
        isReadHeld = false
        context.read()
    }

    // MARK: Time

    /// Looks at the time again when some of it may be up.
    func setTimer(_ context: ChannelHandlerContext) {
        timer?.cancel()
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: clock.nextLook(clockState, now: .now())) {
            connection.value.look()
        }
    }

    var clockState: LineClock.State {
        if phase == .lingering { return .lingering }
        if writtenBytes > 0 { return .writing }
        return answers.isEmpty ? .waiting : .working
    }

    func look() {
        guard phase != .closed, let handlerContext else { return }
        // Part of an answer that was taken is progress as well.
        if writtenBytes > 0 { clock.noteBuffered(handlerContext.bufferedBytes, now: .now()) }
        switch clock.verdict(clockState, now: .now()) {
        case .fine: break
        case .halfLine:
            refuse(
                RequestError(
                    .timeout, "The line was not complete in time.", advice: "Send lines as a whole."))
            goOn(handlerContext)
        case .over:
            handlerContext.close(promise: nil)
            return
        }
        setTimer(handlerContext)
    }
}
