"""A table for a French spreadsheet: UTF-8 with its mark, semicolons, decimal commas; no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib import clock

FORMULES = ("=", "+", "-", "@")
BLANCS = ("\t", "\r", "\n")
"""How a cell begins that a spreadsheet would compute, or split: what a citizen or another software wrote must not."""


def write(entetes: Sequence[str], lignes: Iterable[Sequence[str]]) -> str:
    """Every cell as text."""
    flux = io.StringIO()
    table = csv.writer(flux, delimiter=";", lineterminator="\r\n")
    table.writerow(entetes)
    table.writerows([neutralise(cellule) for cellule in ligne] for ligne in lignes)
    return "\ufeff" + flux.getvalue()


def neutralise(cellule: str) -> str:
    """An apostrophe before what would be computed: the spreadsheet shows the text as it is."""
    risque = cellule.startswith(BLANCS) or cellule.lstrip().startswith(FORMULES)
    return f"'{cellule}" if risque else cellule


def montant(centimes: int) -> str:
    """« 1234,50 »."""
    euros, reste = divmod(centimes, 100)
    return f"{euros},{reste:02d}"


def jour(instant: datetime) -> str:
    """« 27/03/2026 », in the town's time."""
    return f"{instant.astimezone(clock.PARIS):%d/%m/%Y}"


def heure(instant: datetime) -> str:
    """« 09:05 »."""
    return f"{instant.astimezone(clock.PARIS):%H:%M}"
