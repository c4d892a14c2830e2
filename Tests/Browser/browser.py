"""A headless Chromium for tests, and what its pages have to keep to."""

import json
import pathlib
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

WIDE = (1280, 900)
NARROW = (360, 780)


class Browser:
    """One browser window; errors of its console are kept."""

    def __init__(self, scripts=True, language="zh-CN"):
        options = webdriver.ChromeOptions()
        for argument in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            f"--lang={language}", f"--accept-lang={language}", "--hide-scrollbars",
        ):
            options.add_argument(argument)
        if not scripts:
            # Those of pages; the driver's own still run.
            options.add_argument("--blink-settings=scriptEnabled=false")
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        options.binary_location = shutil.which("chromium") or "chromium"
        self.driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
        self.driver.set_page_load_timeout(60)

    def resize(self, size, dark=False):
        """Makes the page so large, as a telephone would where it is narrow."""
        width, height = size
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def complaints(self):
        """Errors of the console since the last call: violations of the policy, files that failed to load."""
        return [
            entry["message"] for entry in self.driver.get_log("browser")
            if entry["level"] in ("SEVERE", "WARNING")
        ]

    def screenshot(self, path: pathlib.Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))

    def quit(self):
        self.driver.quit()


def dump(value):
    """A value for a message."""
    return json.dumps(value, ensure_ascii=False)
