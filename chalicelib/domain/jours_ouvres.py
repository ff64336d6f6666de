"""Jours ouvrés: Monday to Friday, less the public holidays of where the commune is."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

SAMEDI = 5
SUBDIVISIONS = {
    "57": "57", "67": "6AE", "68": "6AE",
    "971": "971", "972": "972", "973": "973", "974": "974", "975": "PM", "976": "976", "977": "BL", "978": "MF",
    "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
"""Where more days are holidays than in the rest of France, by the beginning of the commune's INSEE code."""


def is_ouvre(jour: date, insee: str) -> bool:
    """`insee` is the code of the commune: Good Friday is a holiday in Metz, the 20th of December in Saint-Denis."""
    return jour.weekday() < SAMEDI and not is_ferie(jour, insee)


def is_ferie(jour: date, insee: str) -> bool:
    """A public holiday there."""
    return jour in _feries(jour.year, _subdivision(insee))


def feries(annee: int, insee: str) -> frozenset[date]:
    """Of that year and the two next: as far as a form looks ahead. A browser is given the same list."""
    return frozenset(jour for rang in range(3) for jour in _feries(annee + rang, _subdivision(insee)))


def elapsed(depuis: date, today: date, insee: str) -> int:
    """Jours ouvrés begun since, the first day left out: from a Friday to the Tuesday after it, two."""
    jours = (depuis + timedelta(days=rang) for rang in range(1, (today - depuis).days + 1))
    return sum(is_ouvre(jour, insee) for jour in jours)


def _subdivision(insee: str) -> str | None:
    return SUBDIVISIONS.get(insee[:2]) or SUBDIVISIONS.get(insee[:3])


@cache
def _feries(annee: int, subdivision: str | None) -> Collection[date]:
    from holidays.countries.france import FRA  # noqa: PLC0415  (50 ms that only delays and opening hours pay)

    return frozenset(FRA(years=annee, subdiv=subdivision))  # type: ignore[no-untyped-call]
