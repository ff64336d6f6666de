"""Reading conditions: the operators are closed, and a condition names only champs asked before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal, TypeAlias

from chalicelib.domain.conditions import Attendu, Combinaison, Comparaison, Condition, Negation, Ordre, Parmi, Rempli
from chalicelib.domain.definition_table import DefinitionInvalide, Table
from chalicelib.domain.formulaire import Champ, TypeDeChamp
from chalicelib.domain.heure import GARDEE, Heure
from chalicelib.domain.jour import AUJOURDHUI, Jour

Connus: TypeAlias = Mapping[str, Champ]
"""The champs asked before, by nom."""

OPERATEURS = ("egal", "parmi", "rempli", "avant", "apres", "superieur", "inferieur")
COMBINAISONS = ("tous", "un", "non")
ATTENDUS: Mapping[TypeDeChamp, type[Attendu]] = {
    TypeDeChamp.TEXTE: str,
    TypeDeChamp.NOMBRE: int,
    TypeDeChamp.MONTANT: int,
    TypeDeChamp.OUI_NON: bool,
    TypeDeChamp.CONSENTEMENT: bool,
    TypeDeChamp.CHOIX: str,
    TypeDeChamp.CHOIX_MULTIPLE: str,
}
"""What `egal` and `parmi` compare with."""
NOMBRES = (TypeDeChamp.NOMBRE, TypeDeChamp.MONTANT)
NAISSANCE = ".naissance"
"""The part of a membre that a date can be compared with."""


def parse_si(table: Table, connus: Connus) -> Condition | None:
    """The `si` of a table, if it has one."""
    return parse_condition(table.get("si", dict), table.place_of("si"), connus) if table.has("si") else None


def parse_condition(data: object, place: str, connus: Connus) -> Condition:
    """Raises DefinitionInvalide."""
    table = Table(data, place)
    operateurs = [cle for cle in (*OPERATEURS, *COMBINAISONS) if table.has(cle)]
    if len(operateurs) != 1:
        raise DefinitionInvalide(place, f"exactly one of {', '.join((*OPERATEURS, *COMBINAISONS))} is expected")
    operateur = operateurs[0]
    condition = _combine(table, operateur, connus) if operateur in COMBINAISONS else _compare(table, operateur, connus)
    table.close()
    return condition


def _combine(table: Table, operateur: str, connus: Connus) -> Condition:
    if operateur == "non":
        return Negation(parse_condition(table.get("non", dict), table.place_of("non"), connus))
    conditions = table.valeurs(operateur, lambda data, place: parse_condition(data, place, connus))
    return Combinaison("tous" if operateur == "tous" else "un", conditions)


def _compare(table: Table, operateur: str, connus: Connus) -> Condition:
    champ = _asked(table, "champ", table.texte("champ"), connus)
    match operateur:
        case "rempli":
            if champ.type is TypeDeChamp.EXPLICATION:
                raise table.refuse("champ", "an explication has no answer")
            return Rempli(champ.nom, table.get("rempli", bool))
        case "egal":
            return Parmi(champ.nom, (_attendu(table.data["egal"], table, "egal", champ),), seul=True)
        case "parmi":
            return Parmi(champ.nom, table.valeurs("parmi", lambda valeur, _: _attendu(valeur, table, "parmi", champ)))
        case "avant" | "apres":
            return Comparaison(champ.nom, operateur, _repere(table, operateur, champ, connus))
        case _:
            return _order(table, "superieur" if operateur == "superieur" else "inferieur", champ, connus)


def _asked(table: Table, cle: str, nom: str, connus: Connus) -> Champ:
    """A champ asked before, under the name that the condition uses; the birth date of a membre is a date."""
    champ = connus.get(nom)
    membre = connus.get(nom.removesuffix(NAISSANCE))
    if champ is None and membre is not None and membre.type is TypeDeChamp.MEMBRE:
        return replace(membre, nom=nom, type=TypeDeChamp.DATE)
    if champ is None:
        raise table.refuse(cle, f"no champ {nom!r} before this place")
    return champ


def _repere(table: Table, operateur: Literal["avant", "apres"], champ: Champ, connus: Connus) -> Jour | Heure:
    if champ.type is TypeDeChamp.DATE:
        return parse_jour(table, operateur, connus)
    if champ.type is not TypeDeChamp.HEURE:
        raise table.refuse(operateur, f"{champ.nom!r} is no date and no heure")
    texte = table.texte(operateur)
    if not GARDEE.fullmatch(texte) and _asked(table, operateur, texte, connus).type is not TypeDeChamp.HEURE:
        raise table.refuse(operateur, f"{texte!r} is no hour as HH:MM and no heure asked before")
    return Heure(texte)


def _order(table: Table, operateur: Literal["superieur", "inferieur"], champ: Champ, connus: Connus) -> Ordre:
    if champ.type not in NOMBRES:
        raise table.refuse(operateur, f"{champ.nom!r} is no nombre and no montant")
    if isinstance(table.data[operateur], str):
        autre = _asked(table, operateur, table.texte(operateur), connus)
        if autre.type is not champ.type:
            raise table.refuse(operateur, f"{autre.nom!r} is no {champ.type}")
        return Ordre(champ.nom, operateur, autre.nom)
    return Ordre(champ.nom, operateur, table.get(operateur, int))


def _attendu(valeur: object, table: Table, operateur: str, champ: Champ) -> Attendu:
    table.get(operateur, type(valeur) if operateur == "egal" else list)
    kind = ATTENDUS.get(champ.type)
    if kind is None or type(valeur) is not kind:
        raise table.refuse(operateur, f"{valeur!r} cannot be an answer to {champ.nom!r} ({champ.type})")
    if champ.options and valeur not in {option.valeur for option in champ.options}:
        raise table.refuse(operateur, f"{valeur!r} is no option of {champ.nom!r}")
    return valeur


def parse_jour(table: Table, cle: str, connus: Connus) -> Jour:
    """A date, fixed, or counted from today or from a date asked before. Raises DefinitionInvalide."""
    try:
        jour = Jour(table.texte(cle))
    except ValueError as error:
        raise table.refuse(cle, str(error)) from error
    if jour.base in {"", AUJOURDHUI}:
        return jour
    champ = connus.get(jour.base.removesuffix(NAISSANCE))
    voulu = TypeDeChamp.MEMBRE if jour.base.endswith(NAISSANCE) else TypeDeChamp.DATE
    if champ is None or champ.type is not voulu:
        raise table.refuse(cle, f"not a date, nor a champ date asked before this place: {jour.base!r}")
    return jour


def ordered(mini: Jour, maxi: Jour) -> bool:
    """Whether a lower limit is one: two fixed dates, or two counted from the same day, can be compared."""
    if mini.base != maxi.base or mini.base not in {"", AUJOURDHUI}:
        return True
    today = date(2000, 1, 1)
    return mini.on(today) <= maxi.on(today)
