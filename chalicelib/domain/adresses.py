"""Addresses suggested while the citizen types: only what the form itself would take."""

from dataclasses import dataclass

from chalicelib.domain.coordonnees import parse_adresse
from chalicelib.domain.messages import ValeurRefusee
from chalicelib.domain.texte import BLANCS

LONGUEURS = range(4, 201)
"""Characters of a search; the service takes no longer ones, and shorter ones find anything."""
GENRES = {"housenumber", "street"}
"""Of the Base Adresse Nationale: a commune or a hamlet alone is no address."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`libelle` is what the list shows, the rest what the form keeps."""

    libelle: str
    lignes: tuple[str, ...]
    code_postal: str
    commune: str


@dataclass(frozen=True, slots=True)
class Resultat:
    """What the address service says of one place."""

    genre: str
    libelle: str
    voie: str
    code_postal: str
    commune: str


def question(saisie: str) -> str:
    """What to search for; "" when it is too short or too long to find anything."""
    trimmed = " ".join(saisie.strip(BLANCS).split())
    return trimmed if len(trimmed) in LONGUEURS else ""


def suggestion(resultat: Resultat) -> Suggestion | None:
    """None for what is no address of a house or a street, or what the form would refuse."""
    if resultat.genre not in GENRES:
        return None
    lue = {"lignes": [resultat.voie], "code_postal": resultat.code_postal, "commune": resultat.commune}
    try:
        adresse = parse_adresse(lue)
    except ValeurRefusee:
        return None
    if adresse is None:
        return None
    return Suggestion(resultat.libelle, tuple(adresse["lignes"]), adresse["code_postal"], adresse["commune"])
