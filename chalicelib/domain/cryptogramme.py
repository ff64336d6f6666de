"""The cryptogramme that tells people from robots (R11): what it is made of and how long it holds."""

import hashlib
import hmac
import re
from datetime import timedelta

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide

ALPHABET = "FHJKLRUYZ23456789"
"""No character is taken for another, by eye or by ear."""
LONGUEUR = 6
ID = re.compile(r"[\w-]{16,64}", re.ASCII)
"""Of the shape that was given: nothing else reaches the store."""
VALIDITE = timedelta(minutes=10)
ESSAIS = 3


def code(secret: bytes, id: str) -> str:  # noqa: A002 (the word of the API)
    """The code of an image: drawn from its random id by HMAC-SHA-256, so that no store ever holds it."""
    number = int.from_bytes(hmac.new(secret, f"cryptogramme/{id}".encode(), hashlib.sha256).digest())
    symbols = ""
    for _ in range(LONGUEUR):
        number, index = divmod(number, len(ALPHABET))
        symbols += ALPHABET[index]
    return symbols


def is_right(secret: bytes, id: str, saisi: str) -> bool:  # noqa: A002
    """Whether the citizen copied it; letter case, spaces and a 1 read for a 7 are forgiven."""
    typed = "".join(saisi.split()).upper().replace("1", "7")
    return hmac.compare_digest(code(secret, id).encode(), typed.encode())


def wrong() -> SaisieInvalide:
    """The code is not that of the image; the form keeps everything."""
    return _refus("cryptogramme-faux", "Le code ne correspond pas à l’image. Recopiez le nouveau code.")


def spent() -> SaisieInvalide:
    """Used, expired, unknown, or three times wrong."""
    return _refus("cryptogramme-perime", "Ce code n’est plus valable. Recopiez le nouveau code.")


def missing() -> SaisieInvalide:
    """Nothing was sent."""
    return _refus("obligatoire", "Recopiez le code de l’image.")


def _refus(code: str, detail: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=(ErreurDeChamp("cryptogramme", code, detail),))
