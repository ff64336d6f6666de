"""The mailbox as a page: what citizens and agents would have received, in the portal's own clothes."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from chalicelib.clock import PARIS
from infra.local.exchange import Answer
from infra.local.mailbox import Courriel

SHOWN = 100
STYLESHEET = re.compile(r'<link[^>]*rel="?stylesheet"?[^>]*>')
LINK = re.compile(r"https?://[^\s<>\"»]+[^\s<>\"».,;:!?)]")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"liens": _with_links, "heure": _heure}
    return environment


def answer(mails: list[Courriel], site: Path, headers: tuple[tuple[str, str], ...]) -> Answer:
    """The newest hundred. The style sheets are those of the built site, under whatever name the build gave them."""
    links = STYLESHEET.findall((site / "404.html").read_text(encoding="utf-8"))
    html = (
        _environment()
        .get_template("courriels.html")
        .render(
            courriels=mails[:SHOWN],
            nombre=len(mails),
            feuilles=Markup("").join(Markup(link) for link in links),  # noqa: S704  # our own build's tags
        )
    )
    own = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"))
    return Answer(200, (*own, *headers), html.encode())


def _with_links(text: str) -> Markup:
    """Addresses in a mail can be followed, as in a mail program."""
    pieces, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found.group())
        pieces += [escape(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])


def _heure(instant: str) -> str:
    """« 23/11/2026 à 14 h 05 », at the town hall's clock."""
    return datetime.fromisoformat(instant).astimezone(PARIS).strftime("%d/%m/%Y à %H\u00a0h\u00a0%M")
