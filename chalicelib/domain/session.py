"""Who is logged in, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Genre(StrEnum):
    """A browser may hold one session of each."""

    USAGER = "usager"
    AGENT = "agent"


DUREES = {Genre.USAGER: timedelta(hours=2), Genre.AGENT: timedelta(hours=10)}
"""A visit; a working day."""


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


@dataclass(frozen=True, slots=True)
class Session:
    """`empreinte` is the SHA-256 of the cookie: the store cannot open a session."""

    empreinte: str
    genre: Genre
    sujet: str
    """Id of the compte, or courriel of the agent."""
    cree_le: datetime
    expire_le: datetime
    agent: Agent | None = None
    identifiant: str = ""
    """Key of what proves who they are; an agent's has its prefix."""
    provisoire: bool = False
    """Opened with a mailed password (R21): it lets one choose another, and nothing else."""

    def is_open(self, now: datetime) -> bool:
        """The store deletes late: an expired session must be told from its date."""
        return now < self.expire_le
