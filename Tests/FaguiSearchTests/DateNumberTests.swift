import Testing

@testable import FaguiSearch

@Suite struct DateNumberTests {
    @Test(arguments: [
        ("2009", 20_090_000, 20_091_231), ("2009-06", 20_090_600, 20_090_631), ("2009-6-1", 20_090_601, 20_090_601),
        ("2009/06/01", 20_090_601, 20_090_601), ("2009.6.30", 20_090_630, 20_090_630),
        ("20090601", 20_090_601, 20_090_601), ("2009年", 20_090_000, 20_091_231), ("2009年6月", 20_090_600, 20_090_631),
        ("2009年6月1日", 20_090_601, 20_090_601), ("2009年6月1", 20_090_601, 20_090_601),
        ("2008-02-29", 20_080_229, 20_080_229), ("2000-02-29", 20_000_229, 20_000_229),
    ])
    func readsDates(text: String, first: UInt32, last: UInt32) throws {
        let date = try #require(DateNumber(text))
        #expect(date.first == first && date.last == last)
    }

    @Test(arguments: [
        "", "209", "20090", "2009-", "2009-13", "2009-00", "2009-6-32", "2009-6-1-", "2009-6-1-2", "二〇〇九", "2009 6",
        "-2009", "2009年6年", "2009日", "0000", "200906011", "2009--6", "2009-123", "99999999999999999999",
        "2009-02-29", "2009-06-31", "20090230", "1900-02-29",
    ])
    func refusesWhatIsNone(text: String) {
        #expect(DateNumber(text) == nil)
    }

    @Test func numbersSortAsDatesDo() throws {
        let dates = try ["2008-12-31", "2009", "2009-01", "2009-01-01", "2009-01-31", "2009-02"].map {
            try #require(DateNumber($0)).first
        }
        #expect(dates == dates.sorted())
    }

    @Test func bracketsOfNumbersAreOneForm() {
        let forms = ["国发(2009)1号", "国发〔2009〕1号", "国发[2009] 1号", "国发【2009】1号"]
        #expect(Set(forms.map { DocumentNumberForm.normalized($0) }) == ["国发〔2009〕1号"])
    }
}
