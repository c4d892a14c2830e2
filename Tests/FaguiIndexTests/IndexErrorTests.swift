import Testing

@testable import FaguiIndex

/// Messages say what happened, where, and what to do.
@Suite struct IndexErrorTests {
    @Test(arguments: [
        IndexError.notFound(path: "/x/index"), .alreadyExists(path: "/x/index"),
        .corrupt(file: "s000001.terms", byteOffset: 32, reason: "its content does not match its checksum"),
        .tooNew(file: "manifest", found: 2, supported: 1), .locked(path: "/x/index"),
        .io(operation: "write to", path: "/x/index/manifest.tmp", code: 28), .limit("too many documents in one batch"),
        .schemaMismatch(reason: "the field words is declared otherwise"), .writerFailed(reason: "it was closed"),
    ])
    func everyMessageIsOfWholeSentences(error: IndexError) {
        let message = "\(error)"
        #expect(message.first?.isUppercase == true && message.last == ".")
        #expect(!message.contains("..") && !message.contains("  ") && !message.contains("\n"))
    }

    @Test func messagesNameTheFileAndWhatToDo() {
        #expect(
            "\(IndexError.corrupt(file: "s000001.terms", byteOffset: 32, reason: "it ends early"))"
                == "The index file s000001.terms is damaged at byte 32: it ends early. "
                + "Restore the index from a copy, or remove its folder and index again.")
        #expect("\(IndexError.locked(path: "/x"))".contains("the lock file need not be removed"))
        #expect("\(IndexError.tooNew(file: "manifest", found: 2, supported: 1))".contains("version 2"))
    }

    @Test func aFailedWriterRepeatsWhatFailed() {
        let cause = IndexError.io(operation: "write to", path: "/x/f", code: 28)
        let message = "\(IndexError.writerFailed(reason: "\(cause)"))"
        #expect(message.hasPrefix("The writer cannot go on: Could not write to /x/f: No space left on device. "))
        #expect(message.hasSuffix("is safe. The last commit is untouched; roll back, or open another writer."))
    }

    @Test func whatTheSystemSaysComesWithAdvice() {
        func message(_ code: Int32) -> String { "\(IndexError.io(operation: "open", path: "/x", code: code))" }
        #expect(
            message(13)
                == "Could not open /x: Permission denied. Check who owns the folder and its files, and their rights.")
        #expect(message(24).contains("ulimit -n"))
        #expect(message(30).contains("put the index elsewhere"))
        #expect(message(9999).contains("9999"))
        #expect(IndexError.io(operation: "open", path: "/x", code: 2).isMissingFile)
        #expect(!IndexError.io(operation: "open", path: "/x", code: 13).isMissingFile)
    }
}
