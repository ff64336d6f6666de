"""The words of the mails: courriels/<modele>.txt, first line the subject (R29: none expects an answer)."""

import re
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.config import settings
from chalicelib.domain.courriel import Courriel

if TYPE_CHECKING:
    from jinja2 import Environment

BLANCS = re.compile(r"[ \t\r]+")
"""What a subject, a single line, holds once at most; its non-breaking spaces are meant."""


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 (25 ms that only mails pay)

    # Plain text: nothing to escape. A variable that a model forgets is an error, not a hole.
    return Environment(
        loader=PackageLoader("chalicelib", "courriels"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(courriel: Courriel) -> tuple[str, str]:
    """Subject and text."""
    template = _environment().get_template(f"{courriel.modele}.txt")
    objet, _, texte = template.render(courriel.variables, commune=settings().commune).partition("\n")
    return BLANCS.sub(" ", objet).strip(), texte.strip() + "\n"
