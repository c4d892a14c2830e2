import Fagui
import Testing

@testable import FaguiServer

@Suite struct PageURLTests {
    @Test(arguments: [
        (PageURL(.search), "/"), (PageURL(.search, ["q": ""]), "/"),
        (
            PageURL(.search, ["q": "质量 安全", "sort": "newest"]),
            "/?q=%E8%B4%A8%E9%87%8F%20%E5%AE%89%E5%85%A8&sort=newest"
        ),
        (PageURL(.search, ["q": "a+b&c=d#e?f%20"]), "/?q=a%2Bb%26c%3Dd%23e%3Ff%2520"),
        (PageURL(.law, ["law": "a/b.md"], fragment: "第1条"), "/law?law=a/b.md#%E7%AC%AC1%E6%9D%A1"),
        (PageURL(fragment: "main"), "#main"), (PageURL(.search, ["q": "x"]).with("q", "y"), "/?q=y"),
        (PageURL(.search, ["q": "x"]).with("q", ""), "/"),
    ])
    func addressesAreWritten(_ url: PageURL, _ text: String) {
        #expect(url.text == text)
    }

    @Test(arguments: hostileTexts + ["质量 “安全”", "a+b", "50%", "\r\nSet-Cookie: x"])
    func whatIsInAnAddressComesBack(_ text: String) throws {
        let url = PageURL(.passage, ["id": text, "lang": "en"])
        #expect(
            url.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "\"") })
        let read = try #require(PageURL(target: url.text))
        #expect(read == url)
        #expect(url.text.hasPrefix("/passage?"))
    }

    @Test(arguments: [
        "//evil.example/", "https://evil.example/", "javascript:alert(1)", "/nowhere", "", "?", "/\\evil.example",
        "passage",
        " /passage", "/passage/../x",
    ])
    func elsewhereIsNoPage(_ target: String) {
        #expect(PageURL(target: target) == nil)
    }

    @Test(arguments: [
        ("q=%E8%B4%A8%E9%87%8F+%E5%AE%89", "q", "质量 安"), ("q=1%2B1", "q", "1+1"), ("a=1&q=2&q=3", "q", "2"),
        ("%71=x", "q", "x"), ("q=+x+", "q", "x"),
        ("q==", "q", "="),
    ])
    func formsAreRead(_ text: String, _ name: String, _ value: String) throws {
        #expect(try FormFields(text.utf8)[name] == value)
    }

    @Test(arguments: ["q", "q=", "q=+", "", "&&", "x=1"])
    func blankIsNothing(_ text: String) throws {
        #expect(try FormFields(text.utf8)["q"] == nil)
    }

    @Test(arguments: ["q=%", "q=%4", "q=%zz", "q=%FF", "%C0%AF=x", "q=%ED%A0%80", String(repeating: "a=1&", count: 65)])
    func malformedFormsAreErrors(_ text: String) {
        #expect(throws: RequestError.self) { try FormFields(text.utf8) }
    }

    @Test(arguments: ["0123456789abcdef", "a;b,c=d \"密钥\"……", "ÿ"])
    func keysComeBackFromCookies(_ key: String) {
        let header = WebKeyCookie.header(key, isSecure: true)
        #expect(header.contains("HttpOnly") && header.contains("SameSite=Strict") && header.contains("Secure"))
        let pair = header.split(separator: ";")[0]
        #expect(WebKeyCookie.key(in: "other=1; \(pair); last=2") == key)
    }

    @Test(arguments: ["", "fagui_key=", "fagui_key=0", "fagui_key=zz", "xfagui_key=6161", "fagui_key=ff"])
    func noKeyIsInOtherCookies(_ cookies: String) {
        #expect(WebKeyCookie.key(in: cookies) == nil)
    }

    @Test(arguments: [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.chinese), ("en-GB,en;q=0.9", .english), ("fr,en;q=0.5", .english),
        ("", .chinese),
        ("de", .chinese), ("zh;q=0.1, en", .english), ("en;q=0, zh;q=0.3", .chinese), ("*", .chinese), ("EN", .english),
        ("en;q=x", .english),
    ])
    func languagesAreChosen(_ header: String, _ language: Language) {
        #expect(Language(acceptLanguage: header) == language)
    }
}
