/// Sorting by a number of 64 bits, for lists of terms: comparing them took three times as long.
package enum RadixSort {
    /// What is sorted.
    package struct Item: BitwiseCopyable {
        /// By which it is sorted.
        package var key: UInt64
        /// What goes with the key.
        package var value: UInt32
        /// Joins the two.
        package init(key: UInt64, value: UInt32) {
            self.key = key
            self.value = value
        }
    }

    /// Lists below this are sorted by comparing: counting digits would take longer.
    private static var smallCount: Int { 128 }

    /// Sorts by key; equal keys keep their order.
    package static func sort(_ items: inout Vector<Item>) {
        let count = items.count
        guard count >= smallCount else { return sortSmall(items) }
        let histograms = histograms(items)
        var from = items.base
        var spare = Vector<Item>(capacity: count)
        var to = spare.extend(by: count)
        for digit in 0..<8 {
            let starts = histograms.base + 256 * digit
            let shift = UInt64(8 * digit)
            // All are equal in this digit.
            if starts[Int(from[0].key >> shift & 0xFF)] == count { continue }
            var sum = 0
            for value in 0..<256 {
                let inValue = starts[value]
                starts[value] = sum
                sum += inValue
            }
            for index in 0..<count {
                let item = from[index]
                let value = Int(item.key >> shift & 0xFF)
                to[starts[value]] = item
                starts[value] += 1
            }
            swap(&from, &to)
        }
        if from != items.base { swap(&items, &spare) }
    }

    /// How often each value of each of the eight digits occurs, lowest digit first.
    private static func histograms(_ items: borrowing Vector<Item>) -> Vector<Int> {
        var histograms = Vector<Int>(capacity: 8 * 256)
        histograms.append(repeating: 0, count: 8 * 256)
        let counts = histograms.base
        for index in 0..<items.count {
            var key = items.base[index].key
            for digit in 0..<8 {
                counts[256 * digit + Int(key & 0xFF)] += 1
                key >>= 8
            }
        }
        return histograms
    }

    private static func sortSmall(_ items: borrowing Vector<Item>) {
        for index in 0..<items.count {
            let item = items.base[index]
            var place = index
            while place > 0, items.base[place - 1].key > item.key {
                items.base[place] = items.base[place - 1]
                place -= 1
            }
            items.base[place] = item
        }
    }
}
