"""What one line of the table of retention says. See conservation.py, which is the table."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Application(StrEnum):
    """What makes it true: a task of the portal, or the store itself."""

    IMMEDIATE = "immediate"
    TACHE = "tache"
    TTL = "ttl"
    BUCKET = "bucket"
    SAUVEGARDE = "sauvegarde"


@dataclass(frozen=True, slots=True)
class Conservation:
    """One line: what is kept, what for, how long in words and in time, and what makes it true."""

    code: str
    donnees: str
    usage: str
    duree: str
    periode: timedelta
    application: Application
