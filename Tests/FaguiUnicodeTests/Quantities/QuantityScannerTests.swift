import FaguiTestSupport
import Testing

@testable import FaguiUnicode

/// Amounts as they are written in laws, with their values: yuan, days, times, per cent.
@Suite struct QuantityScannerTests {
    private static func quantities(_ text: String) throws -> [(Quantity, String)] {
        let folder = try TextFolder()
        var text = text
        text.withUTF8 { folder.fold($0, keepsOffsets: true) }
        let units = UnsafeBufferPointer(start: folder.folded.units, count: folder.folded.count)
        return QuantityScanner.scan(units).map { quantity in
            let start = Int(folder.folded.starts[quantity.range.lowerBound])
            let end = Int(folder.folded.ends[quantity.range.upperBound - 1])
            return (quantity, String(decoding: Array(text.utf8)[start..<end], as: UTF8.self))
        }
    }

    /// `[10000 100000)元`: a round bracket leaves the bound out, and what has no bound is left empty.
    private static func written(_ quantity: Quantity) -> String {
        let (scale, unit) =
            switch quantity.kind {
            case .money: (100.0, "元")
            case .period: (1440.0, "日")
            case .multiple: (1000.0, "倍")
            case .ratio: (10_000.0, "%")
            }
        func number(_ bound: Quantity.Bound?) -> String {
            guard let bound else { return "" }
            let value = Double(bound.value) / scale
            return value == value.rounded() ? "\(Int(value))" : "\(value)"
        }
        let names = quantity.subjects.map { " " + $0.name }.joined()
        if quantity.lower == quantity.upper { return number(quantity.lower) + unit + names }
        return (quantity.lower?.isIncluded == false ? "(" : "[") + number(quantity.lower) + " "
            + number(quantity.upper) + (quantity.upper?.isIncluded == false ? ")" : "]") + unit + names
    }

    private static func all(_ text: String) throws -> String {
        try quantities(text).map { written($0.0) }.joined(separator: "; ")
    }

