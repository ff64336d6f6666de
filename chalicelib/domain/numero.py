"""Numéros that a person can read over the telephone: `D26-7KQF-3MXP`.

Seven symbols come from the idempotency key, so that the same request always names the same demande; the eighth checks
the others (Luhn mod 32): one wrong symbol, or two neighbours exchanged, is told apart from an unknown numéro. Of the
exchanges, Luhn misses one: 2Z for Z2.
"""

import hashlib
import re

from stdnum import luhn
from stdnum.exceptions import ValidationError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I."""

LONGUEUR = 13
"""Characters, dashes included."""
SHAPE = re.compile(rf"([A-Z])([0-9]{{2}})-([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})")


def derive(prefixe: str, annee: int, graine: str, essai: int = 0) -> str:
    """The numéro of what `graine` creates; `essai` gives another one after a collision (about 1 in 10^10 pairs)."""
    number = int.from_bytes(hashlib.sha256(f"{graine}/{essai}".encode()).digest())
    symbols = ""
    for _ in range(7):
        number, index = divmod(number, len(ALPHABET))
        symbols += ALPHABET[index]
    symbols += luhn.calc_check_digit(symbols, ALPHABET)
    return f"{prefixe}{annee % 100:02d}-{symbols[:4]}-{symbols[4:]}"


def read(saisi: str) -> str | None:
    """The numéro that somebody typed or scanned, with or without dashes, in any case; None for what is none."""
    lettres = "".join(filter(str.isalnum, saisi.upper()[: 2 * LONGUEUR]))
    numero = f"{lettres[:3]}-{lettres[3:7]}-{lettres[7:]}"
    return numero if is_valid(numero) else None


def is_valid(numero: str) -> bool:
    """Whether it is of the right shape and its check symbol agrees."""
    match = SHAPE.fullmatch(numero)
    if match is None:
        return False
    try:
        luhn.validate(match[3] + match[4], ALPHABET)
    except ValidationError:
        return False
    return True
