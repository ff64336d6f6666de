"""A place on the map, or in words for who has no map."""

import math
from typing import TypedDict

from chalicelib.domain.messages import Faute, ValeurRefusee
from chalicelib.domain.parties import part, shape
from chalicelib.domain.texte import parse_texte

LONGUEUR = 200
PRECISION = 1_000_000
"""Six decimals: ten centimetres."""
LIMITES = {"latitude": 90, "longitude": 180}


class Coordonnees(TypedDict, total=False):
    """Both, or none when no map was used; degrees."""

    latitude: float
    longitude: float


class Point(Coordonnees):
    """`lieu` may be "" when the map says it."""

    lieu: str


def parse_point(valeur: object) -> Point | None:
    """None when there is neither a place on the map nor words. Raises ValeurRefusee."""
    saisie = shape(valeur, frozenset({*LIMITES, "lieu"}))
    placees = {axe: _degres(saisie[axe], axe) for axe in LIMITES if saisie.get(axe) is not None}
    if len(placees) == 1:
        raise ValeurRefusee(Faute("point"))
    fautes = dict[str, Faute]()
    lieu = part("lieu", lambda texte: parse_texte(texte, LONGUEUR), saisie, fautes) or ""
    if fautes:
        raise ValeurRefusee(Faute(fautes["lieu"].cle, fautes["lieu"].valeurs, "lieu"))
    if not placees:
        return {"lieu": lieu} if lieu else None
    return {"latitude": placees["latitude"], "longitude": placees["longitude"], "lieu": lieu}


def _degres(valeur: object, axe: str) -> float:
    """Rounded by the arithmetic that the browser has as well."""
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        raise ValeurRefusee(Faute("forme"))
    if not abs(valeur) <= LIMITES[axe]:
        raise ValeurRefusee(Faute("point"))
    return math.floor(valeur * PRECISION + 0.5) / PRECISION


def format_point(point: Point) -> str:
    """« Devant le 12 rue des Lilas (50.430000, 2.830000) »: maps understand these coordinates as they are."""
    if "latitude" not in point:
        return point["lieu"]
    place = f"{point['latitude']:.6f}, {point['longitude']:.6f}"
    return f"{point['lieu']} ({place})" if point["lieu"] else place
