"""The delay of each démarche, measured every night on its decisions and shown beside the one announced."""

from collections.abc import Mapping
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
"""Measures that a week of nights did not renew are not shown any more."""


@dataclass(frozen=True, slots=True)
class Lues:
    """As this process last read them: days, by démarche."""

    delais: Mapping[str, int]
    jusqu_a: datetime


_lues: list[Lues] = []
"""One at the most."""


def medians() -> Mapping[str, int]:
    """Days by démarche, on the decisions of the last three months: those that had enough of them.

    One round trip an hour in each process, to be made beside what the page reads; nothing when the store is down.
    """
    if not _lues or _lues[0].jusqu_a <= clock.now():
        _lues[:] = [Lues(_read(), clock.now() + GARDE)]
    return _lues[0].delais


def median(slug: str) -> int | None:
    """Of one démarche."""
    return medians().get(slug)


def forget() -> None:
    """What was read, by a process whose store changes under it."""
    _lues.clear()


def measure() -> None:
    """Every démarche of the commune, kept together. What fails is for tomorrow."""
    slugs = settings().commune.demarches
    depuis = (clock.now() - RECUL).date()
    try:
        durees = storage.together(*(partial(storage.mesures.durations, slug, depuis) for slug in slugs))
        delais = {slug: usual_delay(found) for slug, found in zip(slugs, durees, strict=True)}
        known = {slug: jours for slug, jours in delais.items() if jours is not None}
        storage.mesures.record(known, clock.now() + PERIMEE)
    except Indisponible as error:
        logger.warning("delays not measured", extra={"erreur": describe(error)})


def _read() -> Mapping[str, int]:
    """A page that needs nothing else of the store does not fail for want of it."""
    try:
        return storage.mesures.medians()
    except Indisponible:
        return {}
