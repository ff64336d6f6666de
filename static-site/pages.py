"""Pages: Jinja2 templates made into HTML, French typography included."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ONGLETS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "citoyen": (
        ("/accueil/", "Accueil", "home"),
        ("/compte/", "Compte", "compte"),
        ("/services/", "Services", "services"),
        ("/demandes/", "Demandes", "demandes"),
        ("/mes-comptes/", "Mes comptes", "euro"),
    ),
    "agents": (
        ("/agents/demandes/", "Demandes à traiter", "liste"),
        ("/agents/comptes/", "Comptes à valider", "compte"),
        ("/agents/factures/", "Factures", "euro"),
        ("/agents/encaissements/", "Encaissements", "caisse"),
    ),
}
"""Address, label and icon of the tabs of each espace (R40)."""
ROLES = {"/agents/comptes/": "comptes", "/agents/factures/": "regisseur", "/agents/encaissements/": "regisseur"}
"""The tabs that only some agents see, and the role that shows them."""
ACCUEILS = {"": "/", "citoyen": "/accueil/", "agents": "/agents/demandes/"}
AVANT_SIGNE = re.compile(r" (?=[:;!?»](?![a-z]))")
INSECABLE = "\u00a0"


def environment(source: Path, context: Mapping[str, object]) -> Environment:
    """`context` is what every template may name; an unknown name stops the build."""
    jinja = Environment(
        loader=FileSystemLoader([source / "templates", source / "pages"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja.globals.update(context, onglets=ONGLETS, roles=ROLES, accueils=ACCUEILS)
    jinja.filters.update(tel=international, insecable=lambda texte: str(texte).replace(" ", INSECABLE))
    return jinja


def paths(source: Path) -> Iterator[str]:
    """Of the pages that have a template of their own, as they will be written: `faq/index.html`."""
    for file in sorted((source / "pages").rglob("*.html")):
        yield file.relative_to(source / "pages").as_posix()


def render(jinja: Environment, template: str, **variables: object) -> bytes:
    """Raises jinja2.TemplateError, which names the file and the line."""
    return typeset(jinja.get_template(template).render(**variables)).encode()


def typeset(html: str) -> str:
    """The non-breaking spaces of French, which nobody sees while writing."""
    return AVANT_SIGNE.sub(INSECABLE, html).replace("« ", "«" + INSECABLE)


def international(telephone: str) -> str:
    """`03 00 00 00 00` as a link calls it: `+33300000000`."""
    digits = re.sub(r"\D", "", telephone)
    return "+33" + digits.removeprefix("0") if digits.startswith("0") else "+" + digits
