"""Reading conditions: the operators are closed, and a condition names only champs asked before."""

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from chalicelib.domain.conditions import Attendu, Combinaison, Comparaison, Condition, Negation, Parmi, Rempli
from chalicelib.domain.definition_table import DefinitionInvalide, Table
from chalicelib.domain.formulaire import Champ, TypeDeChamp
from chalicelib.domain.jour import Jour

Connus: TypeAlias = Mapping[str, Champ]
"""The champs asked before, by nom."""

OPERATEURS = ("egal", "parmi", "rempli", "avant", "apres")
COMBINAISONS = ("tous", "un", "non")
ATTENDUS: Mapping[TypeDeChamp, type[Attendu]] = {
    TypeDeChamp.TEXTE: str,
    TypeDeChamp.NOMBRE: int,
    TypeDeChamp.OUI_NON: bool,
    TypeDeChamp.CHOIX: str,
    TypeDeChamp.CHOIX_MULTIPLE: str,
}
"""What `egal` and `parmi` compare with."""


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
    champ = connus.get(table.texte("champ"))
    if champ is None:
        raise table.refuse("champ", f"no champ {table.data['champ']!r} before this place")
    if operateur == "rempli":
        if champ.type is TypeDeChamp.EXPLICATION:
            raise table.refuse("champ", "an explication has no answer")
        return Rempli(champ.nom, table.get("rempli", bool))
    if operateur == "egal":
        return Parmi(champ.nom, (_attendu(table.data["egal"], table, "egal", champ),), seul=True)
    if operateur == "parmi":
        return Parmi(champ.nom, table.valeurs("parmi", lambda valeur, _: _attendu(valeur, table, "parmi", champ)))
    if champ.type is not TypeDeChamp.DATE:
        raise table.refuse(operateur, f"{champ.nom!r} is no date")
    return Comparaison(champ.nom, "avant" if operateur == "avant" else "apres", parse_jour(table, operateur))


def _attendu(valeur: object, table: Table, operateur: str, champ: Champ) -> Attendu:
    table.get(operateur, type(valeur) if operateur == "egal" else list)
    kind = ATTENDUS.get(champ.type)
    if kind is None or type(valeur) is not kind:
        raise table.refuse(operateur, f"{valeur!r} cannot be an answer to {champ.nom!r} ({champ.type})")
    if champ.options and valeur not in {option.valeur for option in champ.options}:
        raise table.refuse(operateur, f"{valeur!r} is no option of {champ.nom!r}")
    return valeur


def parse_jour(table: Table, cle: str) -> Jour:
    """A date, fixed or relative. Raises DefinitionInvalide."""
    try:
        return Jour(table.texte(cle))
    except ValueError as error:
        raise table.refuse(cle, str(error)) from error


def ordered(mini: Jour, maxi: Jour) -> bool:
    """Whether a lower limit is one: two fixed dates, or two counted from the same day, can be compared."""
    if mini.relatif is not maxi.relatif:
        return True
    today = date(2000, 1, 1)
    return mini.on(today) <= maxi.on(today)
