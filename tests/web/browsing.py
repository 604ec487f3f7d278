"""A real server on a home of its own, and a browser that visits it as somebody, with axe at hand."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Portal:
    """A server on a home of its own, whose clock can be set; and the browser that visits it."""

    def __init__(self, home: Path, browser) -> None:
        self.home, self.browser = home, browser
        self.server: subprocess.Popen | None = None
        self.base = ""
        self.axed = 0
        self.pictures = Path(os.environ["DAGMAR_SCREENSHOTS"]) if "DAGMAR_SCREENSHOTS" in os.environ else None

    def dagmar(self, *args: str) -> None:
        done = subprocess.run([sys.executable, "-m", "dagmar", *args], env=self._env(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]

    def clock(self, moment: str) -> None:
        """Mark the database as a demo's, its clock standing at the moment."""
        code = "import sys; from datetime import datetime as d; from dagmar.site.home import mark_as_demo as m; "
        code += "m(d.fromisoformat(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", code, moment], env=self._env(), check=True)

    def at(self, moment: str) -> None:
        """Start the server again, with the clock at the moment."""
        self.stop()
        self.clock(moment)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "dagmar", "serve", "--port", str(port)]
        self.server = subprocess.Popen(command, env=self._env(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{self.base}/healthz", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(20)
            self.server = None

    def person(self, person: str, lang: str = "sv") -> Visit:
        return Visit(self, person, lang)

    def _env(self) -> dict[str, str]:
        return {**os.environ, "DAGMAR_HOME": str(self.home), "DAGMAR_LANG": "en"}


class Visit:
    """One person's visit: a browser window without JavaScript, and one with it, for axe alone."""

    def __init__(self, portal: Portal, person: str, lang: str) -> None:
        self.portal = portal
        self.context = portal.browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 1000})
        self.context.add_cookies([{"name": "dagmar-lang", "value": lang, "url": portal.base}])
        self.page = self.context.new_page()
        self.page.goto(f"{portal.base}/logga-in/")
        self.page.locator(f'button[name="person"][value="{person}"]').click()
        self.who = f"{person}-{lang}"

    def go(self, path: str, status: int = 200) -> Visit:
        response = self.page.goto(f"{self.portal.base}{path}")
        assert response, path
        assert response.status == status, (path, response.status)
        return self

    def says(self, *words: str) -> Visit:
        text = self.page.locator("body").inner_text().replace("\u00a0", " ")
        for each in words:
            assert each.lower() in text.lower(), (each, text[:3000])
        return self

    def fill(self, **values: str) -> Visit:
        for name, value in values.items():
            self.page.locator(f'[name="{name.replace("_", "-")}"]').first.fill(value)
        return self

    def tick(self, *selectors: str) -> Visit:
        for selector in selectors:
            self.page.locator(selector).check()
        return self

    def send(self) -> Visit:
        """Press the one filled button of the page."""
        self.page.locator("main button.btn.go").first.click()
        return self

    def sound(self, name: str) -> Visit:
        """axe finds nothing on the page as it stands, wide and narrow, light and dark."""
        html = self.page.content()
        for width, scheme in ((1440, "light"), (375, "dark")):
            with_script = self.portal.browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True,
                storage_state=self.context.storage_state(),
            )  # fmt: skip
            page = with_script.new_page()
            page.route("**/axed", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
            page.goto(f"{self.portal.base}/axed")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{name} at {width} {scheme}: {found.generate_report()[:3000]}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide at {width}"
            self.portal.axed += 1
            if self.portal.pictures:
                self.portal.pictures.mkdir(parents=True, exist_ok=True)
                picture = self.portal.pictures / f"{name}-{self.who}-{width}-{scheme}.png"
                page.screenshot(path=str(picture), full_page=True)
            with_script.close()
        return self

    def leave(self) -> None:
        self.context.close()
