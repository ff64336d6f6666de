"""The mailbox and the telephone as pages: what people would have received, in the portal's own clothes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from chalicelib.clock import PARIS
from chalicelib.domain.francais import format_montant, format_telephone
from infra.local.exchange import Answer
from infra.local.mailbox import Courriel
from infra.local.phone import Sms

SHOWN = 100
SHELL = "404.html"
"""The built page whose header, style and footer dress the mailbox: under whatever names the build gave the files."""
TITLE = re.compile(r"(?<=<title>).*?(?=</title>)", re.DOTALL)
MAIN = re.compile(r"(<main\b[^>]*>).*?(</main>)", re.DOTALL)
LINK = re.compile(r"https?://[^\s<>\"»]+[^\s<>\"».,;:!?)]")


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {"paragraphes": _paragraphs, "heure": _heure}
    environment.filters |= {"telephone": format_telephone, "montant": format_montant}
    return environment


@dataclass(frozen=True, slots=True)
class Clothes:
    """`site` is the built site; `headers` go with every page; `horaires`: when SMS leave, in a sentence."""

    site: Path
    headers: tuple[tuple[str, str], ...]
    horaires: str = ""


def mails(received: Sequence[Courriel], clothes: Clothes) -> Answer:
    """The newest hundred."""
    return _list("courriels.html", "Courriels du portail local", received, clothes)


def sms(received: Sequence[Sms], clothes: Clothes) -> Answer:
    """The newest hundred."""
    return _list("sms.html", "SMS du portail local", received, clothes)


def _list(page: str, title: str, received: Sequence[Courriel | Sms], clothes: Clothes) -> Answer:
    values = {"messages": received[:SHOWN], "nombre": len(received), "horaires": clothes.horaires}
    return dress(page, title, clothes, values)


def dress(page: str, title: str, clothes: Clothes, values: Mapping[str, object]) -> Answer:
    """The template `page`, filled in with `values`, inside the shell of the site."""
    content = _environment().get_template(page).render(values)
    shell = TITLE.sub(title, (clothes.site / SHELL).read_text(encoding="utf-8"))
    html = MAIN.sub(lambda main: main[1] + content + main[2], shell)
    own = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"))
    return Answer(200, (*own, *clothes.headers), html.encode())


def _paragraphs(text: str) -> list[Markup]:
    """Blank lines part them; the strict CSP leaves no other way to keep the lines of a plain text."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [Markup("<br>").join(_with_links(line.strip()) for line in block.splitlines()) for block in blocks]


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
