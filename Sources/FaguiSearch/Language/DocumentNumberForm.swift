/// The one way in which columns and queries write a document's number (文号): 国发〔2009〕1号, whatever the brackets, and
/// without white space.
package enum DocumentNumberForm {
    /// Brings a number into that form.
    ///
    /// - Parameter folded: The number as an analysis folds it: brackets of full width are ASCII already.
    /// - Returns: The same with 〔 and 〕 for all brackets.
    package static func normalized(_ folded: some StringProtocol) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in folded.unicodeScalars where !scalar.properties.isWhitespace {
            switch scalar {
            case "(", "[", "{", "【", "〔", "〈", "（", "［": scalars.append("〔")
            case ")", "]", "}", "】", "〕", "〉", "）", "］": scalars.append("〕")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
