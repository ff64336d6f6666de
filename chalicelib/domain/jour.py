"""The dates that a definition speaks of: fixed, or counted from the day of the request."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

FORME = re.compile(r"aujourdhui(?:([+-]\d{1,3})(ans?|mois|jours?))?", re.ASCII)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Jour:
    """`2026-09-01`, `aujourdhui`, `aujourdhui-75ans`, `aujourdhui+10jours`, `aujourdhui-3mois`."""

    texte: str

    def __post_init__(self) -> None:
        """Raise ValueError on any other form."""
        if FORME.fullmatch(self.texte) is None:
            parse_iso(self.texte)

    @property
    def relatif(self) -> bool:
        """Counted from the day of the request."""
        return FORME.fullmatch(self.texte) is not None

    def on(self, today: date) -> date:
        """The 29th of February minus or plus some years or months is the last day of the month reached."""
        forme = FORME.fullmatch(self.texte)
        if forme is None:
            return parse_iso(self.texte)
        nombre, unite = int(forme[1] or 0), forme[2] or "jours"
        if unite.startswith("jour"):
            return today + timedelta(days=nombre)
        return _add_months(today, nombre * (12 if unite.startswith("an") else 1))


def parse_iso(texte: str) -> date:
    """Only `YYYY-MM-DD`, where Python's own parser takes other ISO forms. Raises ValueError."""
    if ISO.fullmatch(texte) is None:
        raise ValueError(f"not a date as YYYY-MM-DD, nor aujourdhui[±n(ans|mois|jours)]: {texte!r}")
    return date.fromisoformat(texte)


def _add_months(jour: date, mois: int) -> date:
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    dernier = calendar.monthrange(annee, rang + 1)[1]
    return date(annee, rang + 1, min(jour.day, dernier))
