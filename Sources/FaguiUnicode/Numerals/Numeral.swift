/// A number as it stands in folded text.
package struct Numeral: Equatable {
    /// Units of the text.
    package var range: Range<Int>
    /// Its value, below 10¹⁸.
    package var value: UInt64
    /// Whether it is nothing but ASCII digits, without a zero in front.
    package var isPlain: Bool
    /// Whether it is one Chinese digit or unit alone, which is more often a part of a word than a number.
    package var isSingle: Bool

    /// Values from here on are no numbers that a text would say in words.
    package static var limit: UInt64 { 1_000_000_000_000_000_000 }
}
