"""What a page weighs on the network, once compressed: it must come up on a bad connection, far from the town centre."""

import gzip

import pytest

KO = 1024
BUDGETS = {"js": 20 * KO, "css": 8 * KO, "fonts": 60 * KO, "page": 110 * KO}


def _weights(site, page):
    def weigh(urls):
        return sum(len(gzip.compress(site.file(url).read_bytes(), 9)) for url in urls)

    scripts = {s["src"] for s in page.all("script")} | {m["href"] for m in page.all("link", rel="modulepreload")}
    fonts = [f["href"] for f in page.all("link", rel="preload", **{"as": "font"})]
    parts = {
        "js": weigh(scripts),
        "css": weigh([s["href"] for s in page.all("link", rel="stylesheet")]),
        "fonts": sum(site.file(url).stat().st_size for url in fonts),
    }
    images = weigh({i["src"] for i in page.all("img")})
    return parts | {"page": sum(parts.values()) + images + len(gzip.compress(page.source.encode(), 9))}


@pytest.mark.parametrize("part", BUDGETS)
def test_every_page_keeps_to_its_budget(site, part):
    weights = {path: _weights(site, page)[part] for path, page in site.pages.items()}
    assert {path: weight for path, weight in weights.items() if weight > BUDGETS[part]} == {}


def test_every_page_loads_one_sheet_and_two_fonts(site):
    for page in site.pages.values():
        assert len(page.all("link", rel="stylesheet")) == 1, page.path
        assert len(page.all("link", rel="preload", **{"as": "font"})) == 2, page.path
