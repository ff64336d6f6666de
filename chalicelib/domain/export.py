"""« Télécharger mes données » (RGPD, articles 15 and 20): the archive of everything held about a compte."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from chalicelib.domain.conservation import ARCHIVE

EtatDArchive = Literal["aucune", "en_preparation", "prete"]
INTERVALLE = timedelta(hours=24)
"""Between two preparations, which read everything."""


@dataclass(frozen=True, slots=True)
class Export:
    """Asked for, then ready: `taille` in bytes."""

    id: str
    demandee_le: datetime
    prete_le: datetime | None = None
    taille: int | None = None

    @property
    def expire_le(self) -> datetime | None:
        """The end of its download."""
        return self.prete_le + ARCHIVE if self.prete_le else None

    def etat(self, now: datetime) -> EtatDArchive:
        """An archive past its end is as if it never was; one that could not be made may be asked for again."""
        if self.expire_le is None:
            return "en_preparation"
        return "prete" if now < self.expire_le else "aucune"

    def may_be_renewed(self, now: datetime) -> bool:
        """Not too soon after the last one."""
        return now >= self.demandee_le + INTERVALLE
