"""A built site read as a browser would, and the way to the modules that build it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Page(HTMLParser):
    """One page: its elements in order, and its visible text."""

    path: str
    source: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self):
        super().__init__()
        self._mute = ""
        self.feed(self.source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"script", "style"}:
            self._mute = tag

    def handle_endtag(self, tag):
        if tag == self._mute:
            self._mute = ""

    def handle_data(self, data):
        if not self._mute:
            self.text += data

    def all(self, tag, **attributes):
        return [found for name, found in self.elements if name == tag and attributes.items() <= found.items()]

    @property
    def ids(self):
        return {attributes["id"] for _, attributes in self.elements if "id" in attributes}


@dataclass
class Site:
    root: Path
    pages: dict[str, Page]

    def file(self, url):
        """What the server answers at a path of the site."""
        return self.root / (url.lstrip("/") + ("index.html" if url.endswith("/") else ""))


def read_site(root):
    pages = {}
    for file in sorted(root.rglob("*.html")):
        path = "/" + file.relative_to(root).as_posix().removesuffix("index.html")
        pages[path] = Page(path, file.read_text("utf-8"))
    return Site(root, pages)
