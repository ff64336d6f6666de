"""Argon2id hashes of what only the citizen or the agent knows."""

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.domain.mot_de_passe import LONGUEUR_MAXIMALE
from chalicelib.domain.session import Genre
from chalicelib.domain.texte import compose

if TYPE_CHECKING:
    from argon2 import PasswordHasher

COUTS = {Genre.USAGER: (2, 19_456), Genre.AGENT: (3, 65_536)}
"""Passes, and KiB of memory."""


@cache
def _hasher(genre: Genre) -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 (50 ms that only passwords pay)

    return PasswordHasher(*COUTS[genre], parallelism=1)


def _decoy(genre: Genre) -> str:
    """So that an unknown identifiant costs what a known one costs: written rather than computed, even the first time.

    A salt of 16 bytes and a hash of 32, all zeros: no password is known to give it.
    """
    passes, kib = COUTS[genre]
    return f"$argon2id$v=19$m={kib},t={passes},p=1${'A' * 22}${'A' * 43}"


def of_password(mot_de_passe: str, genre: Genre = Genre.USAGER) -> str:
    """To store."""
    return _hasher(genre).hash(compose(mot_de_passe, LONGUEUR_MAXIMALE))


def of_answer(reponse: str) -> str:
    """To store: case, width and spaces do not count in the answer to a secret question."""
    return _hasher(Genre.USAGER).hash(_plain(reponse))


def answers(empreinte: str | None, reponse: str) -> bool:
    """One hash is computed here too, whether or not there is one to compare with."""
    return matches(empreinte, _plain(reponse), Genre.USAGER)


def _plain(reponse: str) -> str:
    return " ".join(compose(reponse, LONGUEUR_MAXIMALE, "NFKC").casefold().split())


def renewed(empreinte: str | None, mot_de_passe: str, genre: Genre) -> str | None:
    """The new hash of a password that was hashed at yesterday's costs; None for one of today's."""
    if empreinte is None or not _hasher(genre).check_needs_rehash(empreinte):
        return None
    return of_password(mot_de_passe, genre)


def matches(empreinte: str | None, mot_de_passe: str, genre: Genre) -> bool:
    """One hash is computed whether or not there is one to compare with."""
    from argon2.exceptions import VerifyMismatchError  # noqa: PLC0415

    try:
        _hasher(genre).verify(empreinte or _decoy(genre), compose(mot_de_passe, LONGUEUR_MAXIMALE))
    except VerifyMismatchError:
        return False
    return empreinte is not None
