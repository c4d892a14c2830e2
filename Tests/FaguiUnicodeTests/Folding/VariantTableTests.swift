import CVocabulary
import Testing

@testable import FaguiUnicode

@Suite struct VariantTableTests {
    private static let table = Result { try VariantTable.build() }

    private func folded(_ character: Character) throws -> Character {
        let unit = try #require(Array(String(character).utf16).first)
        return Character(try #require(Unicode.Scalar(try Self.table.get()[Int(unit - VariantTable.first)])))
    }

    /// What a reader takes for the same character is the same, in both directions.
    @Test(arguments: [
        "干乾幹", "后後", "发發髮", "里裏裡", "说說説", "产產産", "质質", "监監", "检檢検", "验驗験", "图圖図", "强強",
        "为為爲", "众眾衆", "台臺", "户戶戸", "册冊", "证證証", "条條", "国國", "会會", "着著",
    ])
    func formsOfOneCharacterAreOne(forms: String) throws {
        let first = try folded(try #require(forms.first))
        for form in forms { #expect(try folded(form) == first, "\(form)") }
    }

    @Test(arguments: ["堃", "喆", "镕", "甦", "镕", "质", "安", "龥"])
    func otherCharactersStayAsTheyAre(character: String) throws {
        let character = try #require(character.first)
        #expect(try folded(character) == character)
    }

    @Test func whatACharacterFoldsToStays() throws {
        let table = try Self.table.get()
        for unit in table {
            guard unit >= VariantTable.first, Int(unit - VariantTable.first) < VariantTable.count else { continue }
            #expect(table[Int(unit - VariantTable.first)] == unit)
        }
    }

    /// The shipped list holds nothing that is passed over, twice, or said by ICU already.
    @Test func theListIsSound() throws {
        let file = fagui_vocabulary_variants()
        let text = String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
        var seen: Set<Character> = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(columns.count == 2 && columns[0].count == 1, "\(line)")
            for variant in columns[1] {
                let isNew = seen.insert(variant).inserted
                #expect(isNew, "\(variant) stands twice")
                #expect(try folded(variant) == folded(Character(String(columns[0]))), "\(line)")
                #expect(String(variant).utf16.count == 1, "\(variant) lies beyond the table")
            }
        }
        #expect(seen.count > 300)
    }
}
