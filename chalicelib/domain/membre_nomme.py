"""A person named in a form: somebody of the foyer as the compte knew them that day, or somebody typed by hand."""

from datetime import date
from typing import TypedDict

from chalicelib.domain.francais import format_date
from chalicelib.domain.jour import parse_iso
from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.parties import part, require, shape
from chalicelib.domain.texte import BLANCS, parse_texte

LONGUEUR_NOM, LONGUEUR_PRENOMS, LONGUEUR_ID = 80, 240, 64
TOT = date(1900, 1, 1)


class MembreNomme(TypedDict):
    """`membre`: their id in the foyer, None for somebody whom the compte does not know. `naissance`: YYYY-MM-DD."""

    membre: str | None
    nom: str
    prenoms: str
    naissance: str


def parse_membre(valeur: object, today: date) -> MembreNomme | None:
    """Nothing typed is None; each part at fault once. Raises ValeurRefusee."""
    saisie = shape(valeur, MembreNomme.__required_keys__)
    choisi = saisie.get("membre")
    membre = None if choisi is None else parse_texte(choisi, LONGUEUR_ID) or None
    fautes = dict[str, Faute]()
    parties = {
        "nom": part("nom", lambda texte: parse_texte(texte, LONGUEUR_NOM), saisie, fautes) or "",
        "prenoms": part("prenoms", lambda texte: parse_texte(texte, LONGUEUR_PRENOMS), saisie, fautes) or "",
        "naissance": part("naissance", lambda texte: _naissance(texte, today), saisie, fautes) or "",
    }
    if not fautes and not any(parties.values()):
        return None
    # Somebody who has one name only is known to the compte without prénoms.
    require(parties if membre is None else parties | {"prenoms": parties["prenoms"] or "-"}, fautes)
    return {"membre": membre, "nom": parties["nom"], "prenoms": parties["prenoms"], "naissance": parties["naissance"]}


def _naissance(valeur: object, today: date) -> str:
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    saisie = valeur.strip(BLANCS)
    if not saisie:
        return ""
    try:
        jour = parse_iso(saisie)
    except ValueError as error:
        raise ValeurRefusee(Faute("date")) from error
    if jour < TOT:
        raise ValeurRefusee(Faute("date-min", {"min": format_date(TOT)}))
    if jour > today:
        raise ValeurRefusee(Faute("date-max", {"max": format_date(today)}))
    return jour.isoformat()


def format_membre(membre: MembreNomme) -> str:
    """« Léo Paul Lire, né(e) le 2 mai 2020 »."""
    qui = f"{membre['prenoms'].replace(',', '')} {membre['nom']}".strip()
    return f"{qui}, né(e) le {format_date(date.fromisoformat(membre['naissance']))}"
