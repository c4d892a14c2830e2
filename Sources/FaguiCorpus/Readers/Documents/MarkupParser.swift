internal import CMarkup

/// Receives what a markup parser finds.
protocol MarkupHandler: AnyObject {
    /// Set to end the parse.
    var isStopped: Bool { get }
    /// An element begins.
    func open(_ name: String, _ attributes: MarkupAttributes)
    /// An element ends.
    func close(_ name: String)
    /// Text, whole characters.
    func text(_ bytes: UTF8Bytes)
}

/// The attributes of an element; valid while it is told.
struct MarkupAttributes {
    fileprivate let all: UnsafeBufferPointer<FaguiAttribute>

    /// The value of an attribute by its name without prefix; nil if there is none.
    subscript(name: StaticString) -> String? {
        for attribute in all {
            guard let found = attribute.name else { continue }
            let length = name.utf8CodeUnitCount
            var index = 0
            while index < length, UInt8(bitPattern: found[index]) == name.utf8Start[index] { index += 1 }
            guard index == length, found[index] == 0 else { continue }
            let value = UnsafeRawBufferPointer(start: attribute.value, count: attribute.length)
            return String(decoding: value, as: UTF8.self)
        }
        return nil
    }
}

/// libxml2's parsers, which call back and build no tree.
enum MarkupParser {
    /// Why a document was not read to its end.
    struct Fault: Error, Equatable {
        var reason: String
        /// From 1; nil where it is not known.
        var line: Int?
    }

    /// Reads HTML, as well as it can be.
    ///
    /// - Parameters:
    ///   - text: Valid UTF-8, whatever the document says of its encoding.
    ///   - handler: Is told what there is.
    /// - Throws: ``Fault`` where it was not read to its end.
    static func parseHTML(_ text: [UInt8], _ handler: any MarkupHandler) throws(Fault) {
        try parse(text, handler, fagui_parse_html)
    }

    /// Reads XML in an encoding that it states.
    ///
    /// - Parameters:
    ///   - text: The document as it is.
    ///   - handler: Is told what there is.
    /// - Throws: ``Fault`` where it is not well-formed, has a document type, or was stopped.
    static func parseXML(_ text: [UInt8], _ handler: any MarkupHandler) throws(Fault) {
        try parse(text, handler, fagui_parse_xml)
    }

    private typealias Parse = (
        UnsafePointer<CChar>?, Int, UnsafePointer<FaguiMarkupHandler>?, UnsafeMutableRawPointer?,
        UnsafeMutablePointer<FaguiMarkupFault>?
    ) -> Int32

    private static func parse(_ text: [UInt8], _ handler: any MarkupHandler, _ parse: Parse) throws(Fault) {
        let receiver = Receiver(handler)
        var callbacks = FaguiMarkupHandler(
            open: { context, name, attributes, count in
                guard let handler = Receiver.from(context), let name else { return 1 }
                handler.open(
                    String(cString: name),
                    MarkupAttributes(all: UnsafeBufferPointer(start: attributes, count: count)))
                return handler.isStopped ? 1 : 0
            },
            close: { context, name in
                guard let handler = Receiver.from(context), let name else { return 1 }
                handler.close(String(cString: name))
                return handler.isStopped ? 1 : 0
            },
            text: { context, bytes, length in
                guard let handler = Receiver.from(context) else { return 1 }
                UnsafeRawBufferPointer(start: bytes, count: length).withMemoryRebound(to: UInt8.self) {
                    handler.text($0)
                }
                return handler.isStopped ? 1 : 0
            })
        var fault = FaguiMarkupFault()
        let context = Unmanaged.passUnretained(receiver).toOpaque()
        let result = withExtendedLifetime(receiver) {
            text.withUnsafeBytes {
                parse($0.bindMemory(to: CChar.self).baseAddress, $0.count, &callbacks, context, &fault)
            }
        }
        guard result != 0 else { return }
        let reason = withUnsafeBytes(of: fault.reason) { String(decoding: $0.prefix { $0 >= 0x20 }, as: UTF8.self) }
        throw Fault(reason: reason, line: fault.line > 0 ? Int(fault.line) : nil)
    }

    /// Carries a handler through C.
    private final class Receiver {
        let handler: any MarkupHandler

        init(_ handler: any MarkupHandler) { self.handler = handler }

        static func from(_ context: UnsafeMutableRawPointer?) -> (any MarkupHandler)? {
            context.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue().handler }
        }
    }
}
