/// ICU's data or functions are missing or do not answer.
package struct ICUError: Error, Sendable, Equatable {
    /// ICU's function.
    package var function: String
    /// ICU's name of the error.
    package var name: String

    package init(function: String, name: String) {
        self.function = function
        self.name = name
    }
}
