"""Every page that the build makes, at every width: accessible, quiet, without sideways scroll."""

from contextlib import contextmanager

import pytest

from tests.browser.conftest import ROOT, VIEWPORTS
from tests.browser.gestes import login, login_agent

SITE = ROOT / "build" / "site"


def addresses():
    """As one types them: /faq/, /404.html."""
    pages = sorted(page.relative_to(SITE).as_posix() for page in SITE.rglob("*.html"))
    return ["/" + page.removesuffix("index.html") for page in pages]


@pytest.fixture
def width():
    """One browser, whose window takes every width in turn."""
    return "390"


@pytest.fixture
def everyone(context, portal, compte):
    """Logged in as a citizen and as an agent who validates comptes: no page leads away to a login."""
    page = context.new_page()
    login(page, compte)
    login_agent(page, portal, "etat-civil")
    page.close()


def test_every_page_is_accessible_quiet_and_fits(page, inspect, everyone):
    faults = []
    found = addresses()
    assert {"/", "/composants/", "/demarches/acte-deces/", "/404.html"} <= set(found)
    for address in found:
        page.goto(address)
        nom = address.strip("/").replace("/", "-").removesuffix(".html") or "accueil-public"
        for size in VIEWPORTS.values():
            page.set_viewport_size(size)
            with told(faults, address):
                inspect(f"page-{nom}")
    assert faults == []


@contextmanager
def told(faults, address):
    """All the pages are looked at, whatever the first ones say."""
    try:
        yield
    except AssertionError as fault:
        faults.append((address, str(fault)))
