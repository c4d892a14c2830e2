import Fagui
import Testing

@testable import FaguiServer

@Suite struct RequestErrorTests {
    @Test(arguments: LibraryError.Code.allCases) func clientsSeeNoPathsOfTheMachine(code: LibraryError.Code) {
        let error = LibraryError(code, "/srv/index is at fault.", advice: "See /srv/index.", path: "/srv/index")
        let told = RequestError(error)
        // The others name what the client sent, or what the index calls a text.
        let isFixed: Set<LibraryError.Code> = [
            .locked, .io, .corruptIndex, .noIndex, .newerFormat, .analysis, .cancelled,
        ]
        #expect((told.message + told.advice).contains("/srv") == !isFixed.contains(code))
        #expect(!told.message.isEmpty)
        #expect(told.code == (code == .cancelled ? "timeout" : code.rawValue))
        if code == .cancelled { #expect(told.httpStatus == 503 && told == RequestError(CancellationError())) }
    }
}
