"""Numbers that an administration or a bank gave: typed with spaces, kept without, checked by their own arithmetic."""

import re
from collections.abc import Callable

from chalicelib.domain.messages import Faute, ValeurRefusee

ESPACES = re.compile("[ \u00a0\u202f]")
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
SIRET = re.compile(r"\d{14}", re.ASCII)
RNA = re.compile(r"W\d[0-9A-Z]\d{7}", re.ASCII)
"""The third sign is a letter in Corsica and overseas."""


def parse_iban(valeur: object) -> str:
    """Raises ValeurRefusee."""
    return _parse(valeur, "iban", IBAN, _is_iban)


def parse_siret(valeur: object) -> str:
    """Raises ValeurRefusee."""
    return _parse(valeur, "siret", SIRET, _is_siret)


def parse_rna(valeur: object) -> str:
    """Raises ValeurRefusee. The register publishes no check digit."""
    return _parse(valeur, "rna", RNA, lambda _rna: True)


def _parse(valeur: object, cle: str, forme: re.Pattern[str], holds: Callable[[str], bool]) -> str:
    if not isinstance(valeur, str):
        raise ValeurRefusee(Faute("forme"))
    # Only the letters of ASCII change case: « ı » or « ß » must not become letters of a number.
    numero = re.sub("[a-z]", lambda lettre: lettre[0].upper(), ESPACES.sub("", valeur))
    if forme.fullmatch(numero) is None or not holds(numero):
        raise ValeurRefusee(Faute(cle))
    return numero


def _is_iban(numero: str) -> bool:
    from stdnum import iban  # noqa: PLC0415  (its table of countries costs 20 ms, for the few forms that need it)

    return bool(iban.is_valid(numero, check_country=False))


def _is_siret(numero: str) -> bool:
    """The establishments of La Poste have a rule of their own, which the library knows."""
    from stdnum.fr import siret  # noqa: PLC0415

    return bool(siret.is_valid(numero))
