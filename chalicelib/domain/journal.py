"""The journal: who did what to which file, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ligne:
    """`sujet` is the file (`demande:D26-…`, `compte:…`); `auteur` a compte's id, an agent's courriel or SANS_COMPTE."""

    sujet: str
    action: str
    auteur: str
    le: datetime
    precision: str = ""


SANS_COMPTE = "sans-compte"
