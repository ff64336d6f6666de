"""The value kept for what was typed in a champ, or why it is refused.

The types are a closed list; each has one parser here and its mirror in static-site/js/formulaire/lecteurs.js. The
browser warns, this module decides. Both run tests/domain/cas_formulaire.json.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeAlias

from chalicelib.domain.conditions import visible
from chalicelib.domain.coordonnees import AdresseSaisie, parse_adresse, parse_courriel, parse_telephone
from chalicelib.domain.errors import ErreurDeChamp
from chalicelib.domain.formulaire import LONGUEURS, Champ, TypeDeChamp
from chalicelib.domain.francais import format_date, format_nombre
from chalicelib.domain.jour import Jour, parse_iso
from chalicelib.domain.messages import Faute, ValeurRefusee, obligatoire
from chalicelib.domain.texte import BLANCS, parse_texte

Valeur: TypeAlias = str | int | bool | list[str] | AdresseSaisie
"""As it travels in JSON and rests; dates are YYYY-MM-DD."""

ENTIER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
ESPACES = re.compile("[ \u00a0\u202f]")
NOMBRE_MAX = 999_999_999


def parse_valeur(champ: Champ, valeur: object, today: date) -> Valeur | None:
    """The value to keep; None when there is none. Raises ValeurRefusee with all its fautes."""
    vide = valeur is None or (isinstance(valeur, str) and not valeur.strip(BLANCS))
    propre = None if vide else PARSERS[champ.type](champ, valeur, today)
    if propre is None or propre == []:
        if champ.obligatoire:
            raise ValeurRefusee(obligatoire(champ.type))
        return None
    return propre


def check_champs(
    champs: Iterable[Champ], reponses: Mapping[str, object], deja: Mapping[str, Valeur], today: date
) -> tuple[dict[str, Valeur], list[ErreurDeChamp]]:
    """The answers of the visible champs, added to those already kept, and every champ at fault.

    A refused value is not kept: the conditions after it read it as empty.
    """
    gardees, erreurs = dict(deja), list[ErreurDeChamp]()
    for champ in champs:
        if not visible(champ.si, gardees, today):
            continue
        if champ.type is TypeDeChamp.EXPLICATION:
            if champ.arret:
                erreurs.append(Faute("arret").erreur(champ.nom, champ.libelle))
            continue
        try:
            valeur = parse_valeur(champ, reponses.get(champ.nom), today)
        except ValeurRefusee as refus:
            erreurs += [faute.erreur(champ.nom, champ.libelle) for faute in refus.fautes]
        else:
            if valeur is not None:
                gardees[champ.nom] = valeur
    return gardees, erreurs


def _texte(champ: Champ, valeur: object, _today: date) -> Valeur:
    longueur = champ.longueur_max or LONGUEURS[champ.type]
    return parse_texte(valeur, longueur, lignes=champ.type is TypeDeChamp.TEXTE_LONG)


def _nombre(champ: Champ, valeur: object, _today: date) -> Valeur:
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


def _date(champ: Champ, valeur: object, today: date) -> Valeur:
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    try:
        jour = parse_iso(valeur.strip(BLANCS))
    except ValueError as error:
        raise ValeurRefusee(Faute("date")) from error
    if isinstance(champ.min, Jour) and jour < (borne := champ.min.on(today)):
        raise ValeurRefusee(Faute("date-min", {"min": format_date(borne)}))
    if isinstance(champ.max, Jour) and jour > (borne := champ.max.on(today)):
        raise ValeurRefusee(Faute("date-max", {"max": format_date(borne)}))
    return jour.isoformat()


def _oui_non(_champ: Champ, valeur: object, _today: date) -> Valeur:
    if not isinstance(valeur, bool):
        raise ValeurRefusee(Faute("forme"))
    return valeur


def _choix(champ: Champ, valeur: object, _today: date) -> Valeur:
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    if all(option.valeur != valeur for option in champ.options):
        raise ValeurRefusee(Faute("choix"))
    return valeur


def _choix_multiple(champ: Champ, valeur: object, _today: date) -> Valeur:
    """In the order of the definition, once each."""
    if not isinstance(valeur, list) or not all(isinstance(element, str) for element in valeur):
        raise ValeurRefusee(Faute("forme"))
    offertes = [option.valeur for option in champ.options]
    if not set(valeur) <= set(offertes):
        raise ValeurRefusee(Faute("choix"))
    return [offerte for offerte in offertes if offerte in valeur]


PARSERS: Mapping[TypeDeChamp, Callable[[Champ, object, date], Valeur | None]] = {
    TypeDeChamp.TEXTE: _texte,
    TypeDeChamp.TEXTE_LONG: _texte,
    TypeDeChamp.NOMBRE: _nombre,
    TypeDeChamp.DATE: _date,
    TypeDeChamp.OUI_NON: _oui_non,
    TypeDeChamp.CHOIX: _choix,
    TypeDeChamp.CHOIX_MULTIPLE: _choix_multiple,
    TypeDeChamp.COURRIEL: lambda _champ, valeur, _today: parse_courriel(valeur),
    TypeDeChamp.TELEPHONE: lambda _champ, valeur, _today: parse_telephone(valeur),
    TypeDeChamp.ADRESSE: lambda _champ, valeur, _today: parse_adresse(valeur),
}
