"""The web pages in a real browser, over the texts of corpus/. Run by scripts/test-browser."""

import os
import pathlib
import unittest
import urllib.parse

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from browser import NARROW, WIDE, Browser, dump

ADDRESS = os.environ["FAGUI_ADDRESS"]
SCREENSHOTS = pathlib.Path(os.environ.get("FAGUI_SCREENSHOTS", ".build/screenshots"))
LAW = "corpus/法规/示例产品质量条例(2023-06-01).md"
OLDER = "corpus/法规/示例产品质量条例(2018-12-29).md"

PAGES = {
    "home": "/",
    "search": "/?" + urllib.parse.urlencode({"q": "产品质量 罚款"}),
    "nothing": "/?" + urllib.parse.urlencode({"q": '"鲸鱼洄游"'}),
    "passage": "/passage?" + urllib.parse.urlencode({"id": LAW + "#第十二条"}),
    "law": "/law?" + urllib.parse.urlencode({"law": LAW}),
    "diff": "/diff?" + urllib.parse.urlencode({"old": OLDER, "new": LAW}),
    "side": "/diff?" + urllib.parse.urlencode({"old": OLDER, "new": LAW, "view": "side"}),
    "laws": "/laws",
    "cite": "/cite",
}


class PagesTest(unittest.TestCase):
    """Each test starts on a page of its own, in one browser for all."""

    scripts = True

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(scripts=cls.scripts)
        cls.addClassCleanup(cls.browser.quit)

    def setUp(self):
        self.driver = self.browser.driver
        self.browser.resize(WIDE)
        self.browser.complaints()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [], "the console complains")

    def open(self, path):
        self.driver.get(ADDRESS + path)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, condition, what):
        return WebDriverWait(self.driver, 10).until(lambda _: condition(), what)

    def search(self, query):
        self.open("/")
        box = self.find("#q")
        box.send_keys(query)
        box.send_keys(Keys.ENTER)
        self.wait(lambda: self.all(".results"), "there are results")


class Common:
    """What works with scripts and without."""

    def test_facets(self):
        self.search("产品质量")
        before = self.find(".summary strong").text
        facet = self.find(".facet li a")
        facet.click()
        self.wait(lambda: self.all(".chosen"), "the filter is shown")
        self.assertNotEqual(self.find(".summary strong").text, before)
        self.find(".chosen a").click()
        self.wait(lambda: not self.all(".chosen"), "the filter is gone")
        self.assertEqual(self.find(".summary strong").text, before)

    def test_paging(self):
        self.search("质量")
        first = [hit.text for hit in self.all(".hit h2")]
        self.find("a[rel=next]").click()
        self.wait(lambda: "after=" in self.driver.current_url, "the next page is there")
        second = [hit.text for hit in self.all(".hit h2")]
        self.assertTrue(second)
        self.assertNotEqual(first, second)
        self.find(".paging a").click()
        self.wait(lambda: "after=" not in self.driver.current_url, "the first page is there")
        self.assertEqual([hit.text for hit in self.all(".hit h2")], first)

    def test_a_citation_leads_to_its_article(self):
        self.search("《示例产品质量条例》第十二条")
        self.assertEqual(len(self.all(".hit")), 1)
        self.assertIn("按条文引用理解", self.find(".remark").text)
        self.find(".hit h2 a").click()
        self.wait(lambda: self.all("article.passage"), "the article is there")
        self.assertEqual(self.find("h1 span").text, "第十二条")
        self.assertEqual(self.find(".citation").text, "《示例产品质量条例》第十二条")

    def test_outline_and_neighbours(self):
        self.open(PAGES["passage"])
        self.assertEqual(self.find(".tree [aria-current]").text, "第十二条")
        self.find("a[rel=next]").click()
        self.wait(lambda: self.find("h1 span").text == "第十三条", "the next article is there")
        self.assertEqual(self.find(".tree [aria-current]").text, "第十三条")
        chapter = self.all(".tree > ul > li > details:not([open]) > summary")[0]
        articles = chapter.find_elements(By.XPATH, "../ul/li/a")
        if articles:
            self.assertFalse(articles[0].is_displayed())
            # Beside its link, which leads to the full text.
            chapter.send_keys(Keys.ENTER)
            self.assertTrue(articles[0].is_displayed())
        self.find(".crumbs a").click()
        self.wait(lambda: self.all("article.full"), "the law is there")
        self.assertGreater(len(self.all("section.article")), 20)

    def test_wordings_and_comparison(self):
        self.open(PAGES["passage"])
        self.find(".wordings a[href^='/diff']").click()
        self.wait(lambda: self.all(".change"), "the comparison is there")
        self.assertTrue(self.all("ins"))
        self.assertTrue(self.all("del"))
        self.find("select[name=view] option[value=side]").click()
        if not self.scripts:
            self.find("main form button[type=submit]").click()
        self.wait(lambda: self.all(".sides"), "the wordings stand side by side")

    def test_citations_are_checked(self):
        self.open("/cite")
        self.find("textarea").send_keys("依据《示例产品质量条例》第十二条和第九百条。")
        self.find("main form button[type=submit]").click()
        self.wait(lambda: self.all(".checks tbody tr"), "the citations are there")
        self.assertEqual(len(self.all(".checks tbody tr")), 2)
        self.assertEqual(len(self.all(".checks tr.finding")), 1)
        self.assertIn("第十二条", self.find("textarea").get_attribute("value"))

    def test_languages(self):
        self.open(PAGES["search"])
        self.assertEqual(self.find("html").get_attribute("lang"), "zh-Hans")
        self.find(".tools a[hreflang=en]").click()
        self.wait(lambda: self.find("html").get_attribute("lang") == "en", "the page is in English")
        self.assertTrue(self.all(".hit"))
        self.find(".hit h2 a").click()
        self.wait(lambda: self.all("article.passage"), "the article is there")
        self.assertEqual(self.find("html").get_attribute("lang"), "en")
        self.find(".tools a[hreflang=zh-Hans]").click()
        self.wait(lambda: self.find("html").get_attribute("lang") == "zh-Hans", "the page is in Chinese")

    def test_a_day_and_all_wordings(self):
        self.open("/?" + urllib.parse.urlencode({"q": "《示例产品质量条例》第一条", "as_of": "2020-01-01"}))
        self.find(".hit h2 a").click()
        self.wait(lambda: self.all("article.passage"), "the article is there")
        self.assertIn("2018-12-29", self.find(".metadata").text)

    def test_hostile_queries_stay_text(self):
        for hostile in ("<script>document.title='x'</script>", "\"><img src=x onerror=document.title='x'>"):
            self.open("/?" + urllib.parse.urlencode({"q": hostile}))
            self.assertEqual(self.find("#q").get_attribute("value"), hostile)
            self.assertTrue(self.driver.title.startswith(hostile))


