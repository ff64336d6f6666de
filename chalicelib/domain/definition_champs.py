"""Reading champs: each type has its own keys, and no other."""

import re
from collections.abc import Mapping
from typing import TypedDict

from chalicelib.domain.definition_conditions import Connus, ordered, parse_jour, parse_si
from chalicelib.domain.definition_table import DefinitionInvalide, Table, unique
from chalicelib.domain.formulaire import LONGUEURS, Champ, Option, TypeDeChamp
from chalicelib.domain.jour import Jour

NOM = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
LONGUEUR_MAX = 10_000
TEXTE, DATE = (TypeDeChamp.TEXTE,), (TypeDeChamp.DATE,)
PREREMPLIS: Mapping[str, tuple[TypeDeChamp, ...]] = {
    "identite.nom_naissance": TEXTE,
    "identite.nom_usage": TEXTE,
    "identite.prenoms": TEXTE,
    "identite.naissance.date": DATE,
    "identite.naissance.lieu": TEXTE,
    "coordonnees.courriel": (TypeDeChamp.COURRIEL,),
    "coordonnees.telephone": (TypeDeChamp.TELEPHONE,),
    "coordonnees.adresse": (TypeDeChamp.ADRESSE,),
    "membre.nom_naissance": TEXTE,
    "membre.prenoms": TEXTE,
    "membre.naissance.date": DATE,
    "membre.naissance.lieu": TEXTE,
}
"""Where an answer may be read in the compte, and the types of champ that can show it (R6)."""


class Limites(TypedDict, total=False):
    """What only some types have."""

    options: tuple[Option, ...]
    longueur_max: int
    min: int | Jour
    max: int | Jour


def parse_nom(table: Table) -> str:
    """Noms are keys of answers and parts of identifiers in pages."""
    nom = table.texte("nom")
    if NOM.fullmatch(nom) is None:
        raise table.refuse("nom", f"{nom!r} does not match {NOM.pattern}")
    return nom


def parse_champ(data: object, place: str, connus: Connus) -> Champ:
    """Raises DefinitionInvalide."""
    table = Table(data, place)
    type_de_champ = TypeDeChamp(table.parmi("type", [t.value for t in TypeDeChamp]))
    question = type_de_champ is not TypeDeChamp.EXPLICATION
    champ = Champ(
        parse_nom(table),
        type_de_champ,
        table.texte("libelle"),
        table.texte("aide", ""),
        obligatoire=table.booleen("obligatoire", defaut=True) if question else False,
        si=parse_si(table, connus),
        prerempli=_prerempli(table, type_de_champ) if question else "",
        arret=False if question else table.booleen("arret", defaut=False),
        **_limites(table, type_de_champ),
    )
    table.close()
    return champ


def _limites(table: Table, type_de_champ: TypeDeChamp) -> Limites:
    match type_de_champ:
        case TypeDeChamp.TEXTE | TypeDeChamp.TEXTE_LONG:
            return {"longueur_max": table.entier("longueur_max", 1, LONGUEUR_MAX, LONGUEURS[type_de_champ])}
        case TypeDeChamp.CHOIX | TypeDeChamp.CHOIX_MULTIPLE:
            return {"options": _options(table)}
        case TypeDeChamp.NOMBRE:
            nombres = {cle: table.get(cle, int) for cle in ("min", "max") if table.has(cle)}
            return _bornes(table, nombres, in_order=nombres.get("min", 0) <= nombres.get("max", nombres.get("min", 0)))
        case TypeDeChamp.DATE:
            jours = {cle: parse_jour(table, cle) for cle in ("min", "max") if table.has(cle)}
            return _bornes(table, jours, in_order=len(jours) < 2 or ordered(jours["min"], jours["max"]))  # noqa: PLR2004
        case _:
            return {}


def _bornes(table: Table, bornes: Mapping[str, int | Jour], *, in_order: bool) -> Limites:
    if not in_order:
        raise table.refuse("min", "min is greater than max")
    limites: Limites = {}
    if "min" in bornes:
        limites["min"] = bornes["min"]
    if "max" in bornes:
        limites["max"] = bornes["max"]
    return limites


def _options(table: Table) -> tuple[Option, ...]:
    options = table.valeurs("options", _option)
    unique([(option.valeur, f"{table.place_of('options')}[{rang}]") for rang, option in enumerate(options)])
    return options


def _option(data: object, place: str) -> Option:
    table = Table(data, place)
    option = Option(table.texte("valeur"), table.texte("libelle"))
    table.close()
    return option


def _prerempli(table: Table, type_de_champ: TypeDeChamp) -> str:
    chemin = table.parmi("prerempli", PREREMPLIS, "")
    if chemin and type_de_champ not in PREREMPLIS[chemin]:
        raise DefinitionInvalide(table.place_of("prerempli"), f"{chemin} cannot fill a champ {type_de_champ}")
    return chemin
