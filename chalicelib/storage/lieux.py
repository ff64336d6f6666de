"""Communes and countries, from the data files that `python -m infra.lieux` makes; read once per process, on first need.

Both are texts with tabs, in the order in which they are shown: communes by number of inhabitants, countries by name.
"""

import functools
from pathlib import Path

from chalicelib.domain.lieux import Lieu, Pays
from chalicelib.domain.lieux import search as search_among

DOSSIER = Path(__file__).parent.parent / "lieux"
COMMUNES, PAYS = DOSSIER / "communes.tsv", DOSSIER / "pays.tsv"
PROPOSES = 8


def search(saisie: str, limite: int = PROPOSES) -> tuple[Lieu, ...]:
    """The communes that `saisie` may mean, the most likely first."""
    return search_among(_communes(), saisie, limite)


def name_of(code: str) -> str | None:
    """Of the commune that has this INSEE code, or the country that has these two letters; None for any other code."""
    return _names().get(code)


@functools.cache
def countries() -> tuple[Pays, ...]:
    """Where one may be born, apart from France and its overseas territories: these have communes."""
    return tuple(Pays(*ligne.split("\t")) for ligne in PAYS.read_text(encoding="utf-8").splitlines())


@functools.cache
def _communes() -> tuple[Lieu, ...]:
    lignes = (ligne.split("\t") for ligne in COMMUNES.read_text(encoding="utf-8").splitlines())
    return tuple(Lieu(code, nom, dep, ancienne == "1", cle) for code, nom, dep, ancienne, cle in lignes)


@functools.cache
def _names() -> dict[str, str]:
    """A former commune may have left its code to the one it belongs to: today's wins."""
    communes = {lieu.code: lieu.nom for lieu in reversed(_communes())}
    return communes | {pays.code: pays.nom for pays in countries()}