    @Test(
        arguments: [
            // Money
            ("一万元", "10000元"), ("1万元", "10000元"), ("10,000元", "10000元"), ("１０，０００元", "10000元"), ("1.5万元", "15000元"),
            ("10 万元", "100000元"), ("1.5 亿元", "150000000元"), ("人民币五千万元", "50000000元"), ("￥500元", "500元"),
            ("壹佰万元", "1000000元"), ("二百元以下", "[ 200]元"), ("一万元以上", "[10000 ]元"), ("0.5元", "0.5元"), ("二元五角", "2.5元"),
            ("三元四角五分", "3.45元"), ("一千元以上五千元以下", "[1000 5000]元"), ("一万元以上不满五万元", "[10000 50000)元"),
            ("5万元至10万元", "[50000 100000]元"), ("5万至10万元", "[50000 100000]元"), ("1-5万元", "[10000 50000]元"),
            ("五千以上一万元以下", "[5000 10000]元"), ("5000元—20000元", "[5000 20000]元"), ("不超过三万元", "[ 30000]元"),
            ("最高不超过三万元", "[ 30000]元"), ("不得超过人民币三万元", "[ 30000]元"), ("至多一百元", "[ 100]元"), ("最低为五十元", "[50 ]元"),
            ("不低于人民币五千万元", "[50000000 ]元"), ("超过十万元", "(100000 ]元"), ("不足一万元", "[ 10000)元"), ("未达到五万元", "[ 50000)元"),
            ("达到五万元", "[50000 ]元"), ("五万元（含）以上", "[50000 ]元"), ("五万元（不含本数）以下", "[ 50000)元"),
            ("二十万元以上、一百万元以下", "[200000 1000000]元"),
            ("超过5万元至10万元", "(50000 100000]元"), ("十万美元", ""), ("三元催化器", ""), ("100日元", ""), ("一元化领导", ""), ("数十万元", ""),
            ("三元区", ""), ("几百元", ""),
            ("12345678901234567890123元", ""), ("1.2.3元", ""), ("万元", ""),
            // Periods
            ("三十日内", "[ 30]日"), ("十五个工作日", "15日"), ("15 个工作日内", "[ 15]日"), ("五日", "5日"), ("7天", "7日"), ("六个月", "180日"),
            ("三年以上七年以下", "[1095 2555]日"), ("六个月以上三年以下", "[180 1095]日"), ("24小时", "1日"), ("四十八小时以内", "[ 2]日"),
            ("两周", "14日"),
            ("一个星期", "7日"), ("十日以上十五日以下", "[10 15]日"), ("不得少于三十日", "[30 ]日"), ("不少于二年", "[730 ]日"),
            ("最长不得超过六十日", "[ 60]日"),
            ("一年六个月", "545日"), ("二年零六个月", "910日"), ("一年半", "547.5日"), ("半年", "182.5日"), ("三个半月", "105日"),
            ("半个月内", "[ 15]日"),
            ("一至三个月", "[30 90]日"), ("3日至5日", "[3 5]日"), ("满三年", "[1095 ]日"), ("未满一年", "[ 365)日"), ("七十年", "25550日"),
            ("2009年", ""), ("二〇〇九年", ""), ("一九八六年", ""), ("1月1日", ""), ("十二月三十一日起", ""), ("5月10日至15日", ""), ("第三日", ""),
            ("十八周岁", ""), ("80年代", ""), ("上一年度", ""), ("同一天", ""), ("09年", ""), ("98年5月", ""), ("2009-06-15日", ""),
            ("2005年至2010年", ""), ("上半年", ""), ("每月15日", ""),
            // Multiples and shares
            ("三倍", "3倍"), ("3倍", "3倍"), ("1.5倍", "1.5倍"), ("一点五倍以下", "[ 1.5]倍"), ("一倍以上五倍以下", "[1 5]倍"),
            ("1至3倍", "[1 3]倍"),
            ("两倍", "2倍"), ("0.5倍以上", "[0.5 ]倍"), ("成倍", ""), ("百分之五十以上二倍以下", "[0.5 2]倍"), ("百分之五", "5%"), ("5%", "5%"),
            ("５％", "5%"), ("千分之三", "0.3%"), ("3‰", "0.3%"),
            ("万分之五", "0.05%"), ("百分之三以上百分之五以下", "[3 5]%"), ("百分之零点五", "0.5%"), ("百分之百", "100%"),
            ("三分之二以上", "[66.6666 ]%"),
            ("百分之五至百分之十", "[5 10]%"), ("百分之五至十", "[5 10]%"), ("10%-30%", "[10 30]%"), ("10-30%", "[10 30]%"),
            ("不低于10.5%", "[10.5 ]%"),
            ("百分之一点二五", "1.25%"), ("零分之一", ""), ("三分之五", ""),
        ] as [(String, String)])
    func readsTheValue(_ text: String, _ expected: String) throws {
        #expect(try Self.all("为" + text + "。") == expected)
        #expect(try Self.all(text) == expected)
        // What follows and precedes in a sentence changes nothing.
        #expect(try Self.all("应当是，" + text + "，应当。") == expected)
        if !expected.isEmpty { #expect(try Self.quantities("，" + text + "。").map(\.1) == [text]) }
    }

    @Test(
        arguments: [
            ("处一万元以上十万元以下罚款。", "[10000 100000]元 罚款"), ("处一万元以上十万元以下的罚款", "[10000 100000]元 罚款"),
            ("并处货值金额一倍以上三倍以下的罚款", "[1 3]倍 罚款 货值金额"),
            ("处十日以上十五日以下拘留，可以并处五百元以上一千元以下罚款", "[10 15]日 拘留; [500 1000]元 罚款"),
            ("处五日以下拘留或者五百元以下罚款", "[ 5]日 拘留; [ 500]元 罚款"), ("罚款五十元以上二百元以下", "[50 200]元 罚款"),
            ("罚款数额不超过一万元", "[ 10000]元 罚款"),
            (
                "违法所得五万元以上的，并处违法所得一倍以上五倍以下罚款；没有违法所得或者违法所得不足五万元的，并处五万元以上十万元以下的罚款",
                "[50000 ]元 违法所得; [1 5]倍 罚款 违法所得; [ 50000)元 违法所得; [50000 100000]元 罚款"
            ),
            ("货值金额不足一万元的，并处五万元以上十万元以下罚款", "[ 10000)元 货值金额; [50000 100000]元 罚款"),
            ("没收违法所得并处二千元以下罚款", "[ 2000]元 罚款"), ("处三年以下有期徒刑、拘役或者管制", "[ 1095]日 有期徒刑"),
            ("处二年以下有期徒刑或者五万元以下罚金", "[ 730]日 有期徒刑; [ 50000]元 罚金"), ("注册资本不低于人民币五千万元", "[50000000 ]元 注册资本"),
            ("注册资本最低限额为三万元", "[30000 ]元 注册资本"), ("处违法所得三倍以下、最高不超过三万元的罚款", "[ 3]倍 罚款 违法所得; [ 30000]元 罚款"),
            ("处以违法所得1至3倍但不超过3万元的罚款", "[1 3]倍 罚款 违法所得; [ 30000]元 罚款"), ("支付价款十倍或者损失三倍的赔偿金", "10倍 赔偿 价款; 3倍 赔偿 损失"),
            ("处上一年度销售额百分之一以上百分之十以下的罚款", "[1 10]% 罚款 销售额"), ("保存期限不得少于二年", "[730 ]日 保存"), ("每届任期五年", "1825日 任期"),
            ("加收万分之五的滞纳金", "0.05% 滞纳金"), ("有效期为五年", "1825日 有效期"), ("自收到之日起十五日内提出", "[ 15]日"),
            ("并处罚款。期限三十日", "30日"), ("造成直接经济损失一百万元以上", "[1000000 ]元 损失"), ("暂扣六个月机动车驾驶证", "180日 暂扣"),
            ("期满三十日前提出", "30日"), ("补种毁坏株数一倍以上三倍以下的树木", "[1 3]倍"), ("有效期届满三十日前提出", "30日"),
            ("自公示之日起三十日内", "[ 30]日"), ("保存期限自合同终止之日起不少于三年", "[1095 ]日 保存"),
            ("按照每台五千元以上五万元以下的标准处以罚款", "[5000 50000]元 罚款"),
            ("按其造价二倍处以罚款", "2倍 罚款"), ("在收到后一个月内作出", "[ 30]日"), ("占总人数百分之二十以上", "[20 ]%"), ("按前一年度的", ""),
            ("处二千元以上二万元下罚款", "[2000 20000]元 罚款"), ("提前三十日通知", "30日"),
            ("造成三十万元以上直接经济损失", "[300000 ]元 损失"),
        ] as [(String, String)])
    func saysWhatItIsAnAmountOf(_ text: String, _ expected: String) throws {
        #expect(try Self.all(text) == expected)
    }

    @Test(
        arguments: [
            ("100000", [.money], .money, 10_000_000), ("10万元", [.money], .money, 10_000_000),
            ("十万", [.money], .money, 10_000_000),
            ("10萬元", [.money], .money, 10_000_000), ("１０００", [.money], .money, 100_000),
            ("15日", [.period], .period, 21_600),
            ("15", [.period], .period, 21_600), ("十五个工作日", [.period], .period, 21_600),
            ("3个月", [.period], .period, 129_600),
            ("2年", [.period], .period, 1_051_200), ("3", [.multiple], .multiple, 3000),
            ("1.5倍", [.multiple], .multiple, 1500),
            ("5%", [.ratio], .ratio, 50_000), ("5", [.ratio], .ratio, 50_000), ("百分之五", [.ratio], .ratio, 50_000),
            ("三倍", [.money, .multiple], .multiple, 3000), ("3", [.money, .multiple], .money, 300),
            ("0", [.money], .money, 0),
            ("三倍", [.money], nil, 0), ("一万元以上", [.money], nil, 0), ("", [.money], nil, 0), ("abc", [.money], nil, 0),
            ("10万元左右", [.money], nil, 0), ("1-3", [.money], nil, 0), ("2009年", [.period], nil, 0),
            ("-5", [.money], nil, 0),
        ] as [(String, [Quantity.Kind], Quantity.Kind?, UInt64)])
    func readsAnAmountThatStandsAlone(
        _ text: String, _ kinds: [Quantity.Kind], _ kind: Quantity.Kind?, _ value: UInt64
    ) {
        let read = QuantityValue.read(text, as: kinds)
        #expect(read?.kind == kind)
        #expect((read?.value ?? 0) == value)
    }

    @Test func everySubjectIsNamedByItsWordsOnly() throws {
        var seen: Set<String> = []
        for (place, entry) in QuantitySubject.all.enumerated() {
            for word in entry.words {
                #expect(seen.insert(word).inserted, "\(word)")
                #expect(QuantitySubject(named: word)?.number == UInt8(place + 1))
            }
        }
        #expect(QuantitySubject(named: "款") == nil && QuantitySubject(number: 0) == nil)
        #expect(QuantitySubject(number: UInt8(QuantitySubject.all.count + 1)) == nil)
    }

    /// What is written by ``NumeralWriting`` is read, in any of its ways, with bounds in any of theirs.
    @Test func readsWhatIsWritten() throws {
        for seed in RandomTests.seeds(20) {
            var random = SeededGenerator(seed: seed)
            for _ in 0..<100 {
                let low = UInt64.random(in: 2...5_000_000, using: &random)
                let high = low + UInt64.random(in: 1...5_000_000, using: &random)
                func written(_ value: UInt64) -> String {
                    let ways = [
                        NumeralWriting.chinese(value), NumeralWriting.capital(value), NumeralWriting.grouped(value),
                        "\(value)",
                    ].compactMap { $0 }
                    return ways.randomElement(using: &random)!
                }
                let (text, bounds): (String, String) =
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0: (written(low) + "元", "\(low)元")
                    case 1: (written(low) + "元以上" + written(high) + "元以下", "[\(low) \(high)]元")
                    case 2: ("不超过" + written(high) + "元", "[ \(high)]元")
                    case 3: (written(low) + "元至" + written(high) + "元", "[\(low) \(high)]元")
                    case 4: ("超过" + written(low) + "元", "(\(low) ]元")
                    default: ("不低于" + written(low) + "元", "[\(low) ]元")
                    }
                #expect(try Self.all("处" + text + "的罚款。") == bounds + " 罚款", "seed \(seed): \(text)")
            }
        }
    }

