"""A mail committed with the change that causes it, and sent afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ESSAIS = 12
"""About a day; then it stays for a person to look at."""
PRISE = timedelta(minutes=1)
"""How long a sender holds a mail before another may take it over."""
PAUSE_MAXIMALE = timedelta(hours=6)
CONSERVATION = timedelta(days=30)
"""Once sent."""


@dataclass(frozen=True, slots=True)
class Courriel:
    """`modele` names a file of courriels/; `variables` fill it. Never a secret: the store would keep it."""

    id: str
    modele: str
    destinataire: str
    variables: dict[str, str]
    depose_le: datetime
    essais: int = 0
    """Tries so far, the present one included."""
    compte: str | None = None
    """Whose démarche it tells of: how and where it is written is theirs to say, at the time when it leaves (R3)."""

    des: datetime | None = None
    """Before which it does not leave: what else happens until then is told with it."""

    @property
    def pause(self) -> timedelta:
        """Before the next try: a minute after the first failure, twice as much after each, six hours at the most."""
        return min(PRISE * (1 << max(0, self.essais - 1)), PAUSE_MAXIMALE)
