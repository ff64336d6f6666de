"""The delay of each démarche, measured every night on its decisions and shown beside the one announced."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from chalicelib import clock, storage
from chalicelib.config import settings
from chalicelib.domain.errors import Indisponible
from chalicelib.domain.mesures import RECUL, usual_delay
from chalicelib.observability import describe, logger

GARDE = timedelta(hours=1)
"""During which a process does not ask again: the measure changes once a day."""
PERIMEE = timedelta(days=7)
"""A measure that a week of nights did not renew is not shown any more."""


@dataclass(frozen=True, slots=True)
class Lue:
    """As this process last read it."""

    jours: int | None
    jusqu_a: datetime


_lues: dict[str, Lue] = {}


def median(slug: str) -> int | None:
    """Days, on the decisions of the last three months; None when they are too few, or when the store does not answer.

    One round trip an hour in each process: to be asked beside what the page reads.
    """
    lue = _lues.get(slug)
    if lue is None or lue.jusqu_a <= clock.now():
        lue = _lues[slug] = Lue(_read(slug), clock.now() + GARDE)
    return lue.jours


def forget() -> None:
    """What was read, by a process whose store changes under it."""
    _lues.clear()


def measure() -> None:
    """Every démarche of the commune, at once. What fails is for tomorrow."""
    try:
        storage.together(*(partial(_measure, slug) for slug in settings().commune.demarches))
    except Indisponible as error:
        logger.warning("delays not measured", extra={"erreur": describe(error)})


def _measure(slug: str) -> None:
    now = clock.now()
    jours = usual_delay(storage.mesures.durations(slug, (now - RECUL).date()))
    storage.mesures.record(slug, jours, now + PERIMEE)


def _read(slug: str) -> int | None:
    """A page that needs nothing else of the store does not fail for want of it."""
    try:
        return storage.mesures.median(slug)
    except Indisponible:
        return None