    /// Hostile texts take time that grows with their length, and never trap.
    @Test(arguments: ["一", "1", "1,", "百分之", "一万元以上", "元以上", "1-", "三年", "月1日", "(", "半", "不", "9.9", "一二三四五六七八九十"])
    func bearsRepetition(_ piece: String) throws {
        let long = String(repeating: piece, count: 20_000)
        let clock = ContinuousClock()
        var count = 0
        let time = try clock.measure { count = try Self.quantities(long).count }
        #expect(count <= 20_000)
        #expect(time < .seconds(20), "\(piece)")
    }

    @Test func bearsAnyText() throws {
        let alphabet = Array("一二十百千万亿元年月日倍%‰0123456789.,-至以上下内不超过满足分之半个工作(含)罚款处第角 ；。")
        for seed in RandomTests.seeds(20) {
            var random = SeededGenerator(seed: seed)
            for _ in 0..<200 {
                let length = Int.random(in: 0...40, using: &random)
                let text = String((0..<length).map { _ in alphabet.randomElement(using: &random)! })
                var end = 0
                for (quantity, _) in try Self.quantities(text) {
                    #expect(quantity.range.lowerBound >= end && !quantity.range.isEmpty, "seed \(seed): \(text)")
                    #expect(quantity.lower != nil || quantity.upper != nil, "seed \(seed): \(text)")
                    end = quantity.range.upperBound
                }
            }
        }
    }
}
