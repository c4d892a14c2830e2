/// Reads numbers in folded text: 32, 1,000,000, 100万, 1.5亿, 三十二, 卅二, 二〇〇九, 一百万, 壹佰万.
package enum NumeralParser {
    /// Reads the longest number at a place.
    ///
    /// - Parameters:
    ///   - units: Folded UTF-16.
    ///   - start: Where the number begins.
    ///   - end: Where the text ends.
    /// - Returns: Nil where there is none: also for what only looks like one (二三十, 千百).
    /// - Complexity: Linear in the number; of a run of digits only so many are read as a number may have.
    package static func parse(_ units: UnsafePointer<UInt16>, at start: Int, to end: Int) -> Numeral? {
        guard start < end else { return nil }
        return isDigit(units[start]) ? arabic(units, start, end) : chinese(units, start, end)
    }

    /// Whether a number may begin with, or hold, a character.
    @inline(__always)
    package static func mayBegin(_ unit: UInt16) -> Bool {
        isDigit(unit) || unit >= 0x3007 && kind(of: unit) != nil
    }

    /// Where the next number may begin.
    ///
    /// - Parameters:
    ///   - units: Folded UTF-16.
    ///   - start: From where on.
    ///   - end: Where the text ends.
    /// - Returns: The first place with a character of which ``mayBegin(_:)`` says so; `end` if there is none.
    package static func firstStart(in units: UnsafePointer<UInt16>, from start: Int, to end: Int) -> Int {
        starts.withUnsafeBufferPointer { starts in
            var index = start
            while index < end, starts[Int(units[index] >> 6)] >> UInt64(units[index] & 63) & 1 == 0 { index += 1 }
            return index
        }
    }

    /// A bit for each character, set where a number may begin with it: a text has a thousand that do not for one that does.
    private static let starts: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 1 << 10)
        for unit in UInt16.min...UInt16.max where mayBegin(unit) { bits[Int(unit >> 6)] |= 1 << UInt64(unit & 63) }
        return bits
    }()

    @inline(__always)
    private static func isDigit(_ unit: UInt16) -> Bool { unit &- 0x30 < 10 }

    // MARK: Digits

    private static func arabic(_ units: UnsafePointer<UInt16>, _ start: Int, _ end: Int) -> Numeral? {
        var value: UInt64 = 0
        var index = start
        func digit(at index: Int) -> UInt64? {
            index < end && isDigit(units[index]) ? UInt64(units[index] - 0x30) : nil
        }
        while let next = digit(at: index), index - start < 18 {
            value = value * 10 + next
            index += 1
        }
        if digit(at: index) != nil { return nil }
        let hasZeroInFront = units[start] == 0x30 && index - start > 1
        // 1,234,567: groups of three, one to three digits before them.
        var hasGroups = false
        if index - start <= 3, !hasZeroInFront {
            while index < end, units[index] == 0x2C, let a = digit(at: index + 1), let b = digit(at: index + 2),
                let c = digit(at: index + 3), digit(at: index + 4) == nil, value < Numeral.limit / 1000
            {
                value = value * 1000 + a * 100 + b * 10 + c
                index += 4
                hasGroups = true
            }
        }
        var fraction: UInt64 = 0
        var scale: UInt64 = 1
        var point = index
        if index < end, units[index] == 0x2E, digit(at: index + 1) != nil {
            point += 1
            while let next = digit(at: point), scale < 10_000 {
                fraction = fraction * 10 + next
                scale *= 10
                point += 1
            }
            // A fraction counts only before a unit; 3.15 and 1.2.3 are no whole numbers.
            guard digit(at: point) == nil, point < end, unit(of: units[point]) != nil else { return nil }
            index = point
        }
        var isScaled = false
        while index < end, let unit = unit(of: units[index]) {
            guard unit % scale == 0, value < Numeral.limit / unit else { return nil }
            value = value * unit + fraction * (unit / scale)
            fraction = 0
            scale = 1
            isScaled = true
            index += 1
            // 3万5千
            if let next = digit(at: index) {
                guard let rest = arabic(units, index, end), rest.value < unit, !rest.isPlain || next == 0 else {
                    return nil
                }
                return Numeral(
                    range: start..<rest.range.upperBound, value: value + rest.value, isPlain: false, isSingle: false)
            }
        }
        return Numeral(
            range: start..<index, value: value, isPlain: !isScaled && !hasGroups && !hasZeroInFront, isSingle: false)
    }

    // MARK: Chinese

    private enum Kind {
        case digit(UInt64)
        /// 十, 百, 千.
        case unit(UInt64)
        /// 万, 亿.
        case myriad(UInt64)
        /// 廿, 卅, 卌.
        case tens(UInt64)
    }

    private static func chinese(_ units: UnsafePointer<UInt16>, _ start: Int, _ end: Int) -> Numeral? {
        var index = start
        var isPositional = true
        var places: UInt64 = 0
        // Below the next 万 and 亿; above; what is finished.
        var section: UInt64 = 0
        var total: UInt64 = 0
        var pending: UInt64?
        var lastUnit = UInt64.max
        var lastMyriad = UInt64.max
        var hasZero = false
        while index < end, index - start < 32, let kind = kind(of: units[index]) {
            switch kind {
            case .digit(let digit):
                if !isPositional, pending != nil { return nil }
                guard places < Numeral.limit / 10 else { return nil }
                places = places * 10 + digit
                if digit == 0 {
                    hasZero = true
                } else {
                    pending = digit
                }
            case .unit(let unit):
                // Two digits before a unit: 二三十 is about twenty or thirty.
                if isPositional, index - start > 1 { return nil }
                guard unit < lastUnit else { return nil }
                isPositional = false
                // 十二; 一百十二 is said, 百二十 is not written.
                if pending == nil, unit != 10 { return nil }
                section += (pending ?? 1) * unit
                pending = nil
                lastUnit = unit
            case .tens(let tens):
                guard pending == nil, lastUnit > 10, !isPositional || index == start else { return nil }
                isPositional = false
                section += tens
                lastUnit = 10
            case .myriad(let myriad):
                if isPositional, index - start > 1 { return nil }
                isPositional = false
                let value = section + (pending ?? 0)
                guard myriad < lastMyriad || myriad == 100_000_000, value > 0 || total > 0 else { return nil }
                if myriad > 10_000, total > 0 {
                    guard total + value < Numeral.limit / myriad else { return nil }
                    total = (total + value) * myriad
                } else {
                    total += value * myriad
                }
                section = 0
                pending = nil
                lastUnit = .max
                lastMyriad = myriad
            }
            index += 1
        }
        guard index > start else { return nil }
        let length = index - start
        if isPositional {
            // 三四 is about three or four; 二〇〇九 and 一二三 are numbers.
            guard length == 1 || length >= 3 || hasZero else { return nil }
            return Numeral(range: start..<index, value: places, isPlain: false, isSingle: length == 1)
        }
        // 一百二 is 120, but 一百零二 and 一百二十 are the rule in texts of law; what is meant is not sure.
        if let pending, lastUnit > 10, lastUnit != .max, !hasZero { _ = pending; return nil }
        return Numeral(
            range: start..<index, value: total + section + (pending ?? 0), isPlain: false, isSingle: length == 1)
    }

    private static func unit(of unit: UInt16) -> UInt64? {
        switch unit {
        case 0x767E, 0x4F70: 100
        case 0x5343, 0x4EDF: 1000
        case 0x4E07: 10_000
        case 0x4EBF: 100_000_000
        default: nil
        }
    }

    private static func kind(of unit: UInt16) -> Kind? {
        switch unit {
        case 0x3007, 0x96F6, 0x25CB: .digit(0)  // 〇 零 ○
        case 0x4E00, 0x58F9, 0x5F0C: .digit(1)  // 一 壹 弌
        case 0x4E8C, 0x8D30, 0x4E24: .digit(2)  // 二 贰 两
        case 0x4E09, 0x53C1: .digit(3)  // 三 叁
        case 0x56DB, 0x8086: .digit(4)  // 四 肆
        case 0x4E94, 0x4F0D: .digit(5)  // 五 伍
        case 0x516D, 0x9646: .digit(6)  // 六 陆
        case 0x4E03, 0x67D2: .digit(7)  // 七 柒
        case 0x516B, 0x634C: .digit(8)  // 八 捌
        case 0x4E5D, 0x7396: .digit(9)  // 九 玖
        case 0x5341, 0x62FE: .unit(10)  // 十 拾
        case 0x767E, 0x4F70: .unit(100)  // 百 佰
        case 0x5343, 0x4EDF: .unit(1000)  // 千 仟
        case 0x4E07: .myriad(10_000)
        case 0x4EBF: .myriad(100_000_000)
        case 0x5EFF: .tens(20)  // 廿
        case 0x5345: .tens(30)  // 卅
        case 0x534C: .tens(40)  // 卌
        default: nil
        }
    }
}
