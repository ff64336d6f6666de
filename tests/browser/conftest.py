"""Headless Chromium in front of the whole local portal; a page fails on any console error or CSP report."""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from infra import chromium

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "build" / "captures"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
VIEWPORTS = {
    "390": {"width": 390, "height": 844},
    "1280": {"width": 1280, "height": 900},
    "320": {"width": 320, "height": 568},
}
RULES = """axe.run(document, {
    resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"""
WHATEVER_THE_WIDTH = pytest.mark.parametrize("width", ["390"])
"""For what has no look of its own."""
REFUSALS = re.compile(r"the server responded with a status of (401|404|409|422|429)")


def pytest_addoption(parser):
    parser.addoption("--browser-visible", action="store_true", help="show the browser, slowly")


class Portal:
    """`make run`'s portal on a free port, with data of its own."""

    def __init__(self, folder):
        self.console = folder / "console.txt"
        command = [sys.executable, "-m", "infra.local", "--port", "0", "--data", str(folder / "data")]
        with self.console.open("w", encoding="utf-8") as console:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=console, stderr=console)
        deadline = time.monotonic() + 60
        while not (found := re.search(r"prêt.*(http://127\.0\.0\.1:\d+)", self.console.read_text(encoding="utf-8"))):
            assert self.process.poll() is None, self.console.read_text(encoding="utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.origin = found[1]

    def read(self, path):
        with urllib.request.urlopen(self.origin + path, timeout=10) as answer:
            return json.load(answer)

    def mails(self, destinataire, objet="", mots=""):
        """Those received with these words, newest first, once at least one is there."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            received = [m for m in self.read("/_local/courriels") if m["destinataire"] == destinataire]
            found = [mail for mail in received if objet in mail["objet"] and mots in mail["texte"]]
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"no mail to {destinataire} about {objet!r} {mots!r}")

    def solve(self, cryptogramme):
        return self.read(f"/_local/cryptogrammes/{cryptogramme}")["code"]

    def logins(self):
        return self.read("/_local/demonstration")

    def close(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    opened = Portal(tmp_path_factory.mktemp("portail"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser(request):
    visible = request.config.getoption("--browser-visible")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.find(), args=QUIET, headless=not visible, slow_mo=400 if visible else 0
        )
        yield opened
        opened.close()


@contextmanager
def visiting(browser, portal, width, pardons=(REFUSALS,), **options):
    """A browser that nobody has used. It ends in failure if the console complained of what `pardons` do not know."""
    context = browser.new_context(
        base_url=portal.origin,
        viewport=VIEWPORTS[width],
        locale="fr-FR",
        timezone_id="Europe/Paris",
        reduced_motion="reduce",
        **options,
    )
    context.set_default_timeout(10_000)
    complaints = []
    context.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    context.on("weberror", lambda failure: complaints.append(str(failure.error)))
    try:
        yield context
    finally:
        context.close()
    assert [complaint for complaint in complaints if not any(p.search(complaint) for p in pardons)] == []


@pytest.fixture(params=["390", "1280"])
def width(request):
    """390 px, then 1280."""
    return request.param


@pytest.fixture
def pardons():
    """What the console may say: the refusals of the API, which pages expect; a test adds what it breaks on purpose."""
    return [REFUSALS]


@pytest.fixture
def context(browser, portal, width, pardons):
    """The citizen's browser."""
    with visiting(browser, portal, width, pardons) as context:
        yield context


@pytest.fixture
def page(context):
    """The citizen's page."""
    return context.new_page()


@pytest.fixture
def collegue(browser, portal, width):
    """The page of somebody else, on another machine: an agent."""
    with visiting(browser, portal, width) as context:
        yield context.new_page()


@pytest.fixture
def compte(portal):
    """The demonstration family: two children."""
    return portal.logins()["comptes"][0]


@pytest.fixture
def inspect(page):
    """Axe on the page as it stands, no sideways scroll, and a picture in build/captures."""
    axe = AXE.read_text(encoding="utf-8")

    def look(name, page=page):
        page.wait_for_load_state()
        expect(page.locator("#page .chargement")).to_have_count(0)
        page.evaluate("document.fonts.ready.then(() => null)")
        SHOTS.mkdir(parents=True, exist_ok=True)
        width = page.viewport_size["width"]
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe)  # evaluate() is not bound by the page's CSP, a script tag would be
        found = page.evaluate(RULES)
        faults = [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found["violations"]]
        assert faults == [], f"{name} at {width} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls sideways at {width} px"

    return look
