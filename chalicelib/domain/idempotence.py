"""One request, one effect: the same Idempotency-Key and body answer the same thing.

What a request creates is named after its key, so that the conditional write of the creation is the guard itself: no
second table, no window between the guard and the deed. A replay is recognised by the seal kept in what was created.
"""

import hashlib
from dataclasses import dataclass

from chalicelib.domain.errors import CleReutilisee, RequeteIllisible

LONGUEURS = range(8, 129)


@dataclass(frozen=True, slots=True)
class Sceau:
    """What a creation keeps of the request that made it."""

    cle: str
    """SHA-256 of who asked, what for, and the key."""
    corps: str
    """SHA-256 of the body."""

    @property
    def requete(self) -> str:
        """The same for this request and its replays, and for no other."""
        return self.cle + self.corps

    def is_replay(self, autre: "Sceau") -> bool:
        """Whether `autre` is the same request again. Raises CleReutilisee for the same key with another body."""
        if self.cle != autre.cle:
            return False
        if self.corps != autre.corps:
            raise CleReutilisee
        return True


def seal(auteur: str, route: str, cle: str, corps: bytes) -> Sceau:
    """`auteur` is the compte, or "" without one. Raises RequeteIllisible when the key is missing or odd."""
    if len(cle) not in LONGUEURS or not cle.isascii() or not cle.isprintable():
        raise RequeteIllisible("Il manque à cette demande une clé d’unicité (Idempotency-Key) de 8 à 128 caractères.")
    return Sceau(
        hashlib.sha256(f"{auteur}\n{route}\n{cle}".encode()).hexdigest(),
        hashlib.sha256(corps).hexdigest(),
    )
