"""Who is logged in, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Genre(StrEnum):
    """A browser may hold one session of each. SUIVI opens one demande made without compte, and nothing else."""

    USAGER = "usager"
    AGENT = "agent"
    SUIVI = "suivi"


DUREES = {Genre.USAGER: timedelta(hours=2), Genre.AGENT: timedelta(hours=10), Genre.SUIVI: timedelta(minutes=30)}
"""A visit; a working day; a look."""
DUREE_PROVISOIRE = timedelta(minutes=30)
"""To choose a password in place of the mailed one."""
OUVERTES_MAXIMUM = 5
"""Sessions of one person at the same time: the oldest is closed beyond."""


@dataclass(frozen=True, slots=True)
class Agent:
    """A member of staff: `courriel` is their name for the portal, `services` what they may see (R24)."""

    courriel: str
    prenom: str
    nom: str
    services: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def affichage(self) -> str:
        """As it stands in the journal and beside a decision."""
        return f"{self.prenom} {self.nom}"


@dataclass(frozen=True, slots=True)
class Ouverture:
    """An open session, as its owner may see and close it. `appareil`: « Firefox sur Windows »."""

    empreinte: str
    appareil: str
    ouverte_le: datetime
    expire_le: datetime

    @property
    def id(self) -> str:
        """Enough to tell it from the others, too little to be found by."""
        return self.empreinte[:16]


@dataclass(frozen=True, slots=True)
class Session:
    """`empreinte` is the SHA-256 of the cookie: the store cannot open a session."""

    empreinte: str
    genre: Genre
    sujet: str
    """Id of the compte, courriel of the agent, or numéro of the demande that is followed."""
    cree_le: datetime
    expire_le: datetime
    agent: Agent | None = None
    identifiant: str = ""
    """Key of what proves who they are; an agent's has its prefix."""
    provisoire: bool = False
    """Opened with a mailed password (R21): it lets one choose another, and nothing else."""
    secours: str = ""
    """Id of that password, which may not be chosen again."""
    famille: str = ""
    """Whom the factures were for at the log-in: where to look at once, never a right."""

    def is_open(self, now: datetime) -> bool:
        """The store deletes late: an expired session must be told from its date."""
        return now < self.expire_le

    def as_listed(self, appareil: str) -> Ouverture:
        """In the list of what its owner has open."""
        return Ouverture(self.empreinte, appareil, self.cree_le, self.expire_le)


def listed(
    ouvertures: Iterable[Ouverture], nouvelle: Ouverture, now: datetime
) -> tuple[tuple[Ouverture, ...], tuple[Ouverture, ...]]:
    """What stays open with a new one, and what is closed for it. `ouvertures`: oldest first."""
    ouvertes = [ouverture for ouverture in ouvertures if now < ouverture.expire_le]
    trop = max(0, len(ouvertes) + 1 - OUVERTES_MAXIMUM)
    return (*ouvertes[trop:], nouvelle), tuple(ouvertes[:trop])
