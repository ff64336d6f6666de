"""Amounts of money: whole centimes once kept, euros as people type them."""

import re

from chalicelib.domain.messages import Faute, ValeurRefusee

ESPACES = re.compile("[ \u00a0\u202f]")
EUROS = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?€?", re.ASCII)
MAXIMUM = 99_999_999_999
"""Centimes: what nine digits of euros can say."""


def parse_montant(valeur: object) -> int:
    """« 12 », « 12,50 », « 1 234,5 € » are texts in euros; a number is centimes already. Raises ValeurRefusee."""
    if isinstance(valeur, str):
        saisi = EUROS.fullmatch(ESPACES.sub("", valeur))
        if saisi is None:
            raise ValeurRefusee(Faute("montant"))
        return int(saisi[1]) * 100 + int(f"{saisi[2] or '':0<2}")
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        raise ValeurRefusee(Faute("forme"))
    if not (0 <= valeur <= MAXIMUM and valeur == int(valeur)):
        raise ValeurRefusee(Faute("montant"))
    return int(valeur)
