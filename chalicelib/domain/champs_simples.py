"""The parsers of what is one text, one number, one day or a choice: see champs.py for the table of all types."""

import re
from datetime import date

from chalicelib.domain.contexte import Contexte
from chalicelib.domain.formulaire import LONGUEURS, Champ, TypeDeChamp
from chalicelib.domain.francais import format_date, format_heure, format_montant, format_nombre
from chalicelib.domain.heure import parse_heure
from chalicelib.domain.jour import Jour, parse_iso
from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.montant import parse_montant
from chalicelib.domain.reponses import Reponses
from chalicelib.domain.texte import BLANCS, parse_texte

ENTIER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
ESPACES = re.compile("[ \u00a0\u202f]")
NOMBRE_MAX = 999_999_999


def parse_texte_libre(champ: Champ, valeur: object) -> str:
    """Raises ValeurRefusee, as all of them."""
    longueur = champ.longueur_max or LONGUEURS[champ.type]
    return parse_texte(valeur, longueur, lignes=champ.type is TypeDeChamp.TEXTE_LONG)


def parse_ecole(champ: Champ, valeur: object) -> str:
    """One of the commune's; free words where it names none."""
    return parse_choix(champ, valeur) if champ.options else parse_texte_libre(champ, valeur)


def parse_nombre(champ: Champ, valeur: object) -> int:
    """Within its limits."""
    nombre = _entier(valeur)
    if isinstance(champ.min, int) and nombre < champ.min:
        raise ValeurRefusee(Faute("nombre-min", {"min": format_nombre(champ.min)}))
    if isinstance(champ.max, int) and nombre > champ.max:
        raise ValeurRefusee(Faute("nombre-max", {"max": format_nombre(champ.max)}))
    return nombre


def _entier(valeur: object) -> int:
    """« 1 200 » is a number for who types it; 3.0 is one for JSON, which has no integers."""
    if isinstance(valeur, str):
        saisi = ESPACES.sub("", valeur)
        if ENTIER.fullmatch(saisi) is None:
            raise ValeurRefusee(Faute("nombre"))
        return int(saisi)
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        raise ValeurRefusee(Faute("forme"))
    if not (abs(valeur) <= NOMBRE_MAX and valeur == int(valeur)):
        raise ValeurRefusee(Faute("nombre"))
    return int(valeur)


def parse_somme(champ: Champ, valeur: object) -> int:
    """An amount within its limits, in centimes."""
    centimes = parse_montant(valeur)
    if isinstance(champ.min, int) and centimes < champ.min:
        raise ValeurRefusee(Faute("montant-min", {"min": format_montant(champ.min)}))
    if isinstance(champ.max, int) and centimes > champ.max:
        raise ValeurRefusee(Faute("montant-max", {"max": format_montant(champ.max)}))
    return centimes


def parse_horaire(champ: Champ, valeur: object) -> str:
    """An hour within its limits."""
    heure = parse_heure(valeur)
    if isinstance(champ.min, str) and heure < champ.min:
        raise ValeurRefusee(Faute("heure-min", {"min": format_heure(champ.min)}))
    if isinstance(champ.max, str) and heure > champ.max:
        raise ValeurRefusee(Faute("heure-max", {"max": format_heure(champ.max)}))
    return heure


def parse_date(champ: Champ, valeur: object, reponses: Reponses, contexte: Contexte) -> str:
    """Within its limits, which other answers may move."""
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    try:
        jour = parse_iso(valeur.strip(BLANCS))
    except ValueError as error:
        raise ValeurRefusee(Faute("date")) from error
    mini, maxi = (_limit(borne, reponses, contexte) for borne in (champ.min, champ.max))
    if mini and jour < mini:
        raise ValeurRefusee(Faute("date-min", {"min": format_date(mini)}))
    if maxi and jour > maxi:
        raise ValeurRefusee(Faute("date-max", {"max": format_date(maxi)}))
    return jour.isoformat()


def _limit(borne: object, reponses: Reponses, contexte: Contexte) -> date | None:
    return borne.resolve(reponses, contexte) if isinstance(borne, Jour) else None


def parse_oui_non(valeur: object) -> bool:
    """Nothing but true and false."""
    if not isinstance(valeur, bool):
        raise ValeurRefusee(Faute("forme"))
    return valeur


def parse_choix(champ: Champ, valeur: object) -> str:
    """One of the options."""
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    if all(option.valeur != valeur for option in champ.options):
        raise ValeurRefusee(Faute("choix"))
    return valeur


def parse_choix_multiple(champ: Champ, valeur: object) -> list[str]:
    """In the order of the definition, once each."""
    if not isinstance(valeur, list) or not all(isinstance(element, str) for element in valeur):
        raise ValeurRefusee(Faute("forme"))
    offertes = [option.valeur for option in champ.options]
    if not set(valeur) <= set(offertes):
        raise ValeurRefusee(Faute("choix"))
    return [offerte for offerte in offertes if offerte in valeur]
