"""Reading champs: each type has its own keys, and no other."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypedDict

from chalicelib.domain.definition_conditions import Connus, ordered, parse_jour, parse_si
from chalicelib.domain.definition_table import DefinitionInvalide, Table, unique
from chalicelib.domain.formulaire import LONGUEURS, Champ, Option, TypeDeChamp
from chalicelib.domain.heure import GARDEE
from chalicelib.domain.jour import Jour

NOM = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
LONGUEUR_MAX = 10_000
GROUPE_MAX = 10
BORNES = ("min", "max")
LIENS = ("tous", "adultes", "enfants")
SEULS = (TypeDeChamp.GROUPE, TypeDeChamp.POINT, TypeDeChamp.MEMBRE)
"""Types that stand by themselves, never in a groupe."""
TEXTE, DATE = (TypeDeChamp.TEXTE,), (TypeDeChamp.DATE,)
LIEU, ECOLE = (TypeDeChamp.TEXTE, TypeDeChamp.LIEU_NAISSANCE), (TypeDeChamp.TEXTE, TypeDeChamp.ECOLE)
PREREMPLIS: Mapping[str, tuple[TypeDeChamp, ...]] = {
    "identite.nom_naissance": TEXTE,
    "identite.nom_usage": TEXTE,
    "identite.prenoms": TEXTE,
    "identite.naissance.date": DATE,
    "identite.naissance.lieu": LIEU,
    "coordonnees.courriel": (TypeDeChamp.COURRIEL,),
    "coordonnees.telephone": (TypeDeChamp.TELEPHONE,),
    "coordonnees.adresse": (TypeDeChamp.ADRESSE,),
    "membre.nom_naissance": TEXTE,
    "membre.prenoms": TEXTE,
    "membre.naissance.date": DATE,
    "membre.naissance.lieu": LIEU,
    "membre.ecole": ECOLE,
}
"""Where an answer may be read in the compte, and the types of champ that can show it (R6)."""


class Limites(TypedDict, total=False):
    """What only some types have."""

    options: tuple[Option, ...]
    longueur_max: int
    min: int | Jour | str
    max: int | Jour | str
    lien: str
    libelle_un: str
    champs: tuple[Champ, ...]


def parse_nom(table: Table) -> str:
    """Noms are keys of answers and parts of identifiers in pages."""
    nom = table.texte("nom")
    if NOM.fullmatch(nom) is None:
        raise table.refuse("nom", f"{nom!r} does not match {NOM.pattern}")
    return nom


def parse_champ(data: object, place: str, connus: Connus) -> Champ:
    """Raises DefinitionInvalide."""
    table = Table(data, place)
    champ = _champ(table, connus)
    if champ.type is not TypeDeChamp.EXPLICATION:
        champ = replace(champ, prerempli=_prerempli(table, champ.type))
    table.close()
    return champ


def _champ(table: Table, connus: Connus) -> Champ:
    type_de_champ = TypeDeChamp(table.parmi("type", [t.value for t in TypeDeChamp]))
    question = type_de_champ is not TypeDeChamp.EXPLICATION
    return Champ(
        parse_nom(table),
        type_de_champ,
        table.texte("libelle"),
        table.texte("aide", ""),
        obligatoire=table.booleen("obligatoire", defaut=True) if question else False,
        si=parse_si(table, connus),
        arret=False if question else table.booleen("arret", defaut=False),
        **_limites(table, type_de_champ, connus),
    )


def _limites(table: Table, type_de_champ: TypeDeChamp, connus: Connus) -> Limites:
    match type_de_champ:
        case TypeDeChamp.TEXTE | TypeDeChamp.TEXTE_LONG:
            return {"longueur_max": table.entier("longueur_max", 1, LONGUEUR_MAX, LONGUEURS[type_de_champ])}
        case TypeDeChamp.CHOIX | TypeDeChamp.CHOIX_MULTIPLE:
            return {"options": _options(table)}
        case TypeDeChamp.NOMBRE | TypeDeChamp.MONTANT | TypeDeChamp.DATE | TypeDeChamp.HEURE:
            return _between(table, type_de_champ, connus)
        case TypeDeChamp.MEMBRE:
            return {"lien": table.parmi("lien", LIENS)}
        case TypeDeChamp.GROUPE:
            return _groupe(table, connus)
        case _:
            return {}


def _between(table: Table, type_de_champ: TypeDeChamp, connus: Connus) -> Limites:
    ecrites = [cle for cle in BORNES if table.has(cle)]
    if type_de_champ is TypeDeChamp.DATE:
        jours = {cle: parse_jour(table, cle, connus) for cle in ecrites}
        return _bornes(table, jours, in_order=len(jours) < len(BORNES) or ordered(jours["min"], jours["max"]))
    if type_de_champ is TypeDeChamp.HEURE:
        heures = {cle: _heure(table, cle) for cle in ecrites}
        return _bornes(table, heures, in_order=heures.get("min", "00:00") <= heures.get("max", "23:59"))
    nombres = {cle: table.get(cle, int) for cle in ecrites}
    if type_de_champ is TypeDeChamp.MONTANT and min(nombres.values(), default=0) < 0:
        raise table.refuse(ecrites[0], "an amount in centimes is expected, 0 or more")
    return _bornes(table, nombres, in_order=len(nombres) < len(BORNES) or nombres["min"] <= nombres["max"])


def _heure(table: Table, cle: str) -> str:
    heure = table.texte(cle)
    if GARDEE.fullmatch(heure) is None:
        raise table.refuse(cle, f"{heure!r} is no hour as HH:MM")
    return heure


def _groupe(table: Table, connus: Connus) -> Limites:
    """The champs of an entry may read those before them in it, and what was asked before the groupe."""
    ici = dict(connus)

    def read(data: object, place: str) -> Champ:
        interieur = Table(data, place)
        champ = _champ(interieur, ici)
        if champ.type in SEULS:
            raise interieur.refuse("type", f"a groupe holds no {champ.type}")
        interieur.close()
        if ici.setdefault(champ.nom, champ) is not champ:
            raise interieur.refuse("nom", f"{champ.nom!r} is already taken")
        return champ

    libelle, champs = table.texte("libelle_un"), table.valeurs("champs", read)
    if all(champ.type is TypeDeChamp.EXPLICATION for champ in champs):
        raise table.refuse("champs", "a groupe asks at least one question")
    mini, maxi = table.entier("min", 1, GROUPE_MAX, 1), table.entier("max", 1, GROUPE_MAX, GROUPE_MAX)
    limites = _bornes(table, {"min": mini, "max": maxi}, in_order=mini <= maxi)
    return {**limites, "libelle_un": libelle, "champs": champs}


def _bornes(table: Table, bornes: Mapping[str, int | Jour | str], *, in_order: bool) -> Limites:
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
