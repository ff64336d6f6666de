"""The cryptogramme that tells people from robots (R11): what it is made of and how long it holds."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.errors import ErreurDeChamp, SaisieInvalide

ALPHABET = "FHJKLRUYZ23456789"
"""No character is taken for another, by eye or by ear."""
LONGUEUR = 6
ID = re.compile(r"[\w-]{16,64}", re.ASCII)
"""Of the shape that was given: nothing else reaches the store."""
VALIDITE = timedelta(minutes=10)
ESSAIS = 3
LECTURE = timedelta(seconds=3)
"""Nobody copies six distorted characters in less."""
TRAVAIL = 50_000
"""Hashes that the proof of work may ask for, half of it on average: a second of an old telephone."""


@dataclass(frozen=True, slots=True)
class Preuve:
    """ALTCHA's puzzle: which number, at most `maxnumber`, follows `salt` in the text whose SHA-256 is `challenge`?"""

    salt: str
    challenge: str
    maxnumber: int
    algorithm: str = "SHA-256"


@dataclass(frozen=True, slots=True)
class Solution:
    """A cryptogramme as a form sends it: `miel` is a field that people do not see and robots fill."""

    id: str
    code: str
    preuve: int = -1
    miel: str = ""


def code(secret: bytes, id: str) -> str:  # noqa: A002 (the word of the API)
    """The code of an image: drawn from its random id by HMAC-SHA-256, so that no store ever holds it."""
    number = _drawn(secret, f"cryptogramme/{id}")
    symbols = ""
    for _ in range(LONGUEUR):
        number, index = divmod(number, len(ALPHABET))
        symbols += ALPHABET[index]
    return symbols


def proof(secret: bytes, id: str) -> Preuve:  # noqa: A002
    """The puzzle that goes with an image, drawn like its code: nothing to store, nothing to sign."""
    return Preuve(id, hashlib.sha256(f"{id}{number(secret, id)}".encode()).hexdigest(), TRAVAIL)


def number(secret: bytes, id: str) -> int:  # noqa: A002
    """The answer to its puzzle."""
    return _drawn(secret, f"preuve/{id}") % (TRAVAIL + 1)


def _drawn(secret: bytes, text: str) -> int:
    return int.from_bytes(hmac.new(secret, text.encode(), hashlib.sha256).digest())


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


def too_fast() -> SaisieInvalide:
    """Sent sooner than anybody reads; the same code is still good."""
    return _refus("trop-vite", "Le code a été recopié trop vite. Attendez quelques secondes, puis envoyez de nouveau.")


def unproved() -> SaisieInvalide:
    """The browser did not do its part."""
    detail = "La vérification automatique n’a pas abouti. Rechargez la page : ce que vous avez saisi est gardé."
    return _refus("preuve-manquante", detail)


def missing() -> SaisieInvalide:
    """Nothing was sent."""
    return _refus("obligatoire", "Recopiez le code de l’image.")


def _refus(code: str, detail: str) -> SaisieInvalide:
    return SaisieInvalide(erreurs=(ErreurDeChamp("cryptogramme", code, detail),))
