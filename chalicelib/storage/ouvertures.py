"""The open sessions of one identifiant, each a short text of one set: five of them and the rest fit in a write unit."""

import base64
from collections.abc import Iterable
from datetime import UTC, datetime

from chalicelib.domain.session import Ouverture


def as_text(ouverture: Ouverture) -> str:
    """The fingerprint in 43 characters instead of 64, and dates in seconds."""
    empreinte = base64.urlsafe_b64encode(bytes.fromhex(ouverture.empreinte)).decode().rstrip("=")
    dates = (int(le.timestamp()) for le in (ouverture.ouverte_le, ouverture.expire_le))
    return " ".join((empreinte, *map(str, dates), ouverture.appareil))


def from_texts(textes: Iterable[str] | None) -> tuple[Ouverture, ...]:
    """Oldest first."""
    return tuple(sorted(map(_from_text, textes or ()), key=lambda o: (o.ouverte_le, o.empreinte)))


def _from_text(texte: str) -> Ouverture:
    empreinte, ouverte_le, expire_le, appareil = texte.split(" ", 3)
    dates = (datetime.fromtimestamp(int(secondes), UTC) for secondes in (ouverte_le, expire_le))
    return Ouverture(base64.urlsafe_b64decode(empreinte + "=").hex(), appareil, *dates)
