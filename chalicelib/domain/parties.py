"""Values made of parts: each part is read by its own parser, and named when it is at fault."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from chalicelib.domain.messages import Faute, ValeurRefusee

T = TypeVar("T")


def part(partie: str, parse: Callable[[object], T], valeur: Mapping[str, object], fautes: dict[str, Faute]) -> T | None:
    """Its value; None when it is absent or at fault, and the first faute is then in `fautes`."""
    try:
        return None if valeur.get(partie) is None else parse(valeur[partie])
    except ValeurRefusee as refus:
        fautes[partie] = refus.fautes[0]
        return None


def require(parties: Mapping[str, object], fautes: Mapping[str, Faute]) -> None:
    """Raises ValeurRefusee with each part at fault or empty, once, under its own name."""
    manquante = Faute("obligatoire")
    fautives = [replace(fautes.get(p, manquante), partie=p) for p, v in parties.items() if p in fautes or not v]
    if fautives:
        raise ValeurRefusee(*fautives)


def shape(valeur: object, cles: frozenset[str]) -> Mapping[str, object]:
    """A table that has no other keys. Raises ValeurRefusee."""
    if not isinstance(valeur, Mapping) or not valeur.keys() <= cles:
        raise ValeurRefusee(Faute("forme"))
    return valeur
