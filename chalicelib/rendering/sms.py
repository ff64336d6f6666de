"""The words of text messages: sms/<modele>.txt, one line. A mail without such a file is always a mail (R3)."""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from chalicelib.config import settings
from chalicelib.domain import sms
from chalicelib.domain.courriel import Courriel

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def models() -> frozenset[str]:
    """The mails that have a short form: what tells of a démarche."""
    return frozenset(f.name.removesuffix(".txt") for f in resources.files("chalicelib").joinpath("sms").iterdir())


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 (25 ms that only messages pay)

    # Plain text: nothing to escape. A variable that a model forgets is an error, not a hole.
    return Environment(
        loader=PackageLoader("chalicelib", "sms"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
    )


def render(courriel: Courriel) -> str:
    """In GSM-7 where its words allow."""
    template = _environment().get_template(f"{courriel.modele}.txt")
    return sms.write(template.render(courriel.variables, commune=settings().commune).strip())