class WithScripts(Common, PagesTest):
    def test_search(self):
        self.search("产品质量")
        self.assertIn("q=", self.driver.current_url)
        self.assertGreater(len(self.all(".hit")), 3)
        self.assertTrue(self.all(".hit mark"))
        self.assertIn("产品质量", self.find(".hit mark").text)
        self.assertEqual(self.find("#q").get_attribute("value"), "产品质量")

    def suggestions(self, typed):
        self.open("/")
        box = self.find("#q")
        box.send_keys(typed)
        self.wait(lambda: self.all("[role=option]"), "there are suggestions")
        return box, [option.text.split("\n")[0] for option in self.all("[role=option]")]

    def test_suggestions_in_characters(self):
        box, found = self.suggestions("示例产品")
        self.assertIn("示例产品质量条例", found)
        self.assertEqual(box.get_attribute("aria-expanded"), "true")

    def test_suggestions_in_pinyin(self):
        for typed in ("shilichanpin", "slcpzl"):
            with self.subTest(typed):
                self.assertIn("示例产品质量条例", self.suggestions(typed)[1])

    def test_suggestions_by_keyboard(self):
        box, found = self.suggestions("示例")
        box.send_keys(Keys.ARROW_DOWN)
        box.send_keys(Keys.ARROW_DOWN)
        self.assertEqual(box.get_attribute("value"), found[1])
        active = self.find(f"#{box.get_attribute('aria-activedescendant')}")
        self.assertEqual(active.get_attribute("aria-selected"), "true")
        box.send_keys(Keys.ARROW_UP)
        self.assertEqual(box.get_attribute("value"), found[0])
        box.send_keys(Keys.ESCAPE)
        self.assertEqual(box.get_attribute("value"), "示例")
        self.assertEqual(box.get_attribute("aria-expanded"), "false")
        box.send_keys(Keys.ARROW_DOWN)
        self.wait(lambda: box.get_attribute("aria-expanded") == "true", "the list is open again")
        box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        self.wait(lambda: self.all(".results"), "there are results")
        self.assertEqual(self.find("#q").get_attribute("value"), found[0])

    def test_a_suggestion_by_mouse(self):
        _, found = self.suggestions("示例产品")
        self.find("[role=option]").click()
        self.wait(lambda: self.all(".results"), "there are results")
        self.assertEqual(self.find("#q").get_attribute("value"), found[0])

    def test_keyboard(self):
        self.open(PAGES["passage"])
        self.find("body").send_keys("/")
        self.assertEqual(self.driver.switch_to.active_element.get_attribute("id"), "q")
        self.assertEqual(self.driver.switch_to.active_element.get_attribute("value"), "")
        self.open(PAGES["search"])
        self.find("body").send_keys(Keys.TAB)
        skip = self.driver.switch_to.active_element
        self.assertEqual(skip.get_attribute("class"), "skip")
        self.assertGreater(skip.rect["width"], 40)
        skip.send_keys(Keys.ENTER)
        self.assertTrue(self.driver.current_url.endswith("#main"))
        # The next stop is the search form, and what has the focus shows it.
        self.driver.switch_to.active_element.send_keys(Keys.TAB)
        focus = self.driver.switch_to.active_element
        self.assertEqual(focus.get_attribute("id"), "q")
        self.assertNotEqual(focus.value_of_css_property("outline-style"), "none")

    def test_choices_take_effect_at_once(self):
        self.open(PAGES["search"])
        self.find("select[name=sort] option[value=newest]").click()
        self.wait(lambda: "sort=newest" in self.driver.current_url, "the hits are ordered")
        self.assertTrue(self.all(".hit"))

    def test_copying(self):
        self.open(PAGES["passage"])
        self.driver.execute_cdp_cmd(
            "Browser.grantPermissions",
            {"origin": ADDRESS, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
        button = self.find("button[data-copy]")
        self.assertTrue(button.is_displayed())
        button.click()
        self.wait(lambda: button.text == "已复制", "the button says that it was copied")
        copied = self.driver.execute_async_script(
            "const done = arguments[0]; navigator.clipboard.readText().then(done, error => done(String(error)));")
        self.assertEqual(copied, "《示例产品质量条例》第十二条")

    def test_no_page_is_wider_than_a_telephone(self):
        for name, path in PAGES.items():
            with self.subTest(name):
                self.browser.resize(NARROW)
                self.open(path)
                width = self.driver.execute_script("return document.documentElement.scrollWidth")
                self.assertLessEqual(width, NARROW[0])

    def test_screenshots(self):
        for name, path in PAGES.items():
            for size, room in ((WIDE, "wide"), (NARROW, "narrow")):
                for dark in (False, True):
                    self.browser.resize(size, dark)
                    self.open(path)
                    self.browser.screenshot(SCREENSHOTS / f"{name}-{room}-{'dark' if dark else 'light'}.png")

    def test_words_can_be_read(self):
        """Contrast of all text with what is behind it: 4.5, or 3 where it is large."""
        script = (pathlib.Path(__file__).parent / "contrast.js").read_text()
        for dark in (False, True):
            self.browser.resize(WIDE, dark)
            for name, path in PAGES.items():
                with self.subTest(name, dark=dark):
                    self.open(path)
                    faint = self.driver.execute_script(script)
                    self.assertEqual(faint, [], dump(faint))

    def test_controls_have_names(self):
        for name, path in PAGES.items():
            with self.subTest(name):
                self.open(path)
                self.assertEqual(len(self.all("main")), 1)
                self.assertEqual(len(self.all("h1")), 1)
                for control in self.all("input:not([type=hidden]), select, textarea, button, a"):
                    if control.is_displayed():
                        # Browsers do not work out names of what is far from what is shown.
                        name = control.accessible_name or control.get_attribute("textContent")
                        self.assertTrue(name.strip(), control.get_attribute("outerHTML"))
                identities = [one.get_attribute("id") for one in self.all("[id]")]
                self.assertEqual(len(identities), len(set(identities)), "an id stands twice")


class WithoutScripts(Common, PagesTest):
    scripts = False

    def test_scripts_are_off(self):
        self.open(PAGES["passage"])
        self.assertFalse(self.find("button[data-copy]").is_displayed())

    def test_search(self):
        self.search("产品质量")
        self.assertTrue(self.all(".hit mark"))


del PagesTest, Common

if __name__ == "__main__":
    unittest.main()
