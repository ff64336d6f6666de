"""The mailed password (R21): never at rest, drawn from the portal's secret and the id of the request when it is needed.

Any copy of the mail says the same; the store and the outbox know only that there is one, and until when.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.numero import ALPHABET

VALIDITE = timedelta(minutes=60)
LONGUEUR = 24
"""Symbols of five bits: 120 bits."""
GROUPE = 4


@dataclass(frozen=True, slots=True)
class Secours:
    """A mailed password that waits to be used, once."""

    id: str
    expire_le: datetime

    def opens(self, secret: bytes, saisi: str, now: datetime) -> bool:
        """Whether this is what was typed, in time."""
        return is_it(secret, self.id, saisi) and now < self.expire_le


def mot_de_passe(secret: bytes, id: str) -> str:  # noqa: A002
    """`7KQF-3MXP-…`, as it is mailed."""
    symboles = _symbols(secret, id)
    return "-".join(symboles[debut : debut + GROUPE] for debut in range(0, LONGUEUR, GROUPE))


def is_it(secret: bytes, id: str, saisi: str) -> bool:  # noqa: A002
    """Whether this is what was typed; letter case, spaces and dashes do not count."""
    lettres = "".join(filter(str.isalnum, saisi.upper()))
    return hmac.compare_digest(lettres.encode(), _symbols(secret, id).encode())


def _symbols(secret: bytes, id: str) -> str:  # noqa: A002
    nombre = int.from_bytes(hmac.digest(secret, f"secours/{id}".encode(), hashlib.sha256))
    symboles = ""
    for _ in range(LONGUEUR):
        nombre, rang = divmod(nombre, len(ALPHABET))
        symboles += ALPHABET[rang]
    return symboles
