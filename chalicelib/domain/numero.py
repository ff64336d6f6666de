"""Numéros that a person can read over the telephone: `D26-7KQF-3MXP`, and `V26-7KQF-3MXP-ABCD` for a quittance.

All symbols but one come from the idempotency key, so that the same request always names the same demande; the last one
checks the others (Luhn mod 32): one wrong symbol, or two neighbours exchanged, is told apart from an unknown numéro.
Of the exchanges, Luhn misses one: 2Z for Z2.
"""

import hashlib
import re

from stdnum import luhn
from stdnum.exceptions import ValidationError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I."""

DEMANDE, QUITTANCE = 2, 3
"""Groups of four symbols. Quittances, which nobody may give twice, draw eleven: a pair in 10^16 is the same."""
LONGUEUR = 13
"""Characters of a demande's, dashes included."""
SHAPE = re.compile(rf"([A-Z])([0-9]{{2}})-([{ALPHABET}]{{4}})-([{ALPHABET}]{{4}})")


def derive(prefixe: str, annee: int, graine: str, essai: int = 0, groupes: int = DEMANDE) -> str:
    """The numéro of what `graine` creates; `essai` gives another one after a collision (about 1 in 10^10 pairs)."""
    number = int.from_bytes(hashlib.sha256(f"{graine}/{essai}".encode()).digest())
    symbols = ""
    for _ in range(4 * groupes - 1):
        number, index = divmod(number, len(ALPHABET))
        symbols += ALPHABET[index]
    symbols += luhn.calc_check_digit(symbols, ALPHABET)
    return dash(f"{prefixe}{annee % 100:02d}{symbols}")


def dash(lettres: str) -> str:
    """As it is written, from its letters and digits alone: what a payment carries to the State is without dashes."""
    return "-".join([lettres[:3], *(lettres[rang : rang + 4] for rang in range(3, len(lettres), 4))])


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
