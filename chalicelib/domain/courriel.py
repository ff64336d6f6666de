"""A mail committed with the change that causes it, and sent afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

ESSAIS = 8
"""Then it stays for a person to look at."""
PRISE = timedelta(minutes=1)
"""How long a sender holds a mail before another may take it over."""
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
