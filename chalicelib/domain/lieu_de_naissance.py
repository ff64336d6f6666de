"""Where somebody was born: a commune by its INSEE code, a country and a town, or the words of who knows neither."""

import re
from collections.abc import Callable
from typing import TypeAlias

from chalicelib.domain.contexte import Contexte
from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.parties import shape
from chalicelib.domain.texte import parse_texte

LieuDeNaissance: TypeAlias = dict[str, str]
"""{code, nom}, {pays, nom, ville} (ville may be "") or {libre}."""

LONGUEUR = 100
CODE = re.compile(r"(?:\d\d|2[AB])\d{3}", re.ASCII)
PAYS = re.compile(r"[A-Z]{2}", re.ASCII)
FORMES = {"code": ("code", "nom"), "pays": ("pays", "nom", "ville"), "libre": ("libre",)}
DEPARTEMENT, OUTRE_MER = 2, 3
"""Signs of an INSEE code that tell the département, which is longer overseas (97, 98)."""


def parse_lieu(valeur: object, contexte: Contexte) -> LieuDeNaissance | None:
    """A text alone is read as free words; nothing in it is None. Raises ValeurRefusee."""
    if isinstance(valeur, str):
        valeur = {"libre": valeur}
    saisie = shape(valeur, frozenset({"code", "pays", "nom", "ville", "libre"}))
    textes = {cle: parse_texte("" if contenu is None else contenu, LONGUEUR) for cle, contenu in saisie.items()}
    dits = {cle for cle, texte in textes.items() if texte}
    genre = next((genre for genre in FORMES if genre in dits), None)
    if genre is None and dits:  # the beginning of a name, or a town without its country
        raise ValeurRefusee(Faute("lieu"))
    if genre is None:
        return None
    if not dits <= set(FORMES[genre]):
        raise ValeurRefusee(Faute("forme"))
    lieu = {cle: textes.get(cle, "") for cle in FORMES[genre]}
    return lieu if genre == "libre" else _named(lieu, genre, contexte.lieu)


def _named(lieu: LieuDeNaissance, genre: str, find: Callable[[str], str | None] | None) -> LieuDeNaissance:
    """With the name that the code has in our lists, whatever was sent."""
    if (CODE if genre == "code" else PAYS).fullmatch(lieu[genre]) is None:
        raise ValeurRefusee(Faute("lieu"))
    nom = find(lieu[genre]) if find else lieu["nom"]
    if not nom:
        raise ValeurRefusee(Faute("lieu"))
    return {**lieu, "nom": nom}


def format_lieu(lieu: LieuDeNaissance) -> str:
    """« Lens (62) », « Mons, Belgique », or the words typed."""
    if "code" in lieu:
        signes = OUTRE_MER if lieu["code"].startswith(("97", "98")) else DEPARTEMENT
        return f"{lieu['nom']} ({lieu['code'][:signes]})"
    return lieu.get("libre") or ", ".join(texte for texte in (lieu["ville"], lieu["nom"]) if texte)
