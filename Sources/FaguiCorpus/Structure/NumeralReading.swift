/// The value of a numeral, character by character.
struct NumeralReading {
    /// What the units below 万 have said.
    private var sum = 0
    private var myriads = 0
    /// The digits since the last unit, read in places.
    private var run = 0
    private var runLength = 0
    private var beginsWithZero = false
    /// The unit before them; 0 for none.
    private var lastUnit = 0
    private var isSound = true

    mutating func take(digit: Int) {
        if runLength == 0 { beginsWithZero = digit == 0 }
        run = min(run * 10 + digit, ChineseNumeral.limit + 1)
        runLength += 1
    }

    mutating func take(unit: Int) {
        // 一千零十: behind a unit 零 fills a gap, and 十 stands for 一十.
        let isImplied = runLength == 0 || run == 0 && lastUnit > 0
        if unit == 10_000 {
            myriads = min((myriads + sum + run) * unit, ChineseNumeral.limit + 1)
            sum = 0
        } else {
            if lastUnit > 0 && unit >= lastUnit || run > 9 { isSound = false }
            sum = min(sum + (isImplied ? 1 : run) * unit, ChineseNumeral.limit + 1)
        }
        lastUnit = unit
        (run, runLength, beginsWithZero) = (0, 0, false)
    }

    /// The value; nil where the characters say none.
    var value: Int? {
        guard lastUnit > 0 else { return run }
        guard isSound, isEndSound else { return nil }
        return myriads + sum + run
    }

    /// Whether digits behind the last unit fill its places: 三百二零, 一千零五, and 一百二 as it was always read.
    private var isEndSound: Bool {
        let places = lastUnit == 10 ? 1 : lastUnit == 100 ? 2 : lastUnit == 1000 ? 3 : 4
        return runLength <= 1 || runLength == places || beginsWithZero && runLength < places
    }
}
